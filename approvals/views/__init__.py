"""Pages of decisions: moves, history, the queue of a board, notices."""
