"""Staged lists carried out and taken back: whole, in part, twice, after somebody else was there first."""

from __future__ import annotations

import datetime
import io

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from documents.spreadsheets.open_file import open_file
from organizations.models import Organization
from organizations.roles import Role
from personnel.imports.apply import ImportRefused, ImportStale, apply, discard, expire, undo
from personnel.imports.catalog import Catalog
from personnel.imports.fields import TEMPLATE_FIELDS
from personnel.imports.journal import MODELS, columns_of
from personnel.imports.plan_import import find_layout, restage, stage
from personnel.imports.present import present_posts
from personnel.imports.workbooks import marked_workbook, staff_list_workbook, template_workbook
from personnel.models import Holding, Person, Post, StaffImport, StaffingFrame, Unit
from tests.builders import make_member, make_organization, make_user
from thai.dates import frozen_today

DAY = datetime.date(2026, 11, 21)
HEADINGS = ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "สังกัด", "ประเภทการจ้าง", "วันบรรจุ"]
CLERK = ["นายก ข", "43-3-01-4101-001", "จพง.ธุรการ ปง.", "กองคลัง", "พนักงานส่วนตำบล", "1/10/2560"]
PLANNER = ["นางค ง", "43-3-01-3103-001", "นักวิเคราะห์ฯ ชก.", "กองคลัง", "พนักงานส่วนตำบล", "1/10/2555"]
FREE = ["ว่าง", "43-3-05-4701-001", "นายช่างโยธา ปง./ชง.", "กองช่าง", "พนักงานส่วนตำบล", None]
WORKER = ["นายจ ฉ", None, "คนงาน", "กองช่าง", "พนักงานจ้างทั่วไป", "1/1/2565"]
LIST = (CLERK, PLANNER, FREE, WORKER)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(DAY):
        yield


@pytest.fixture
def frame() -> StaffingFrame:
    return StaffingFrame.objects.create(organization=make_organization(), first_year=2570, last_year=2572)


def workbook(rows, headings=HEADINGS) -> bytes:
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def staged(frame, rows=LIST, **about) -> StaffImport:
    return stage(workbook(rows, **about), file_name="บัญชี.xlsx", frame=frame, by=None)


def imported(frame, rows=LIST, **about) -> StaffImport:
    batch = staged(frame, rows, **about)
    apply(batch, by=None)
    return batch


def stored() -> dict:
    """Every row of the staff list, column by column."""
    return {
        name: {row.pk: columns_of(row) for row in model._default_manager.all()}
        for name, model in MODELS.items()
    }


def holder(number: str) -> str:
    return Holding.objects.get(post__number=number, ended_on=None).person.full_name


def with_changes(row, **changes):
    places = {"name": 0, "number": 1, "title": 2, "unit": 3, "kind": 4, "date": 5}
    changed = list(row)
    for name, value in changes.items():
        changed[places[name]] = value
    return changed


# Carrying out -----------------------------------------------------------------------------------


def test_a_new_list_brings_posts_people_and_what_its_rows_say(frame):
    assert apply(staged(frame), by=None) == {"new": 4, "changed": 0, "unchanged": 0, "error": 0}
    post = Post.objects.get(number="43-3-01-4101-001")
    assert (post.line.code, post.level.code, post.unit.name, post.kind) == (
        "4101",
        "general.1",
        "กองคลัง",
        "civil",
    )
    person = Person.objects.get(full_name="นายก ข")
    assert person.appointed_on == datetime.date(2017, 10, 1)
    assert person.holdings.get().started_on is None
    assert not Post.objects.get(number="43-3-05-4701-001").holdings.exists()
    assert list(frame.posts.values_list("order", flat=True)) == [1, 2, 3, 4]


def test_a_new_office_is_in_charge_of_personnel_where_none_is_yet():
    organization = make_organization(units=False)
    frame = StaffingFrame.objects.create(organization=organization, first_year=2570, last_year=2572)
    batch = staged(frame, (CLERK, with_changes(PLANNER, unit="สำนักปลัด")))
    assert [row["name"] for row in batch.report["new_units"] if row["is_hr"]] == ["สำนักปลัด"]
    apply(batch, by=None)
    assert organization.units.get(is_hr=True).name == "สำนักปลัด"
    imported(frame, (with_changes(CLERK, number="43-3-29-4101-001", unit="กองการเจ้าหน้าที่"),))
    assert organization.units.get(is_hr=True).name == "สำนักปลัด"


def test_importing_the_same_list_twice_changes_nothing(frame):
    imported(frame)
    before = stored()
    batch = staged(frame)
    assert batch.counts == {"unchanged": 4}
    apply(batch, by=None)
    assert stored() == before


def test_nothing_is_imported_while_a_row_is_wrong_unless_the_person_agrees(frame):
    rows = (CLERK, with_changes(PLANNER, date="1/1/2580"))
    batch = staged(frame, rows)
    with pytest.raises(ImportRefused, match="1 แถวที่มีข้อผิดพลาด"):
        apply(batch, by=None)
    assert not Post.objects.exists()
    batch.refresh_from_db()
    assert batch.state == StaffImport.State.PROPOSED
    assert apply(batch, by=None, rows="good") == {"new": 1, "changed": 0, "unchanged": 0, "error": 1}
    assert Post.objects.get().number == CLERK[1]


def test_a_list_of_nothing_but_errors_is_refused(frame):
    with pytest.raises(ImportRefused):
        apply(staged(frame, [with_changes(CLERK, date="1/1/2580")]), by=None, rows="good")


def test_a_second_confirmation_is_refused(frame):
    batch = imported(frame)
    with pytest.raises(ImportRefused, match="ดำเนินการไปแล้ว"):
        apply(batch, by=None)
    assert Post.objects.count() == 4


def test_who_did_it_is_remembered(frame):
    user = make_user()
    batch = stage(workbook(LIST), file_name="x", frame=frame, by=user)
    apply(batch, by=user)
    undo(batch, by=user)
    assert (batch.uploaded_by, batch.applied_by, batch.undone_by) == (user, user, user)


def test_changes_of_a_post_are_only_what_the_list_says(frame):
    imported(frame)
    batch = staged(frame, [with_changes(CLERK, title="จพง.ธุรการ ชง.", unit=None, date=None)])
    row = batch.rows.get()
    assert row.before["changes"] == ["level"]
    assert [post["number"] for post in batch.report["missing"]] == [PLANNER[1], FREE[1], ""]
    apply(batch, by=None)
    post = Post.objects.get(number=CLERK[1])
    assert (post.level.code, post.unit.name) == ("general.2", "กองคลัง")
    assert Person.objects.get(full_name="นายก ข").appointed_on == datetime.date(2017, 10, 1)


def test_a_new_holder_takes_over_from_today_and_the_old_one_left_yesterday(frame):
    imported(frame)
    imported(frame, [with_changes(CLERK, name="นายใหม่ มา", date="1/11/2569")])
    old, new = Holding.objects.filter(post__number=CLERK[1]).order_by("pk")
    assert (old.person.full_name, old.ended_on) == ("นายก ข", DAY - datetime.timedelta(days=1))
    assert (new.person.full_name, new.started_on, new.ended_on) == ("นายใหม่ มา", DAY, None)


def test_a_post_that_became_vacant_loses_its_holder(frame):
    imported(frame)
    imported(frame, [with_changes(CLERK, name="ว่าง", date=None)])
    assert not Holding.objects.filter(post__number=CLERK[1], ended_on=None).exists()
    assert staged(frame, [with_changes(CLERK, name="-", date=None)]).counts == {"unchanged": 1}


def test_two_people_may_change_places(frame):
    imported(frame)
    imported(
        frame,
        [with_changes(CLERK, name="นางค ง", date=None), with_changes(PLANNER, name="นายก ข", date=None)],
    )
    assert (holder(CLERK[1]), holder(PLANNER[1])) == ("นางค ง", "นายก ข")
    assert Person.objects.count() == 3


def test_somebody_who_moves_leaves_the_post_that_the_list_does_not_mention(frame):
    imported(frame)
    imported(frame, [with_changes(FREE, name="นายก ข")])
    assert holder(FREE[1]) == "นายก ข"
    assert not Holding.objects.filter(post__number=CLERK[1], ended_on=None).exists()
    assert Person.objects.filter(full_name="นายก ข").count() == 1


def test_a_new_surname_is_no_new_person(frame):
    imported(frame)
    batch = staged(frame, [with_changes(PLANNER, name="นางค สกุลใหม่")])
    assert "คนเดิม" in batch.rows.get().doubts[0]["message"]
    apply(batch, by=None)
    assert holder(PLANNER[1]) == "นางค สกุลใหม่"
    assert Person.objects.count() == 3


def test_people_of_one_name_are_two_people(frame):
    batch = imported(frame, [CLERK, with_changes(PLANNER, name="นายก  ข")])
    assert Person.objects.filter(full_name="นายก ข").count() == 2
    assert all(row.doubts for row in batch.rows.all())
    assert staged(frame, [CLERK, with_changes(PLANNER, name="นายก  ข")]).counts == {"unchanged": 2}


def test_posts_without_numbers_are_matched_by_name_then_by_place(frame):
    imported(
        frame, [WORKER, with_changes(WORKER, name="นายช ซ"), with_changes(WORKER, name="ว่าง", date=None)]
    )
    again = [
        with_changes(WORKER, name="นายช ซ"),
        with_changes(WORKER, name="ว่าง", date=None),
        with_changes(WORKER, name="นายใหม่ มา"),
    ]
    batch = staged(frame, again)
    assert batch.counts == {"unchanged": 2, "changed": 1}
    assert "ตามลำดับ" in batch.rows.get(status="changed").doubts[0]["message"]


def test_a_post_gets_its_number_later(frame):
    imported(frame, [with_changes(CLERK, number=None)])
    batch = imported(frame, [CLERK])
    assert batch.counts == {"changed": 1}
    assert Post.objects.get().number == CLERK[1]
    assert staged(frame, [with_changes(CLERK, number=None)]).counts == {"unchanged": 1}, "none is taken away"


def test_an_abolished_post_comes_back_with_a_warning(frame):
    imported(frame, [FREE])
    Post.objects.update(abolished_on=DAY)
    batch = staged(frame, [FREE])
    assert batch.counts == {"changed": 1}
    assert "ยุบเลิก" in batch.rows.get().doubts[0]["message"]
    apply(batch, by=None)
    assert Post.objects.get().abolished_on is None


def test_a_head_is_proposed_by_the_title_and_the_officer_decides(frame):
    row = ["นายก ข", "43-3-04-2102-001", "ผอ.กองคลัง (นบห.งานการคลัง ระดับต้น)", "กองคลัง", "พนักงานส่วนตำบล", None]
    imported(frame, [row])
    assert Post.objects.get().is_head
    Post.objects.update(is_head=False)
    assert staged(frame, [row]).counts == {"unchanged": 1}


def test_people_of_a_frame_to_come_leave_the_old_posts_the_day_before(frame):
    imported(frame)
    later = StaffingFrame.objects.create(organization=frame.organization, first_year=2573, last_year=2575)
    imported(later, [CLERK])
    old, new = Holding.objects.filter(person__full_name="นายก ข").order_by("pk")
    assert (old.ended_on, new.started_on) == (datetime.date(2029, 9, 30), datetime.date(2029, 10, 1))


def test_what_changed_since_the_preview_has_to_be_looked_at_again(frame):
    imported(frame)
    batch = staged(frame, [with_changes(CLERK, title="จพง.ธุรการ ชง.")])
    Post.objects.filter(number=CLERK[1]).update(unit=None)
    with pytest.raises(ImportStale):
        apply(batch, by=None)
    batch.refresh_from_db()
    restage(batch)
    assert batch.rows.get().before["changes"] == ["level", "unit"]
    apply(batch, by=None)
    new = staged(frame, [with_changes(CLERK, number="43-3-01-4101-009", name="นายอื่น คน")])
    Post.objects.filter(number=FREE[1]).update(number="43-3-01-4101-009")
    with pytest.raises(ImportStale):
        apply(new, by=None)


# Taking back ------------------------------------------------------------------------------------


def test_undoing_restores_exactly_what_was_before(frame):
    imported(frame)
    before = stored()
    rows = [
        with_changes(CLERK, name="นายใหม่ มา", title="จพง.ธุรการ ชง.", unit="กองยุทธศาสตร์และงบประมาณ"),
        with_changes(PLANNER, name="นางค สกุลใหม่"),
        with_changes(FREE, name="นายก ข"),
        with_changes(WORKER, name="ว่าง", date=None),
        ["นายอีก คน", "43-3-04-3201-001", "นวก.เงินและบัญชี", "กองพัสดุและทรัพย์สิน", "พนักงานส่วนตำบล", None],
    ]
    batch = imported(frame, rows)
    assert stored() != before
    undo(batch, by=None)
    assert stored() == before
    assert batch.state == StaffImport.State.UNDONE
    with pytest.raises(ImportRefused, match="ดำเนินการไปแล้ว"):
        undo(batch, by=None)


def test_the_first_import_leaves_nothing_behind_when_undone(frame):
    before = stored()
    batch = imported(
        frame,
        [
            *LIST,
            with_changes(
                CLERK, number="43-3-08-3803-001", title="นักวิชาการศึกษา", unit="กองการศึกษา", name="นายฌ ญ"
            ),
        ],
    )
    assert Unit.objects.filter(name="กองการศึกษา").exists()
    undo(batch, by=None)
    assert stored() == before


@pytest.mark.parametrize(
    "touch",
    [
        lambda: Post.objects.filter(number=CLERK[1]).update(title="เปลี่ยน"),
        lambda: Person.objects.filter(full_name="นายก ข").update(passed_probation=True),
        lambda: Holding.objects.filter(post__number=CLERK[1]).update(started_on=DAY),
        lambda: Holding.objects.filter(post__number=CLERK[1]).delete(),
        lambda: Person.objects.filter(full_name="นางค ง").update(
            supervisor=Person.objects.get(full_name="นายก ข")
        ),
    ],
)
def test_undoing_is_refused_once_somebody_changed_the_same_rows(frame, touch):
    batch = imported(frame)
    touch()
    before = stored()
    with pytest.raises(ImportRefused, match="ยกเลิกการนำเข้าไม่ได้"):
        undo(batch, by=None)
    assert stored() == before
    batch.refresh_from_db()
    assert batch.state == StaffImport.State.APPLIED


def test_undoing_is_refused_once_something_leans_on_what_came_in(frame):
    batch = imported(frame)
    stranger = Person.objects.create(organization=frame.organization, full_name="นายนอก บัญชี")
    acting = Holding.objects.create(
        organization=frame.organization,
        post=Post.objects.get(number=FREE[1]),
        person=stranger,
        is_acting=True,
    )
    with pytest.raises(ImportRefused, match="นายช่างโยธา"):
        undo(batch, by=None)
    acting.delete()
    undo(batch, by=None)
    assert list(Person.objects.all()) == [stranger]


def test_edits_elsewhere_do_not_keep_an_import_from_being_undone(frame):
    imported(frame)
    batch = imported(frame, [with_changes(CLERK, title="จพง.ธุรการ ชง.")])
    Post.objects.filter(number=PLANNER[1]).update(title="เปลี่ยน")
    undo(batch, by=None)
    assert Post.objects.get(number=CLERK[1]).level.code == "general.1"
    assert Post.objects.get(number=PLANNER[1]).title == "เปลี่ยน"


# The file ---------------------------------------------------------------------------------------


def test_the_upload_is_kept_no_longer_than_needed(frame, django_capture_on_commit_callbacks):
    batch = staged(frame)
    assert "บัญชี" not in batch.file.name
    storage, name = batch.file.storage, batch.file.name
    with django_capture_on_commit_callbacks(execute=True):
        apply(batch, by=None)
    assert not storage.exists(name)
    other = staged(frame)
    with django_capture_on_commit_callbacks(execute=True):
        discard(other, by=None)
    assert not storage.exists(other.file.name) if other.file else True
    assert not other.rows.exists()


def test_proposals_that_nobody_settles_are_given_up(frame):
    batch = staged(frame)
    expire(frame.organization)
    batch.refresh_from_db()
    assert batch.state == StaffImport.State.PROPOSED
    StaffImport.objects.update(uploaded_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    expire(frame.organization)
    batch.refresh_from_db()
    assert batch.state == StaffImport.State.DISCARDED


# Workbooks that go out --------------------------------------------------------------------------


def cells_of(content: bytes, sheet=0):
    return [
        [cell.value for cell in row]
        for row in load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows()
    ]


def test_the_template_is_read_as_a_list_and_explains_every_column():
    sheet, explanations = open_file(template_workbook())
    layout = find_layout(sheet)
    assert sorted(layout.columns) == sorted(field.name for field in TEMPLATE_FIELDS)
    assert find_layout(explanations) is None
    assert [row[0] for row in explanations.rows[1:]] == [str(field.label) for field in TEMPLATE_FIELDS]


def test_an_old_template_is_recognised(frame):
    from personnel.imports.preview import old_template

    book = Workbook()
    for row in (["แบบบัญชีบุคลากร รุ่นที่ 0"], HEADINGS, CLERK):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    batch = stage(target.getvalue(), file_name="x", frame=frame, by=None)
    assert "รุ่น 0" in old_template(batch)
    assert old_template(staged(frame)) == ""


def test_typed_text_never_becomes_a_formula(frame):
    imported(frame, [with_changes(WORKER, title="คนงาน +HYPERLINK")])
    Post.objects.update(title='=HYPERLINK("http://example.org")')
    Person.objects.update(full_name="+cmd|' /C calc'!A0")
    for content in (staff_list_workbook(frame), marked_workbook(staged(frame))):
        book = load_workbook(io.BytesIO(content))
        assert all(
            cell.data_type in ("s", "n")
            for row in book.worksheets[0].iter_rows()
            for cell in row
            if cell.value
        )
    assert any("=HYPERLINK" in str(value) for row in cells_of(staff_list_workbook(frame)) for value in row)


def test_the_marked_workbook_shows_what_is_wrong_and_can_be_corrected_and_imported(frame):
    wrong = with_changes(PLANNER, date="1/1/2580")
    batch = staged(frame, [CLERK, wrong, with_changes(FREE, title="นายช่างโยทา")])
    content = marked_workbook(batch)
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[2]].index("วันบรรจุหรือเริ่มจ้าง")
    cell = sheet[4][column]
    assert (cell.value, cell.fill.fgColor.rgb) == ("1/1/2580", "00F9C9C6")
    assert "อนาคต" in cell.comment.text
    assert "นายช่างโยธา" in sheet.cell(5, len(TEMPLATE_FIELDS) + 1).value
    cell.value = "1 มกราคม 2560"
    target = io.BytesIO()
    book.save(target)
    again = stage(target.getvalue(), file_name="x", frame=frame, by=None)
    assert again.counts == {"new": 3}


# import(export(x)) = x --------------------------------------------------------------------------

NAMES = st.sampled_from(
    ["นายสมชาย ใจดี", "นางสาวมานี มีนา", "ว่าที่ร้อยตรีปิติ ชูใจ", "ดร.วีระ ณ หนองคาย", "สมหญิง ไม่มีคำนำหน้า", ""]
)
UNITS = st.sampled_from(["กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "หน่วยตรวจสอบภายใน", None])
DAYS = st.none() | st.dates(datetime.date(1990, 1, 1), DAY)
HIRED = st.sampled_from([("hired_task", "ผู้ช่วยเจ้าพนักงานธุรการ"), ("hired_task", "พนักงานขับรถยนต์ (รถขยะ)"), ("hired_general", "คนงาน"), ("permanent", "นักการภารโรง"), ("contract", "แม่บ้าน")])  # fmt: skip
POSTS = st.fixed_dictionaries(
    {
        "line": st.none() | st.sampled_from(["1101", "2101", "3102", "3601", "4101", "4805", "5500", "6500"]),
        "level": st.integers(0, 4),
        "hired": HIRED,
        "unit": UNITS,
        "name": NAMES,
        "is_head": st.booleans(),
        "is_transferred": st.booleans(),
        "appointed_on": DAYS,
        "started_on": DAYS,
        "passed_probation": st.none() | st.booleans(),
        "readiness": st.none() | st.booleans(),
        "acting": st.none() | st.integers(0, 7),
    }
)


def make_posts(organization: Organization, posts: list[dict]) -> StaffingFrame:
    """A frame as the screens would make it, from drawn values."""
    frame = StaffingFrame.objects.create(organization=organization, first_year=2570, last_year=2572)
    catalog = Catalog()
    for place, drawn in enumerate(posts):
        line = catalog.line_by_code.get(drawn["line"] or "")
        kind, title = drawn["hired"]
        columns = {"kind": kind, "title": title}
        if line:
            levels = [code for code in sorted(catalog.level_names) if code.startswith(f"{line.type_code}.")]
            level = (
                levels[min(drawn["level"], len(levels) - 1)]
                if line.type_code not in ("school_head",)
                else None
            )
            columns = _line_columns(line, level, place, drawn)
        post = Post.objects.create(
            organization=organization,
            frame=frame,
            order=place + 1,
            unit=_unit(organization, drawn["unit"]) if drawn["unit"] else None,
            is_head=drawn["is_head"],
            **{"is_transferred": drawn["is_transferred"], **columns},
        )
        if drawn["name"]:
            person = Person.objects.create(
                organization=organization,
                full_name=f"{drawn['name']}{'ก' * (place + 1)}",
                appointed_on=drawn["appointed_on"],
                passed_probation=drawn["passed_probation"],
                passed_teacher_readiness=drawn["readiness"],
            )
            Holding.objects.create(
                organization=organization, post=post, person=person, started_on=drawn["started_on"]
            )
    _let_act(frame, posts)
    return frame


def _let_act(frame: StaffingFrame, posts: list[dict]) -> None:
    """Holders of other posts act in vacant ones."""
    holdings = list(Holding.objects.filter(post__frame=frame))
    for post, drawn in zip(frame.posts.all(), posts, strict=True):
        if drawn["acting"] is not None and not drawn["name"] and holdings:
            person = holdings[drawn["acting"] % len(holdings)].person
            Holding.objects.create(organization=frame.organization, post=post, person=person, is_acting=True)


def _line_columns(line, level, place, drawn):
    from competencies.models import PositionLevel, PositionLine

    row = PositionLine.objects.get(code=line.code)
    number = f"43-3-01-{line.official_code}-{place + 1:03}"
    return {
        "kind": "teacher" if line.type_code in ("school_head", "teacher") else "civil",
        "title": line.name,
        "line": row,
        "position_type": row.position_type,
        "level": PositionLevel.objects.filter(code=level).first(),
        "number": f"{number} (ถ)" if drawn["is_transferred"] else number,
    }


def _unit(organization, name):
    return Unit.objects.get_or_create(
        organization=organization, name=name, defaults={"head_title": "หัวหน้า", "order": 9}
    )[0]


def seen(frame) -> list[dict]:
    return [post.values() for post in present_posts(frame)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=st.lists(POSTS, min_size=1, max_size=8))
def test_what_goes_out_comes_in_the_same(posts):
    with frozen_today(DAY):
        frame = make_posts(make_organization(), posts)
        content = staff_list_workbook(frame)
        same = stage(content, file_name="x", frame=frame, by=None, keep_file=False)
        assert set(same.counts) == {"unchanged"}, [
            row.before for row in same.rows.exclude(status="unchanged")
        ]
        other = StaffingFrame.objects.create(
            organization=make_organization(), first_year=2570, last_year=2572
        )
        apply(stage(content, file_name="x", frame=other, by=None, keep_file=False), by=None)
        assert seen(other) == seen(frame)


def test_a_list_belongs_to_one_organization(frame):
    imported(frame)
    other = make_member(Role.HR_OFFICER).organization
    theirs = StaffingFrame.objects.create(organization=other, first_year=2570, last_year=2572)
    batch = staged(theirs)
    assert batch.counts == {"new": 4}
    apply(batch, by=None)
    assert Person.objects.filter(organization=other).count() == 3
    undo(batch, by=None)
    assert frame.posts.count() == 4


def test_workbooks_speak_thai_whatever_the_screen():
    with translation.override("en"):
        english = cells_of(template_workbook())
    assert english == cells_of(template_workbook())
