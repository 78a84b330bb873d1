"""The Word twin of a paper: the same text, in a file that an office can go on writing in."""

from collections.abc import Mapping

from django.utils import translation

from documents.paper import Paper
from documents.word.package import Book

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(paper: Paper, numbers: Mapping[str, int] | None = None) -> bytes:
    """The paper as .docx. A paper is Thai for every reader; of an issued one this is a copy, and says so.

    ``numbers`` are the pages of its contents by anchor, where a PDF of it tells them; Word finds its own when it
    prints the paper or is asked to, and shows these until then.
    """
    with translation.override("th"):
        return Book(numbers or {}).write(paper)
