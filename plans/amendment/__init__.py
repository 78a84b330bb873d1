"""Amending an announced plan: a copy of the text in force, what is changed in it, and the way back (section 19)."""
