"""Imported once by the process that rendering children are forked from: the import itself is the work."""

from documents import render

render.warm()
