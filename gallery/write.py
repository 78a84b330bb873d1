"""The folder of the gallery: pictures of every paper, and a page that shows them in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from gallery.kinds import KINDS, Kind
from gallery.pictures import pictures, rendered, save
from gallery.scene import Scene
from thai.digits import to_thai

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "gallery"
HEAD = """# หน้าตาของเอกสาร

ภาพทุกหน้าของเอกสารแต่ละชนิดที่ระบบจัดทำ จากข้อมูลตัวอย่างชุดเดียวกัน สร้างใหม่ได้ด้วย `make gallery`
เอกสารที่ออกแล้วมีรหัสและคิวอาร์ท้ายหน้า (ในภาพเป็นรหัสตัวอย่าง) เอกสารที่ยังไม่ออกมีคำว่า ร่าง
"""


def write(folder: Path, *, only: Collection[str] = (), keep: Path | None = None) -> None:
    """Pictures and page; with ``only`` some of the papers, with ``keep`` the papers themselves in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    scene = Scene()
    for kind in KINDS:
        if not only or kind.key in only:
            _draw(kind, scene, folder, keep)
    (folder / "README.md").write_text("\n".join(_page(folder)) + "\n", encoding="utf-8")


def _draw(kind: Kind, scene: Scene, folder: Path, keep: Path | None) -> None:
    made = rendered(kind.make(scene))
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{kind.key}.pdf").write_bytes(made.pdf)
    every = range(1, made.pages + 1)
    pages = [every[page - 1 if page > 0 else page] for page in kind.pages] or every
    drawn = list(zip(pages, pictures(made.pdf, pages), strict=True))
    for old in files_of(kind, folder):  # all of the new are there
        old.unlink()
    for page, picture in drawn:
        save(picture, folder / f"{kind.key}-{page:03}.png")
    print(f"{kind.key:20} {made.pages:>4} {len(pages):>4}", flush=True)


def files_of(kind: Kind, folder: Path) -> list[Path]:
    """The pictures of a paper in the order of its pages."""
    return sorted(folder.glob(f"{kind.key}-[0-9][0-9][0-9].png"))


def _page(folder: Path) -> Iterator[str]:
    yield HEAD
    for kind in KINDS:
        yield f"## {kind.title}\n"
        for file in files_of(kind, folder):
            page = to_thai(int(file.stem[-3:]))
            yield f"![{kind.title} หน้า {page}]({file.name})"
        yield ""
