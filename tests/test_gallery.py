"""The gallery shows every kind of paper: a maker of papers that stands in none of its lines is found here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PIL import Image

from documents.render import Rendered
from gallery import write
from gallery.kinds import KINDS, Kind
from gallery.write import FOLDER, HEAD, files_of

PLACE = Path(__file__).resolve().parent.parent
PRODUCT = (
    "approvals",
    "competencies",
    "courses",
    "monitoring",
    "organizations",
    "personnel",
    "plans",
    "register",
)
#: Makers that only choose among, or hand on, what other makers make.
HAND_ON = {
    "announced_document", "draft_document",  # plan_paper with a mark
    "book", "yearly",  # what plan_paper and yearly_document bind
    "draft_paper",  # yearly_report with a mark
    "paper_of",  # of a draft: the plan or its extract
    "agenda_as_paper", "minutes_as_paper",  # agenda_paper and minutes_paper of the board
}  # fmt: skip


def _makers() -> dict[str, str]:
    """Public functions that say that they return a paper, and where they stand."""
    found = {}
    for app in PRODUCT:
        for file in (PLACE / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.returns is not None:
                    says = ast.unparse(node.returns)
                    if re.fullmatch(r"(paper\.)?Paper", says) and not node.name.startswith("_"):
                        found[node.name] = str(file.relative_to(PLACE))
    return found


def _calls() -> set[str]:
    """Names that the gallery calls, those it gave another name included."""
    tree = ast.parse((PLACE / "gallery" / "kinds.py").read_text("utf-8"))
    renamed = {
        name.asname: name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names if name.asname
    }  # fmt: skip
    called = {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }  # fmt: skip
    return called | {renamed[name] for name in called & renamed.keys()}


def test_gallery_shows_every_maker_of_papers():
    missing = {name: file for name, file in _makers().items() if name not in HAND_ON | _calls()}
    assert not missing, f"add a line to gallery/kinds.py: {missing}"


def test_gallery_folder_has_the_pictures_of_every_kind_and_no_others():
    kept = {file for kind in KINDS for file in files_of(kind, FOLDER)}
    assert {kind.key for kind in KINDS if not files_of(kind, FOLDER)} == set()
    assert set(FOLDER.glob("*.png")) == kept
    assert sum(file.stat().st_size for file in kept) < 3_000_000


def test_pictures_stay_until_the_new_ones_are_drawn(tmp_path, monkeypatch):
    kind = Kind("letter", "หนังสือ", lambda scene: None)
    old = [tmp_path / f"letter-{page:03}.png" for page in (1, 2)]
    for file in old:
        file.write_bytes(b"old")
    monkeypatch.setattr(write, "rendered", lambda paper: Rendered(b"", 1))

    def drawn(pdf, pages):
        assert all(file.exists() for file in old)
        yield Image.new("L", (2, 2))
        raise OSError("no pdftoppm")

    monkeypatch.setattr(write, "pictures", drawn)
    with pytest.raises(OSError, match="pdftoppm"):
        write._draw(kind, None, tmp_path, None)
    assert [file.read_bytes() for file in files_of(kind, tmp_path)] == [b"old", b"old"]
    monkeypatch.setattr(write, "pictures", lambda pdf, pages: [Image.new("L", (2, 2)) for _page in pages])
    write._draw(kind, None, tmp_path, None)
    (new,) = files_of(kind, tmp_path)
    assert new.name == "letter-001.png"
    assert new.read_bytes() != b"old"


def test_gallery_page_names_every_picture():
    page = (FOLDER / "README.md").read_text("utf-8")
    assert page.startswith(HEAD)
    named = re.findall(r"\]\(([^)]+)\)", page)
    assert named == [file.name for kind in KINDS for file in files_of(kind, FOLDER)]
    assert [f"## {kind.title}" for kind in KINDS] == re.findall(r"^## .+", page, re.M)
