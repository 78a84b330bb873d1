"""The manual names buttons and pages as they are on the screens: a renamed button must be renamed there, too."""

import re
from pathlib import Path

import pytest
from django.conf import settings

MANUAL = sorted((settings.BASE_DIR / "docs" / "manual").glob("*.md"))
#: Names that a page puts together from data.
COMPOSED = {"แผน 2570 - 2572"}


@pytest.fixture(scope="module")
def words_of_the_screens() -> str:
    """Every template and every module of the apps as one text."""
    folders = [settings.BASE_DIR / name for name in ("templates", "organizations", "plans", "approvals")]
    folders += [
        settings.BASE_DIR / name for name in ("documents", "monitoring", "register", "personnel", "courses")
    ]
    files = [file for folder in folders for kind in ("*.html", "*.py") for file in folder.rglob(kind)]
    return "\n".join(file.read_text() for file in files)


def prose(page: Path) -> str:
    """The page without what stands in code marks."""
    return re.sub(r"`[^`]*`", "", page.read_text())


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_manual_names_only_what_is_on_a_screen(page: Path, words_of_the_screens: str) -> None:
    named = set(re.findall(r"\*\*(.+?)\*\*", prose(page))) - {"ตัวหนา"} - COMPOSED
    assert [name for name in sorted(named) if name not in words_of_the_screens] == []


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_manual_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_manual_contents_lists_every_chapter_once() -> None:
    contents = (MANUAL[0].parent / "README.md").read_text()
    listed = re.findall(r"^\| \[\d+ [^]]+\]\(([^)]+)\)", contents, re.MULTILINE)
    assert sorted(listed) == [page.name for page in MANUAL if page.name != "README.md"]


@pytest.mark.parametrize(
    "page", [page for page in MANUAL if page.name[0].isdigit()], ids=lambda page: page.stem
)
def test_manual_chapter_bears_its_number(page: Path) -> None:
    assert page.read_text().startswith(f"# {int(page.name[:2])} ")
