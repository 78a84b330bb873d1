"""No tables of its own yet: this app reads what the others keep."""
