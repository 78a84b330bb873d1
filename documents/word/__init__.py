"""The Word twin of a paper: the same text, in a file that an office can go on writing in."""

from django.utils import translation

from documents.paper import Paper
from documents.word.package import Book

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(paper: Paper) -> bytes:
    """The paper as .docx. A paper is Thai for every reader; of an issued one this is a copy, and says so."""
    with translation.override("th"):
        return Book().write(paper)
