"""An old plan from Word: what is found in it, what is said of it, and what of it enters the plan."""

import pytest
from django.utils import translation

from organizations.roles import Role
from plans.edit import Stale, save_section
from plans.import_edition.document import DocumentRefused, read_lines
from plans.models import Edition, OldPlanPart
from plans.old_plan.blocks import Table, read_blocks
from plans.old_plan.columns import columns_of
from plans.old_plan.numbers import Unread, baht_of, people_of
from plans.old_plan.parts import take_apart
from plans.old_plan.store import (
    APPEND,
    NotTaken,
    Taking,
    accept,
    accept_certain,
    bring,
    decline,
    forget,
    reconsider,
)
from tests.builders import make_member, make_plan
from tests.plans.miniature import WORD, docx, miniature, paragraph
from tests.plans.old_plans import clean, dirty, plain, table, text_box
from thai.fiscal import Cycle

pytestmark = pytest.mark.any_database

Kind, State = OldPlanPart.Kind, OldPlanPart.State


# Reading --------------------------------------------------------------------------------------


def test_text_box_is_read_once():
    texts = [block.text for block in read_blocks(docx(paragraph("ก") + text_box("ในกรอบ")))]
    assert texts.count("ในกรอบ") == 1


def test_footnotes_stay_behind_their_words_and_in_brackets_in_a_table():
    call = '</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r><w:r><w:t> ต่อ'
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in ((1, "ที่มา: [[ก]] ปี 2566"), (2, "ในตาราง"), (3, "ท้ายเล่ม"))
    )
    body = paragraph("คำ") + paragraph("ก") + table(["ช่อง", "ข"]) + paragraph("ค")
    body = body.replace("คำ", f"คำ{call.format(1)}").replace("ช่อง", f"ช่อง{call.format(2)}")
    body = body.replace("ค<", f"ค{call.format(3)}<".replace("footnoteReference", "endnoteReference"))
    file = docx(
        body,
        **{
            "word/footnotes.xml": f'<w:footnotes {WORD}><w:footnote w:type="separator" w:id="-1"/>{notes}</w:footnotes>',
            "word/endnotes.xml": f"<w:endnotes {WORD}>{notes.replace('footnote', 'endnote')}</w:endnotes>",
        },
    )
    texts = "\n".join(block.text for block in read_blocks(file))
    assert "คำ[[ที่มา: [ก] ปี 2566]] ต่อ" in texts
    assert "| ช่อง (เชิงอรรถ: ในตาราง) ต่อ | ข |" in texts
    assert "ค[[ท้ายเล่ม]] ต่อ" in texts
    assert "คำ[[ที่มา: [ก] ปี 2566]] ต่อ" in read_lines(file)


def test_merged_cells_stand_in_every_place_they_cover():
    [project_table] = [
        block for block in read_blocks(clean()) if isinstance(block, Table) and "วัตถุประสงค์" in block.text
    ]
    assert project_table.grid[0][3:6] == ["เป้าหมาย (คน)"] * 3
    assert project_table.grid[1][1] == "โครงการ/หลักสูตร"
    columns = columns_of(project_table.grid)
    assert columns.header_rows == 2
    assert [(each.field, each.year) for each in columns.columns[3:]] == [
        *(("people", year) for year in (2567, 2568, 2569)),
        *(("baht", year) for year in (2567, 2568, 2569)),
        ("unit", None),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0 old", r"บันทึกเป็น.*\.docx"),
        (b"\x89PNG", "PNG"),
        (b"{\\rtf1", "RTF"),
        ("ข้อความ".encode(), r"\.docx"),
        (b"PK\x03\x04 but no archive", "เปิดแฟ้ม"),
        (docx(""), "ไม่พบข้อความ"),
        (docx("<w:p/>" * 10_001 + paragraph("ก")), "ยาวกว่า"),
    ],
)
def test_other_file_is_refused_in_words_that_say_what_to_do(content, says):
    with pytest.raises(DocumentRefused, match=says):
        read_blocks(content)


def test_entity_is_refused():
    xml = '<!DOCTYPE w [<!ENTITY a "ก">]><w:document xmlns:w="x">&a;</w:document>'
    with pytest.raises(DocumentRefused):
        read_blocks(docx("", **{"word/document.xml": xml}))


@pytest.mark.parametrize(
    ("text", "number"), [("๒๐ คน", 20), ("1,250", 1250), ("-", None), ("", None), ("0", 0)]
)
def test_people_are_read_as_they_stand(text, number):
    assert people_of(text) == number


@pytest.mark.parametrize("text", ["ประมาณ ๒๐", "20-25", "1,25", "2 รุ่น", "99999999"])
def test_people_that_are_no_number_are_not_guessed(text):
    with pytest.raises(Unread):
        people_of(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("๓๐,๐๐๐", "30000.00"), ("35,000.-", "35000.00"), ("1500.5 บาท", "1500.50"), ("ไม่ใช้งบประมาณ", None)],
)
def test_baht_are_read_as_they_stand(text, amount):
    assert (str(baht_of(text)) if baht_of(text) is not None else None) == amount


@pytest.mark.parametrize("text", ["35.000", "30,00", "สามหมื่น", "1,000 x 3", "-5"])
def test_baht_that_are_no_number_are_not_guessed(text):
    with pytest.raises(Unread):
        baht_of(text)


# Taking apart ---------------------------------------------------------------------------------


@pytest.fixture
def apart(db):
    outline = list(Edition.objects.get(year=2570).sections.all())
    return lambda content: take_apart(read_blocks(content), outline, Cycle(2570))


def texts(result):
    return {part.section_code: part for part in result.parts if part.kind == Kind.TEXT}


def rows(result, kind=Kind.PROJECT):
    return {part.heading: part for part in result.parts if part.kind == kind}


def test_clean_plan_is_found_whole(apart):
    result = apart(clean())
    assert result.report["layout"] == "six"
    assert len(result.report["found"]) == 13
    assert result.report["cycle"] == [2567, 2569]
    assert [code for code, part in texts(result).items() if part.is_certain] == ["s1.1", "s1.2", "s2.1"]
    assert texts(result)["s1.1"].original == "แผนนี้จัดทำสำหรับปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙\n๑) ข้อแรก\n๒) ข้อที่สอง"


def test_text_below_a_title_is_proposed_for_its_first_heading_and_uncertain(apart):
    part = texts(apart(clean()))["s5.1"]
    assert not part.is_certain
    assert "หัวข้อย่อยแรก" in part.notes[0]


def test_rows_of_several_tables_about_one_project_are_one(apart):
    projects = rows(apart(clean()))
    assert list(projects) == ["โครงการอบรมกฎหมาย", "กิจกรรมสอนงาน"]
    law = projects["โครงการอบรมกฎหมาย"]
    assert law.is_certain
    assert law.values["people"] == {"2567": "20", "2568": "20"}
    assert law.values["baht"] == {"2567": "30000.00", "2568": "30000.50"}
    assert law.values["months"] == [11, 1]
    assert projects["กิจกรรมสอนงาน"].values["no_money"]


def test_years_of_another_cycle_are_noted_and_stay(apart):
    part = texts(apart(clean()))["s1.1"]
    assert "2567, 2569" in part.notes[0]
    assert "๒๕๖๗ - ๒๕๖๙" in part.original


def test_dirty_plan_says_what_could_not_be_read(apart):
    result = apart(dirty())
    assert texts(result)["s1.1"].original.startswith("ข้อความ มีแท็บ และช่องว่าง\n\nข้อความในกรอบ")
    projects = rows(result)
    notes = {name: " ".join(part.notes) for name, part in projects.items() if not part.is_certain}
    assert "หลายบรรทัด" in notes["อบรมพัสดุ"]
    assert "35.000" in notes["อบรมสารบรรณ"]
    assert "ประมาณ 20 คน" in notes["อบรมสารบรรณ"]
    assert "หัวตารางก่อนหน้า" in notes["อบรมดิจิทัล"]
    assert "baht" not in projects["อบรมสารบรรณ"].values
    assert projects["อบรมผู้บริหาร"].values["baht"] == {"2567": "12000.00", "2568": "15000.00"}
    assert "| แดง | ๑ |" in texts(result)["s3.1"].original


def test_number_of_a_heading_on_its_own_line_belongs_to_no_text(apart):
    assert texts(apart(dirty()))["s1.2"].original == "มีสี่กอง"


def test_plan_without_styles_is_found_by_its_words(apart):
    found = {code: part.is_certain for code, part in texts(apart(plain())).items()}
    assert found == {"s1.1": True, "s1.6": True, "s2.1": True, "s4.1": False, "s6.1": False, "s1.4": False}


def test_every_heading_of_a_master_plan_is_found(apart):
    body = "".join(paragraph(line) for line in miniature().split("\n"))
    result = apart(docx(body))
    assert result.report["layout"] == "master"
    assert [code for code in texts(result) if code.startswith("m")] == [f"m{n:02}" for n in range(1, 20)]


def test_two_tables_that_disagree_are_not_decided(apart):
    header = ["โครงการ", "งบประมาณ ปี 2567 (บาท)"]
    body = paragraph("๓.๓ โครงการ/หลักสูตรการพัฒนา") + table(header, ["อบรม", "1,000"])
    part = rows(apart(docx(body + paragraph("ก") + table(header, ["อบรม", "2,000"]))))["อบรม"]
    assert part.values["baht"] == {"2567": "1000.00"}
    assert not part.is_certain
    assert "2000.00" in part.notes[0]


def test_amount_without_a_year_is_not_given_one(apart):
    body = paragraph("๓.๓ โครงการ/หลักสูตรการพัฒนา") + table(["โครงการ", "งบประมาณ"], ["อบรม", "1,000"])
    part = rows(apart(docx(body)))["อบรม"]
    assert "baht" not in part.values
    assert "ไม่บอกปี" in part.notes[0]


def test_table_of_something_else_without_end_is_refused(revision, officer):
    rows = [[str(number), f"อบรม {number}", "1"] for number in range(1_001)]
    body = paragraph("๓.๓ โครงการ/หลักสูตรการพัฒนา") + table(["ที่", "โครงการ", "จำนวนคน"], *rows)
    with pytest.raises(DocumentRefused, match="1,000"):
        bring(docx(body), file_name="ก.docx", revision=revision, by=officer.user)
    assert not revision.oldplans.exists()


# Into the plan --------------------------------------------------------------------------------


@pytest.fixture
def officer(db):
    return make_member(Role.HR_OFFICER)


@pytest.fixture
def revision(officer):
    return make_plan(officer.organization, by=officer.user)


@pytest.fixture
def brought(revision, officer):
    return lambda content: bring(content, file_name="แผน.docx", revision=revision, by=officer.user)[0]


def part_of(old_plan, heading):
    return old_plan.parts.get(heading__contains=heading)


def text_taking(part, **values):
    section = part.old_plan.revision.sections.get(code=values.get("section_code", part.section_code))
    return Taking(
        **{"section_code": section.code, "body": part.original, "version": section.version} | values
    )


def test_same_file_is_brought_once(revision, officer, brought):
    first = brought(clean())
    assert bring(clean(), file_name="ข.docx", revision=revision, by=officer.user) == (first, False)


def test_notes_are_kept_in_thai_whatever_the_language_of_the_screen(brought):
    with translation.override("en"):
        part = part_of(brought(clean()), "ส่วนที่ ๕")
    assert "หัวข้อย่อยแรก" in part.notes[0]


def test_bringing_changes_nothing_in_the_plan(revision, brought):
    brought(clean())
    assert not revision.projects.exists()
    assert not revision.sections.exclude(updated_at=None).exists()


def test_text_is_accepted_once(revision, officer, brought):
    part = part_of(brought(clean()), "๑.๒")
    assert accept(part, text_taking(part, body="แก้ไขแล้ว"), by=officer.user)
    assert revision.sections.get(code="s1.2").body == "แก้ไขแล้ว"
    assert not accept(part, text_taking(part), by=officer.user)
    assert revision.sections.get(code="s1.2").body == "แก้ไขแล้ว"


def test_text_for_a_heading_that_changed_meanwhile_is_stale(revision, officer, brought):
    part = part_of(brought(clean()), "๑.๒")
    taking = text_taking(part)
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="ของผู้อื่น", expected_version=section.version, by=officer.user)
    with pytest.raises(Stale):
        accept(part, taking, by=officer.user)
    part.refresh_from_db()
    assert part.state == State.WAITING
    assert revision.sections.get(code="s1.2").body == "ของผู้อื่น"


def test_text_may_replace_and_then_the_other_is_kept_or_stand_below(revision, officer, brought):
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="เดิม", expected_version=section.version, by=officer.user)
    old_plan = brought(clean())
    part = part_of(old_plan, "๑.๒")
    accept(part, text_taking(part), by=officer.user)
    assert section.kept_texts.get().body == "เดิม"
    other = part_of(old_plan, "๒.๑")
    accept(other, text_taking(other, section_code="s1.2", how=APPEND), by=officer.user)
    assert revision.sections.get(code="s1.2").body == "หน่วยงานมีสามส่วนราชการ\n\nเพื่อพัฒนาบุคลากรทุกคน"


def test_text_without_a_heading_is_not_taken(officer, brought):
    part = part_of(brought(clean()), "๑.๒")
    with pytest.raises(NotTaken):
        accept(part, Taking(body="ก"), by=officer.user)


def test_project_enters_with_what_was_read_and_without_amounts_of_other_years(revision, officer, brought):
    accept(part_of(brought(clean()), "กฎหมาย"), Taking(), by=officer.user)
    project = revision.projects.get()
    assert (project.name, project.unit.name) == ("โครงการอบรมกฎหมาย", "กองคลัง")
    assert (project.first_month, project.last_month) == (11, 1)
    assert (project.curriculum, project.indicator, project.delivery) == (None, "", "")
    assert {(row.people, row.baht) for row in project.years.all()} == {(0, 0)}


def test_amounts_enter_under_new_years_for_who_asks(revision, officer, brought):
    accept(part_of(brought(clean()), "กฎหมาย"), Taking(years_shift=3), by=officer.user)
    amounts = [(row.year, row.people, str(row.baht)) for row in revision.projects.get().years.all()]
    assert amounts == [(2570, 20, "30000.00"), (2571, 20, "30000.50"), (2572, 0, "0.00")]


def test_project_without_money_says_so_and_an_unknown_department_stays_open(revision, officer, brought):
    accept(part_of(brought(clean()), "สอนงาน"), Taking(), by=officer.user)
    project = revision.projects.get()
    assert not project.uses_budget
    assert project.unit is None


def test_monitoring_and_targets_are_taken_in(revision, officer, brought):
    old_plan = brought(clean())
    accept(part_of(old_plan, "ร้อยละ"), Taking(), by=officer.user)
    assert revision.monitoringitems.get().method == "แบบทดสอบ"
    target = part_of(old_plan, "กลุ่มที่")
    with pytest.raises(NotTaken):
        accept(target, Taking(), by=officer.user)
    accept(target, Taking(years_shift=3), by=officer.user)
    stored = revision.targets.get(group__code="g1", year=2570)
    assert (stored.headcount, stored.people) == (6, 6)


def test_certain_parts_enter_together_and_leave_what_somebody_wrote(revision, officer, brought):
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="เขียนเอง", expected_version=section.version, by=officer.user)
    old_plan = brought(clean())
    taken, waiting = accept_certain(old_plan, years_shift=0, by=officer.user)
    assert (taken, waiting) == (
        5,
        2,
    )  # two texts, two projects, monitoring; a heading with a text, a target of 2567
    assert revision.sections.get(code="s1.2").body == "เขียนเอง"
    assert accept_certain(old_plan, years_shift=0, by=officer.user) == (0, 2)
    assert revision.projects.count() == 2


def test_declined_part_can_be_looked_at_again(officer, brought):
    part = part_of(brought(clean()), "๑.๒")
    assert decline(part, by=officer.user)
    assert not accept(part, text_taking(part), by=officer.user)
    assert reconsider(part, by=officer.user)
    assert accept(part, text_taking(part), by=officer.user)


def test_file_goes_and_what_was_taken_stays(revision, officer, brought):
    old_plan = brought(clean())
    accept(part_of(old_plan, "สอนงาน"), Taking(), by=officer.user)
    forget(old_plan, by=officer.user)
    assert not revision.oldplans.exists()
    assert revision.projects.count() == 1
