"""Papers as they leave the system, one of each form, for what holds files to the standards of archives and accessibility.

``python -m tests.documents.announced FOLDER`` writes them there, for programs that look at files (`make verapdf`).
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from documents.paper import Announcement, Node, Paper, Part, TextBlock
from documents.render import Attached, Rendered
from tests.documents import papers

TEXT = (
    "การพัฒนาบุคลากรเป็นงานที่ทำต่อเนื่องทุกปี[[ตามแผนแม่บท ข้อ 18]] ตั้งแต่ปี 2567 ถึง 2569\n"
    "1. กำหนดเป้าหมาย\n1.1 **น้ำหนัก**ของงาน\n1.2 จำนวนคน\n2. ติดตามผล\n\nย่อหน้าต่อไป __ขีดเส้นใต้__\n- ข้อย่อย\n- ข้อย่อยอีกข้อ[[ดูภาคผนวก]]"
)
CODE = "7K2QDM84ZP"
Render = Callable[..., Rendered]


def plan(rows: int = 40) -> Paper:
    """A book with everything in it, and a table that goes over pages where it has as many rows."""
    return papers.book(papers.ISSUED, rows=rows, text=TEXT)


def letter() -> Paper:
    """A letter of two pages with a list of enclosures."""
    return _single("หนังสือนำส่งแผน", [papers.letter(paragraphs=9)])


def order() -> Paper:
    """An order whose text goes on over its page, with a list and a table behind it."""
    body = [TextBlock("\n\n".join([TEXT] * 5)), papers.budget(3)]
    return _single(
        "คำสั่งแต่งตั้งคณะกรรมการ",
        [
            Announcement(
                issuer="คำสั่งองค์การบริหารส่วนตำบลสังคม",
                subject="เรื่อง แต่งตั้งคณะกรรมการ",
                body=body,
                number="ที่ 120/2566",
                closing="สั่ง ณ วันที่ 29 กันยายน พ.ศ. 2566",
                signature=papers.HEAD,
            )
        ],
    )


def minutes() -> Paper:
    """A memorandum and the parts of minutes."""
    body = [papers.MEMORANDUM, Part("ระเบียบวาระที่ 1", [TextBlock(TEXT), Part("เรื่องแจ้ง", [TextBlock("ไม่มี")])])]
    return _single("รายงานการประชุม", body)


PAPERS = {each.__name__: each for each in (plan, letter, order, minutes)}


def _single(title: str, body: Sequence[Node]) -> Paper:
    return Paper(title=title, mark=papers.ISSUED, author="องค์การบริหารส่วนตำบลสังคม", body=list(body))


def made(paper: Paper, render: Render) -> bytes:
    """The file of a paper with what announced plans carry."""
    from documents.compose import compose
    from documents.manifest import with_manifest

    files = with_manifest(CODE, "a" * 64, [Attached("plan.json", b'{"plan": 1}', "ข้อมูลของแผน")])
    return render(compose(paper), title=paper.title, attachments=files, variant="pdf/a-3a").pdf


def write(folder: Path) -> list[Path]:
    """Every paper as a file of the folder."""
    from documents.render import render_pdf

    folder.mkdir(parents=True, exist_ok=True)
    for name, paper in PAPERS.items():
        (folder / f"{name}.pdf").write_bytes(made(paper(), render_pdf))
    return sorted(folder.glob("*.pdf"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    for path in write(Path(sys.argv[1])):
        print(path)
