"""The wording of a master plan from its own document: whole, corrected in the open, with placeholders, confirmed."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.paper import Draft
from documents.text import fill
from plans.facts import PlanFacts
from plans.freeze import freeze
from plans.import_edition.division import divide
from plans.import_edition.document import DocumentRefused, read_lines
from plans.import_edition.places import Identity, replace
from plans.import_edition.proposal import propose
from plans.import_edition.slips import known_slips
from plans.import_edition.store import confirm, discard, import_document
from plans.import_edition.wording import Edit, Line, apart, clean
from plans.models import Edition, EditionImport, ImportedText, OutlineSection, Revision, State
from plans.papers.book import book
from tests.builders import make_plan
from tests.plans.miniature import FRONT, SECTIONS, TITLE, contents, miniature
from thai.dates import today
from thai.fiscal import Cycle
from thai.titles import LaoKind

SANGKHOM = Identity(Cycle(2567), LaoKind.SAO, "สังคม", "สังคม", "หนองคาย")


@pytest.fixture
def edition(db):
    return Edition.objects.get(year=2567)


@pytest.fixture
def proposal(edition):
    return propose(miniature().encode(), edition)


def text_of(proposal, code):
    return next(text for text in proposal.texts if text.section.code == code)


def changed(number, heading=None, body=None):
    """The sections with another heading or text in one of them."""
    old_heading, old_body = SECTIONS[number - 1]
    new = (old_heading if heading is None else heading, old_body if body is None else body)
    return [*SECTIONS[: number - 1], new, *SECTIONS[number:]]


# Division -------------------------------------------------------------------------------------


def test_every_heading_is_found_once_in_order(proposal):
    assert [text.section.code for text in proposal.sections] == [f"m{number:02}" for number in range(1, 20)]
    assert [part.kind for part in proposal.division.parts][:4] == ["cover", "foreword", "contents", "title"]


@pytest.mark.parametrize("page", ["\t{}", " ........ {}", "", "   {}"], ids=["tab", "dots", "none", "spaces"])
def test_the_contents_are_not_taken_for_the_text(edition, page):
    proposal = propose(miniature(page=page).encode(), edition)
    assert text_of(proposal, "m03").printed == SECTIONS[2][1]
    assert text_of(proposal, "m19").printed == SECTIONS[18][1]


@pytest.mark.parametrize(
    "heading",
    [
        "กลุ่มเป้าหมาย",
        "ข้อ 3 กลุ่มเป้าหมาย",
        "๓) กลุ่มเป้าหมาย",
        "  ๓.  กลุ่ม เป้าหมาย",
        "**๓. กลุ่มเป้าหมาย**",
        "## 3. กลุ่มเป้าหมาย",
        "๓. กลุ่มเป้าหมายของแผน",
        "๓. กลุ่มเป้าหมยา",
    ],
)
def test_a_heading_is_found_however_it_is_written(edition, heading):
    proposal = propose(miniature(changed(3, heading)).encode(), edition)
    assert text_of(proposal, "m03").printed == SECTIONS[2][1]


def test_a_paragraph_that_begins_like_its_heading_is_no_heading(proposal):
    assert text_of(proposal, "m11").printed.startswith("หลักสูตรการพัฒนาสำหรับบุคลากรท้องถิ่น มี ๕")


def test_a_heading_under_a_wrong_number_is_corrected_in_the_open(proposal):
    place = next(found for found in proposal.found if found.printed.startswith("๔.๔"))
    assert (place.corrected[:2], place.section.code, place.is_applied) == ("๕.", "m05", True)
    assert text_of(proposal, "m05").printed.startswith("๕.๑")


line = st.text(alphabet="กขา๑๒ .-|)\t", max_size=12) | st.sampled_from(
    [heading for heading, _body in SECTIONS]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(line, max_size=40))
def test_the_parts_are_the_document_again(lines):
    outline = [
        OutlineSection(
            pk=number, code=f"m{number:02}", number=heading.split(".")[0], heading=heading.split(" ", 1)[1]
        )
        for number, (heading, _body) in enumerate(SECTIONS, start=1)
    ]
    division = divide(lines, outline)
    assert division.lines == lines
    assert [part.first for part in division.parts] == sorted({part.first for part in division.parts})
    assert len(division.sections) + len(division.missing) == 19


# Wording --------------------------------------------------------------------------------------


def test_broken_tables_become_numbered_lines(proposal):
    assert text_of(proposal, "m14").proposed.split("\n")[:3] == [
        "๑) นายกองค์กรปกครองส่วนท้องถิ่น เป็นประธานกรรมการ",
        "๒) ผู้แทน ได้แก่ {head} จำนวน ๓ คน {clerk} เป็นกรรมการ",
        "๓) หัวหน้าส่วนราชการ เป็นกรรมการและเลขานุการ",
    ]


def test_marks_are_dropped_and_listed(proposal):
    assert text_of(proposal, "m08").proposed == "๑) ความรู้ที่จำเป็นในงาน\n๒) ความรู้เรื่องกฎหมาย"
    assert {(line.text, line.why) for line in proposal.dropped} >= {
        ("- | | |", "เครื่องหมายตาราง"),
        ("- ๑ -", "เลขหน้า"),
        ("-", "ขีดนำหน้าเลขข้อ"),
    }
    tail = next(line for line in proposal.dropped if "ชื่อหัวข้อ" in line.why)
    assert tail.text.startswith("ของแผนแม่บท")


def test_nothing_of_the_text_is_lost(proposal):
    share = proposal.report()["characters"]
    left_out = sum(len("".join(line.text.split())) for line in proposal.dropped if "ตาราง" not in line.why)
    assert share["source"] - share["kept"] <= left_out
    for text in proposal.sections:
        source, kept = text.characters()
        assert kept >= 0.6 * source  # the miniature's headings weigh more than their texts


def test_each_line_says_where_it_stands(proposal):
    lines = read_lines(miniature().encode())
    for found in proposal.found:
        if "¶" not in found.printed and "และเลขานุการ" not in found.printed:
            assert found.printed.split(" ")[0] in lines[found.line - 1]
    for text in proposal.texts:
        assert all(
            place.printed == "๒๕๗๒" or place.printed in "\n".join(lines[place.line - 1 : place.line + 3])
            for place in text.replaced
        )


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="กขค๑๒", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.text("กx", max_size=4)))
)
def test_edits_can_be_undone(text, wanted):
    line = Line(1, text)
    for start, new in wanted:
        start = min(start, len(line.text))
        line.edit([Edit(start, min(start + 2, len(line.text)), new)])
    assert line.undone() == text


spans = st.builds(
    lambda start, length: Edit(start, start + length, ""), st.integers(0, 30), st.integers(1, 6)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(spans, max_size=12))
def test_of_overlapping_edits_the_first_stays(wanted):
    taken = [edit for edit, _what in apart((edit, None) for edit in wanted)]
    expected: list[Edit] = []
    for edit in wanted:
        if all(edit.end <= other.start or edit.start >= other.end for other in expected):
            expected.append(edit)
    assert taken == sorted(expected, key=lambda edit: edit.start)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="กข๑ |-)(.", max_size=10), max_size=12))
def test_cleaning_keeps_every_letter(lines):
    cleaned, dropped = clean(list(enumerate(lines, start=1)))
    kept = "".join(each.text for each in cleaned) + "".join(each.text for each in dropped)
    assert sorted(c for c in kept if c not in " |-") == sorted(
        c for line in lines for c in line if c not in " |-"
    )


# Slips ----------------------------------------------------------------------------------------


def test_certain_slips_are_corrected_and_doubtful_ones_only_shown(proposal):
    by_printed = {found.printed: found for found in proposal.found}
    assert by_printed["สังขาม"].is_applied
    assert by_printed["๒๕๗๓"].corrected == "๒๕๗๒"
    assert "แน่นอน" in text_of(proposal, "m16").proposed
    assert "พี่เลี้ยง" in text_of(proposal, "m12").proposed
    assert not by_printed["การเรียน"].is_applied
    assert "หรือการเรียนในองค์กร" in text_of(proposal, "m15").proposed
    assert "๐๘๐๙๖" in text_of(proposal, "m07").proposed


def test_slips_that_are_not_there_are_reported(proposal):
    printed = {slip["printed"] for slip in proposal.report()["not_found"] if "printed" in slip}
    assert "JOA" in printed
    assert "ทุกกระดับ" not in printed


def test_a_slip_out_of_its_context_stays(edition):
    proposal = propose(miniature(changed(17, body="ปี ๒๕๗๓ และการเรียนในชั้น ที่เลี้ยงสัตว์ JOA")).encode(), edition)
    assert text_of(proposal, "m17").proposed == "ปี ๒๕๗๓ และการเรียนในชั้น ที่เลี้ยงสัตว์ JOA"


def test_every_known_slip_says_why_and_differs_from_its_correction():
    slips, joins = known_slips()
    assert len(slips) > 30
    assert len(joins) == 5
    for slip in slips:
        assert slip.reason
        assert slip.printed != slip.corrected
        assert slip.corrected or not slip.is_applied
        assert list(slip.spans(f"{slip.before}{slip.printed}{slip.after}")) == [
            (len(slip.before), len(slip.before) + len(slip.printed))
        ]
        assert not list(slip.spans(f"{slip.before}{slip.corrected}{slip.after}")) or not slip.is_applied


def test_braces_of_the_document_do_not_become_placeholders_of_ours(edition):
    proposal = propose(miniature(changed(17, body="ระบุ {lao} ของ {ท่าน}")).encode(), edition)
    assert text_of(proposal, "m17").proposed == "ระบุ (lao) ของ {ท่าน}"


# Placeholders ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "proposed"),
    [
        ("องค์การบริหารส่วนตำบลสังคม อำเภอสังคม จังหวัดหนองคาย", "{lao} {district} {province}"),
        ("อบต.สังคม", "{lao_short}"),
        ("คณะกรรมการพนักงานส่วนตำบล (ก.อบต.จังหวัด)", "คณะกรรมการ{staff} ({board})"),
        ("คณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย", "{board_full}"),
        ("รองปลัดองค์การบริหารส่วนตำบล", "รอง{clerk}"),
        ("นายกองค์การบริหารส่วนตำบลสังคม", "{head}"),
        ("พนักงานเทศบาล พนักงานส่วนตำบล", None),
        ("ก.จ.จ. ก.ท.จ. และ ก.อบต.จังหวัด", None),
        ("สังคมไทยและเศรษฐกิจ", None),
        ("พ.ศ. ๒๕๖๗ - ๒๕๖๙", "พ.ศ. {first} - {last}"),
        ("2567-2569", "{first}-{last}"),
        ("พ.ศ. ๒๕๗๐ - ๒๕๗๒", "พ.ศ. {next_first} - {next_last}"),
        ("พ.ศ. ๒๕๖๖ - ๒๕๗๐", None),
        ("พ.ศ. ๒๕๖๑ - ๒๕๖๕", None),
        ("ภายในเดือนกันยายน ๒๕๖๖", "ภายในเดือนกันยายน {before}"),
        ("๓๐ กันยายน พ.ศ. ๒๕๖๙", "๓๐ กันยายน พ.ศ. {last}"),
        ("๑ ตุลาคม ๒๕๖๖", "๑ ตุลาคม {before}"),
        ("๒๖ กันยายน ๒๕๖๐", None),
        ("๓๑ ตุลาคม ๒๕๖๖", None),
        ("๒๙ มิถุนายน ๒๕๖๖ ครั้งที่ ๖/๒๕๖๖", None),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๘", "ปีงบประมาณ พ.ศ. {middle}"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", None),
    ],
)
def test_what_belongs_to_the_lao_and_the_cycle_becomes_a_placeholder(printed, proposed):
    line = Line(7, printed)
    replaced = replace(line, SANGKHOM)
    assert line.text == (proposed or printed)
    assert line.undone() == printed
    assert all(place.line == 7 and place.printed in printed for place in replaced)


def test_a_document_of_the_central_boards_keeps_its_words(edition):
    front = FRONT.replace("องค์การบริหารส่วนตำบลสังขาม\nอำเภอสังขาม จังหวัดหนองคาย\n", "")
    proposal = propose(miniature(front=front).encode(), edition)
    assert proposal.identity.kind is None
    assert "พนักงานส่วนตำบล (ก.อบต.จังหวัด)" in text_of(proposal, "m14").proposed
    assert "{first}" in text_of(proposal, "m19").proposed


def test_a_municipality_is_known_by_its_cover(edition):
    front = FRONT.replace("องค์การบริหารส่วนตำบลสังขาม\nอำเภอสังขาม", "เทศบาลเมืองตัวอย่าง\nอำเภอเมือง")
    body = "เทศบาลเมืองตัวอย่าง มีปลัดเทศบาล และ ก.ท.จ."
    proposal = propose(miniature(changed(17, body=body), front=front).encode(), edition)
    assert (proposal.identity.kind, proposal.identity.name) == (LaoKind.TOWN, "ตัวอย่าง")
    assert text_of(proposal, "m17").proposed == "{lao} มี{clerk} และ {board}"


def test_the_proposal_filled_in_is_the_corrected_document(proposal):
    values = {
        "lao": "องค์การบริหารส่วนตำบลสังคม",
        "office": "สำนักปลัดองค์การบริหารส่วนตำบล",
        "head": "นายกองค์การบริหารส่วนตำบล",
        "clerk": "ปลัดองค์การบริหารส่วนตำบล",
        "staff": "พนักงานส่วนตำบล",
        "board": "ก.อบต.จังหวัด",
        "first": "๒๕๖๗",
        "last": "๒๕๖๙",
        "before": "๒๕๖๖",
        "next_first": "๒๕๗๐",
        "next_last": "๒๕๗๒",
    }
    for text in proposal.texts:
        assert "๒๕๗๓" not in fill(text.proposed, values)
    assert fill(text_of(proposal, "m18").proposed, values) == SECTIONS[17][1].replace("๒๕๗๓", "๒๕๗๒")
    assert fill(text_of(proposal, "s0").proposed, values).endswith("องค์การบริหารส่วนตำบลสังคม")


# Refusals -------------------------------------------------------------------------------------


def test_a_missing_heading_is_named(edition):
    text = miniature([section for section in SECTIONS if "๗." not in section[0][:3]])
    with pytest.raises(DocumentRefused, match="ไม่พบข้อ ๗, ๑๗"):
        propose(text.encode(), edition)


def test_the_contents_alone_are_no_master_plan(edition):
    with pytest.raises(DocumentRefused, match="ไม่ใช่แผนแม่บท"):
        propose(f"สารบัญ\n{contents()}".encode(), edition)


def test_another_cycle_is_refused(edition):
    text = miniature().replace("๒๕๖๗", "๒๕๖๔").replace("๒๕๖๙", "๒๕๖๖")
    with pytest.raises(DocumentRefused, match="๒๕๖๔ - ๒๕๖๖"):
        propose(text.encode(), edition)


# Keeping --------------------------------------------------------------------------------------


def run(path, *arguments):
    out = StringIO()
    call_command("import_edition", str(path), "--edition", "2567", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path):
    (tmp_path / "master.txt").write_text(miniature(), "utf-8")
    return tmp_path / "master.txt"


def test_the_command_proposes_then_confirms_and_then_changes_nothing(edition, path):
    assert "ข้อเสนอ" in run(path)
    batch = EditionImport.objects.get()
    assert (batch.in_force, batch.texts.count()) == (False, 20)
    assert "ที่ใช้อยู่" in run(path, "--confirm")
    batch.refresh_from_db()
    assert batch.in_force
    assert batch.confirmed_by is None
    before = list(ImportedText.objects.values()), list(batch.corrections.values())
    assert "ไม่มีอะไรเปลี่ยน" in run(path, "--confirm")
    assert (list(ImportedText.objects.values()), list(batch.corrections.values())) == before
    assert EditionImport.objects.count() == 1


def test_the_command_prints_its_figures_as_json(edition, path):
    result = json.loads(run(path, "--json"))
    assert result["changed"] is True
    assert len(result["headings"]) == 19
    assert 0.8 < result["characters"]["share"] <= 1
    assert {row["certainty"] for row in result["corrections"]} == {"certain", "high", "verify"} - {"high"}
    assert json.loads(run(path, "--json"))["changed"] is False


def test_a_new_wording_takes_the_place_of_the_old(edition, path):
    run(path, "--confirm")
    path.write_text(miniature(changed(17, body="ข้อความใหม่")), "utf-8")
    run(path, "--confirm")
    assert list(EditionImport.objects.values_list("in_force", flat=True)) == [True, False]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "ว่างเปล่า"), ("ประกาศรับสมัครงาน".encode(), "ไม่ใช่แผนแม่บท"), (b"\0\1\2\3", "อ่านข้อความ")],
    ids=["empty", "another document", "binary"],
)
def test_the_command_refuses_what_is_no_master_plan(edition, path, content, message):
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run(path)
    assert not EditionImport.objects.exists()


def test_the_command_names_a_file_or_an_edition_that_does_not_exist(edition, path, tmp_path):
    with pytest.raises(CommandError, match="เปิดแฟ้ม"):
        run(tmp_path / "no.txt")
    with pytest.raises(CommandError, match="2567, 2570"):
        call_command("import_edition", str(path), "--edition", "2564")


def test_what_was_in_force_cannot_be_discarded(edition):
    batch, is_new = import_document(miniature().encode(), file_name="ก.txt", edition=edition)
    assert is_new
    assert confirm(batch)
    assert not confirm(batch)
    assert not discard(batch)
    other, _ = import_document(miniature(title=TITLE + " ").encode(), file_name="ข.txt", edition=edition)
    assert discard(other)
    assert EditionImport.objects.get() == batch


def test_the_wording_in_force_is_that_of_a_plan_in_drafting(edition):
    facts = PlanFacts(make_plan(year=2567))
    section = next(section for section in facts.outline if section.code == "m16")
    batch, _ = import_document(miniature().encode(), file_name="ก.txt", edition=edition)
    assert PlanFacts(facts.revision).text(section) == facts.text(section)
    confirm(batch)
    assert PlanFacts(facts.revision).text(section) == "ต้องจัดสรรอย่างแน่นอน" != facts.text(section)


def test_the_foreword_of_the_document_stands_only_in_the_master_book_of_a_closed_plan(edition):
    revision = make_plan(year=2567)
    Revision.objects.filter(pk=revision.pk).update(state=State.IN_COMMITTEE, snapshot=freeze(revision))
    confirm(import_document(miniature().encode(), file_name="ก.txt", edition=edition)[0])
    facts = PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))
    master, six = (book(facts, layout=layout, mark=Draft(today())) for layout in ("master", "six"))
    assert "เอกสารย่อนี้" in master.preface.text
    assert "เอกสารย่อนี้" not in six.preface.text
