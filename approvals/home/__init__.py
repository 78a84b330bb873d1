"""What each role sees first: what it has to do next and by when, in a few lines that lead there."""
