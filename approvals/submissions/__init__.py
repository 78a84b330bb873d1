"""What goes to and fro between an LAO and the board's office: package, receipt, checklist, notes, return, answers."""
