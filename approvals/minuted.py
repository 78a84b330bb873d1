"""The text of an agenda or of minutes as pieces of a paper: the heads of official papers 4.3 stand at the left edge.

The text is what its writer made of it. A line of a head that the writer left as it was is found again by its words;
every other line is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import paper

HEAD = re.compile(r"\*\*((?:ระเบียบวาระที่ |ผู้มาประชุม|ผู้ไม่มาประชุม|ผู้เข้าร่วมประชุม|ผู้ตอบ|ผู้ไม่ตอบ)[^*]*)\*\*")
HOUR = re.compile(r"\*\*(?:เริ่ม|เลิก)ประชุมเวลา\*\*[^*]*")


def minuted(text: str) -> list[paper.Node]:
    """Headings with what stands under them, and the hours of beginning and end as lines of their own."""
    return list(_nodes(text))


def _nodes(text: str) -> Iterator[paper.Node]:
    heading, under = "", []
    for line in text.splitlines():
        head, hour = HEAD.fullmatch(line.strip()), HOUR.fullmatch(line.strip())
        if not head and not hour:
            under.append(line)
            continue
        yield from _under(heading, under)
        heading, under = head[1] if head else "", []
        if hour:
            yield paper.Lines([line.strip()], align="left")
    yield from _under(heading, under)


def _under(heading: str, lines: list[str]) -> Iterator[paper.Node]:
    text = "\n".join(lines).strip()
    children = [paper.TextBlock(text)] if text else []
    if heading:
        yield paper.Part(heading=heading, children=children, opening=False, in_contents=False)
    else:
        yield from children
