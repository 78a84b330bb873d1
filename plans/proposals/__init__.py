"""Projects that the system proposes: what the plan leaves open, a course of the library for it, under the ceiling.

Nothing proposed counts before a person confirms it.
"""
