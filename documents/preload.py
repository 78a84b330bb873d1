"""Imported once by the process that rendering children are forked from: the import itself is the work."""

from documents import render
from documents.parts import held

__all__ = ["held"]  # notes the code that all children will have

render.warm()
