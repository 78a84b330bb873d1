"""Paragraphs and tables of a Word document in their order, with merged cells and text boxes as they are seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.footnotes import in_line
from plans.import_edition.document import DocumentRefused, opened
from plans.import_edition.word import NotesOfFile, Numbering, Reader
from thai.text import normalise_line

MAX_BYTES = 7 * 1024 * 1024  #: of the file, below the most that a request may send
MAX_BLOCKS = 10_000  #: paragraphs, and rows of tables
MAX_CHARACTERS = 400_000  #: the master plan of 2567 has 57,000
MAX_COLUMNS = 64  #: of a table, and of a cell; Word itself stops there
BODY_TEXT = 9  #: the outline level of what is no heading

#: What a file that is not .docx begins with, and what to do about it.
OTHERS = (
    (b"\xd0\xcf\x11\xe0", "Word 97-2003 (.doc)"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
SCANNED = ("PDF", "PNG", "JPEG", "TIFF")


@dataclass(frozen=True)
class Paragraph:
    """A line of the document; ``level`` is that of a heading by its style (0 the highest), else None."""

    text: str
    level: int | None = None
    is_contents: bool = False  #: by its style an entry of the contents


@dataclass(frozen=True)
class Cell:
    """A cell as it stands in the file; ``span`` columns wide, ``continues`` the one above it."""

    text: str
    span: int = 1
    continues: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells as they stand in the file."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def grid(self) -> list[list[str]]:
        """Every row with a text in every column: a merged cell's text stands in each place that it covers."""
        width = max((sum(cell.span for cell in row) for row in self.rows), default=0)
        width = min(width, MAX_COLUMNS)  # else a file of 2 kB fills the memory
        above, grid = [""] * width, []
        for row in self.rows:
            line: list[str] = []
            for cell in row:
                texts = (
                    above[len(line) : len(line) + cell.span] if cell.continues else [cell.text] * cell.span
                )
                line += texts
                if len(line) >= width:
                    break
            above = line[:width] + [""] * (width - len(line))
            grid.append(above)
        return grid

    @property
    def text(self) -> str:
        """The table as lines between bars, a merged cell once."""
        lines = ["| " + " | ".join(" ".join(cell.text.split()) for cell in row) + " |" for row in self.rows]
        return "\n".join(line for line in lines if line.strip("| "))


Block = Paragraph | Table


@dataclass
class _Open:
    """A paragraph that is being read."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    list_id: str = ""
    level: int = 0
    boxes: list[Block] = field(default_factory=list)  #: of text boxes that hang on it


@dataclass
class _OpenCell:
    span: int = 1
    continues: bool = False


class _Styles(Reader):
    """Which paragraph styles are headings, and which entries of the contents."""

    def __init__(self, content: bytes) -> None:
        self.levels: dict[str, int] = {}
        self.contents: set[str] = set()
        self.current = ""
        if content:
            super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "").lower()
        if name == "style":
            self.current = attributes.get("styleId", "")
        elif name == "name" and value.startswith("heading ") and value[8:].isdigit():
            self.levels[self.current] = int(value[8:]) - 1
        elif name == "name" and value.startswith("toc "):
            self.contents.add(self.current)
        elif name == "outlineLvl" and value.isdigit() and int(value) < BODY_TEXT:
            self.levels.setdefault(self.current, int(value))


class _Body(Reader):
    """Collects the blocks; what is open nests: cells in tables, text boxes in paragraphs, either in the other."""

    def __init__(self, content: bytes, numbering: Numbering, styles: _Styles, notes: NotesOfFile) -> None:
        self.notes = notes
        self.blocks: list[Block] = []
        self.places: list[list[Block]] = [self.blocks]
        self.paragraphs: list[_Open] = []
        self.tables: list[list[list[Cell]]] = []
        self.cells: list[_OpenCell] = []
        self.is_text = False
        self.in_tabs = self.moved_away = 0
        self.numbering, self.styles = numbering, styles
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self.paragraphs.append(_Open())
        elif name == "t":
            self.is_text = True
        elif name in ("tbl", "tr", "tc", "gridSpan", "vMerge", "gridBefore"):
            self._start_table(name, attributes)
        elif name == "txbxContent":
            self.places.append([])
        elif name == "tabs":
            self.in_tabs += 1
        elif name == "moveFrom":
            self.moved_away += 1
        elif name in ("footnoteReference", "endnoteReference"):
            if self.paragraphs and not self.moved_away:
                self.paragraphs[-1].text.append(self.notes.called(name, attributes))
        elif self.paragraphs:
            self._start_in_paragraph(name, attributes.get("val", ""))

    def _start_in_paragraph(self, name: str, value: str) -> None:
        current = self.paragraphs[-1]
        if name == "tab" and not self.in_tabs:
            current.text.append("\t")
        elif name in ("br", "cr"):
            current.text.append("\n")
        elif name == "pStyle":
            current.style = value
        elif name == "numId":
            current.list_id = value
        elif name == "ilvl" and value.isdigit():
            current.level = min(int(value), BODY_TEXT)
        elif name == "outlineLvl" and value.isdigit() and int(value) < BODY_TEXT:
            current.outline = int(value)

    def _start_table(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "tbl":
            self.tables.append([])
        elif name == "tr" and self.tables:
            self.tables[-1].append([])
        elif name == "tc":
            self.cells.append(_OpenCell())
            self.places.append([])
        elif name == "gridBefore" and self.tables and self.tables[-1] and value.isdigit():
            self.tables[-1][-1].append(Cell("", min(int(value), MAX_COLUMNS)))
        elif name == "gridSpan" and self.cells and value.isdigit():
            self.cells[-1].span = max(1, min(int(value), MAX_COLUMNS))
        elif name == "vMerge" and self.cells:
            self.cells[-1].continues = value != "restart"

    def text(self, text: str) -> None:
        if self.is_text and self.paragraphs and not self.skipped and not self.moved_away:
            self.paragraphs[-1].text.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self.is_text = False
        elif name == "p" and self.paragraphs:
            self._end_paragraph(self.paragraphs.pop())
        elif name == "tc" and self.cells:
            self._end_cell(self.cells.pop(), self.places.pop())
        elif name == "tbl" and self.tables:
            rows = tuple(tuple(row) for row in self.tables.pop() if row)
            self.places[-1] += [Table(rows)] if rows else []
        elif name == "txbxContent" and len(self.places) > 1:
            blocks = self.places.pop()
            (self.paragraphs[-1].boxes if self.paragraphs else self.places[-1]).extend(blocks)
        elif name == "tabs":
            self.in_tabs -= 1
        elif name == "moveFrom":
            self.moved_away -= 1

    def _end_paragraph(self, read: _Open) -> None:
        text = "".join(read.text)
        if read.list_id not in ("", "0") and text.strip():
            text = f"{self.numbering.next(read.list_id, read.level)} {text}".lstrip()
        level = read.outline if read.outline is not None else self.styles.levels.get(read.style)
        is_contents = read.style in self.styles.contents
        for line in text.split("\n"):
            self.places[-1].append(Paragraph(_clean(line), level, is_contents))
        self.places[-1].extend(read.boxes)

    def _end_cell(self, read: _OpenCell, blocks: list[Block]) -> None:
        if self.tables and self.tables[-1]:
            # A table has no footnotes: in its cells they stand in brackets.
            text = in_line("\n".join(block.text for block in blocks if block.text.strip()))
            self.tables[-1][-1].append(Cell(text, read.span, read.continues))


def _clean(line: str) -> str:
    """One form of every line; the last tab stays, which tells a line of the contents from the heading itself."""
    head, tab, tail = line.rstrip().rpartition("\t")
    return f"{normalise_line(head)}{tab if head.strip() else ''}{normalise_line(tail)}"


def _size(block: Block) -> int:
    return len(block.rows) if isinstance(block, Table) else 1


def read_blocks(content: bytes) -> list[Block]:
    """The blocks of a .docx. DocumentRefused says what is wrong with another file, and what to do."""
    _refuse_others(content)
    with opened(content) as part:
        notes = NotesOfFile(part("word/footnotes.xml"), part("word/endnotes.xml"))
        numbering, styles = Numbering(part("word/numbering.xml")), _Styles(part("word/styles.xml"))
        blocks = _Body(part("word/document.xml"), numbering, styles, notes).blocks
    if sum(map(_size, blocks)) > MAX_BLOCKS or sum(len(block.text) for block in blocks) > MAX_CHARACTERS:
        raise DocumentRefused(_("แฟ้มนี้ยาวกว่าแผนพัฒนาบุคลากรมาก กรุณาตรวจว่าเลือกแฟ้มถูกต้อง หรือแยกเฉพาะส่วนของแผน"))
    if not any(block.text.strip() for block in blocks):
        raise DocumentRefused(
            _("ไม่พบข้อความในแฟ้มนี้ แฟ้มอาจมีแต่ภาพสแกน กรุณาใช้แฟ้ม Word ที่พิมพ์ไว้เดิม หรือคัดลอกข้อความลงแฟ้มใหม่")
        )
    return blocks


def _refuse_others(content: bytes) -> None:
    if not content.strip():
        raise DocumentRefused(_("แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มแผนเดิมที่มีข้อความ"))
    if len(content) > MAX_BYTES:
        raise DocumentRefused(_("แฟ้มใหญ่เกิน 7 MB กรุณาลบรูปภาพออกจากแฟ้มแล้วนำเข้าอีกครั้ง"))
    kind = next((name for signature, name in OTHERS if content.startswith(signature)), "")
    if kind in SCANNED:
        raise DocumentRefused(
            _(
                "แฟ้มนี้เป็น {kind} ซึ่งระบบอ่านเป็นข้อความไม่ได้แม่นยำพอ กรุณาใช้แฟ้ม Word (.docx) ที่ใช้จัดพิมพ์แผนเดิม "
                "หากไม่มี ให้คัดลอกข้อความมาวางในแต่ละหัวข้อ"
            ).format(kind=kind)
        )
    if kind:
        raise DocumentRefused(
            _("แฟ้มนี้เป็น {kind} กรุณาเปิดด้วย Word แล้วเลือกบันทึกเป็น (Save As) ชนิด .docx จากนั้นนำเข้าอีกครั้ง").format(
                kind=kind
            )
        )
    if not content.startswith(b"PK"):
        raise DocumentRefused(_("แฟ้มนี้ไม่ใช่เอกสาร Word (.docx) กรุณาเลือกแฟ้ม .docx ของแผนเดิม"))
