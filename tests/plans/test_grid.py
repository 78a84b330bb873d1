"""The grid of projects: what is typed is what is stored, wrong boxes and other people's rows stop all of a save."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizations.roles import Role
from plans.forms.grid import NOTHING, GridForm
from plans.grid import MOST_NEW_ROWS, projects_of, save_grid
from plans.models import Project
from tests.builders import address, client_of, make_member, make_plan, make_project
from thai.dates import THAI_MONTHS, THAI_MONTHS_SHORT
from thai.digits import to_thai
from thai.text import normalise_line

pytestmark = pytest.mark.django_db
YEARS = (2570, 2571, 2572)


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def url(revision, name="plans:grid"):
    return address(revision, name)


def boxes_of(page: str) -> dict[str, str]:
    """Names and values of all boxes, as a browser would send them."""
    page = page.split("data-grid", 1)[1].split("</form>")[0]
    found = dict(re.findall(r'<input [^>]*?name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    return {name: unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def opened(client, revision) -> dict[str, str]:
    return boxes_of(client.get(url(revision)).content.decode())


def stored(project) -> list:
    project = Project.objects.get(pk=project.pk)
    years = {row.year: row for row in project.years.all()}
    return [project.name, *((years[y].people, years[y].baht) for y in YEARS if y in years)]


# Saving ---------------------------------------------------------------------------------------


def test_cells_are_stored_as_typed_in_thai(revision, officer):
    project = make_project(revision)
    key = f"r{project.pk}"
    typed = {
        f"{key}-name": "ชื่อใหม่",
        f"{key}-p2570": "๑,๒๐๐",
        f"{key}-p2571": "15 คน",
        f"{key}-p2572": "-",
        f"{key}-b2570": "๑๒,๐๐๐.๕๐",
        f"{key}-b2571": "5,000 บาท",
        f"{key}-b2572": "",
        f"{key}-m1": "ตุลาคม",
        f"{key}-m2": "๑",
    }
    answer = officer.post(url(revision), opened(officer, revision) | typed)
    assert answer.status_code == 302
    assert stored(project) == [
        "ชื่อใหม่",
        (1200, Decimal("12000.50")),
        (15, Decimal(5000)),
        (0, Decimal(0)),
    ]
    project.refresh_from_db()
    assert (project.first_month, project.last_month, project.version) == (10, 1, 2)


def test_rows_nobody_touched_keep_their_version(revision, officer):
    first, second = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    officer.post(url(revision), opened(officer, revision) | {f"r{first.pk}-p2570": "99"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.version, second.version) == (2, 1)


def test_save_leaves_what_the_grid_does_not_show(revision, officer):
    project = make_project(revision)
    project.years.filter(year=2570).update(indicator_target="ร้อยละ 85")
    officer.post(url(revision), opened(officer, revision) | {f"r{project.pk}-p2570": "99"})
    kept = project.years.get(year=2570)
    project.refresh_from_db()
    assert (kept.people, kept.indicator_target) == (99, "ร้อยละ 85")
    assert (project.indicator_target, project.groups.count()) == ("ไม่น้อยกว่าร้อยละ 80", 4)


def test_spare_rows_become_projects_at_the_end(revision, officer):
    make_project(revision)
    typed = {"n2-name": "ใหม่", "n2-p2571": "5", "n2-b2571": "1000", "n2-m1": "ต.ค.", "n2-m2": "ต.ค."}
    officer.post(url(revision), opened(officer, revision) | typed)
    project = revision.projects.get(order=2)
    assert stored(project) == ["ใหม่", (0, 0), (5, Decimal(1000)), (0, 0)]
    assert project.uses_budget is True


def test_new_rows_are_added_once_however_often_the_button_is_pressed(revision, officer):
    data = opened(officer, revision) | {"n1-name": "ใหม่"}
    for _time in range(2):
        officer.post(url(revision), data)
    assert revision.projects.count() == 1


def test_nothing_typed_changes_nothing(revision, officer):
    project = make_project(revision)
    assert officer.post(url(revision), opened(officer, revision)).status_code == 302
    project.refresh_from_db()
    assert project.version == 1


# Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "typed"),
    [
        ("name", ""),
        ("name", "ก" * 301),
        ("p2570", "มาก"),
        ("p2570", "-5"),
        ("p2571", "1.5"),
        ("p2572", "100001"),
        ("b2570", "-1"),
        ("b2571", "1.234"),
        ("b2572", "99999999999"),
        ("m1", "เดือนหน้า"),
        ("m2", "13"),
        ("m2", ""),
        ("m2", "พ.ย."),
    ],
)
def test_impossible_box_is_refused_in_place_and_everything_typed_is_kept(revision, officer, box, typed):
    first, second = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    data = opened(officer, revision) | {f"r{first.pk}-{box}": typed, f"r{second.pk}-p2570": "77"}
    page = officer.post(url(revision), data).content.decode()
    wrong = f"r{first.pk}-{box}"
    assert f'id="{wrong}" aria-invalid="true" aria-describedby="e-{wrong}" autofocus' in page
    assert f'href="#{wrong}"' in page
    again = boxes_of(page)
    assert (again[wrong], again[f"r{second.pk}-p2570"]) == (typed, "77")
    assert stored(second)[1] == (10, Decimal(12000))  # nothing is saved while a box is wrong


def test_every_wrong_box_has_its_message_and_one_has_the_focus(revision, officer):
    rows = [make_project(revision, f"โครงการ {number}") for number in range(10)]
    data = opened(officer, revision) | {f"r{row.pk}-p2570": "ผิด" for row in rows}
    page = officer.post(url(revision), data).content.decode()
    assert page.count('aria-invalid="true"') == 10
    assert page.count("autofocus") == 1
    assert "มี 10 ช่องที่ต้องแก้ไข" in page


def test_amount_of_a_project_without_budget_is_refused(revision, officer):
    project = make_project(revision, uses_budget=False, years={y: (5, Decimal(0)) for y in YEARS})
    answer = officer.post(url(revision), opened(officer, revision) | {f"r{project.pk}-b2570": "100"})
    assert "เลือกไม่ใช้งบประมาณ" in answer.content.decode()


def test_new_row_without_a_name_is_asked_for_it(revision, officer):
    page = officer.post(url(revision), opened(officer, revision) | {"n1-p2570": "5"}).content.decode()
    assert 'id="n1-name" aria-invalid="true"' in page
    assert boxes_of(page)["n1-p2570"] == "5"


def test_too_many_new_rows_are_refused_and_kept(revision, officer):
    data = {f"n{number}-name": f"โครงการ {number}" for number in range(1, MOST_NEW_ROWS + 2)}
    page = officer.post(url(revision), data).content.decode()
    assert "เพิ่มโครงการได้ครั้งละไม่เกิน 200 แถว" in page
    assert boxes_of(page)["n201-name"] == "โครงการ 201"
    assert not revision.projects.exists()


# Two people -----------------------------------------------------------------------------------


def test_stale_row_is_409_with_both_values_and_nothing_is_saved(revision, officer):
    first, second = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    mine = opened(officer, revision)
    officer.post(url(revision), mine | {f"r{first.pk}-p2570": "50"})
    typed = mine | {f"r{first.pk}-p2570": "60", f"r{second.pk}-p2570": "70"}
    answer = officer.post(url(revision), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "มีผู้อื่นบันทึกก่อนท่าน" in page
    notice = page.split("stale-title", 1)[1].split("</table>")[0]
    assert ">60<" in notice
    assert ">50<" in notice
    assert (stored(first)[1][0], stored(second)[1][0]) == (50, 10)
    again = boxes_of(page)
    assert (again[f"r{first.pk}-p2570"], again[f"r{second.pk}-p2570"]) == ("60", "70")
    assert officer.post(url(revision), again).status_code == 302
    assert (stored(first)[1][0], stored(second)[1][0]) == (60, 70)


def test_row_that_only_somebody_else_changed_stays_as_they_left_it(revision, officer):
    first, second = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    mine = opened(officer, revision)
    officer.post(url(revision), mine | {f"r{first.pk}-p2570": "50"})
    assert officer.post(url(revision), mine | {f"r{second.pk}-p2570": "70"}).status_code == 302
    assert (stored(first)[1][0], stored(second)[1][0]) == (50, 70)


def test_other_fields_of_a_project_are_no_obstacle(revision, officer):
    project = make_project(revision)
    mine = opened(officer, revision) | {f"r{project.pk}-p2570": "50"}
    Project.objects.filter(pk=project.pk).update(indicator="ตัวชี้วัดใหม่", version=2)
    assert officer.post(url(revision), mine).status_code == 302
    assert stored(project)[1][0] == 50


def test_what_was_typed_for_a_deleted_project_is_offered_as_a_new_one(revision, officer):
    project, other = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    mine = opened(officer, revision) | {f"r{project.pk}-p2570": "50"}
    project.delete()
    answer = officer.post(url(revision), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "โครงการนี้ถูกลบไปแล้ว" in page
    assert officer.post(url(revision), boxes_of(page)).status_code == 302
    assert [row.name for row in revision.projects.all()] == ["สอง", "หนึ่ง"]
    assert other.pk == revision.projects.first().pk


def test_project_of_another_plan_is_never_changed(revision, officer):
    foreign = make_project(make_plan(), "ของผู้อื่น")
    officer.post(url(revision), {f"r{foreign.pk}-v": "x", f"r{foreign.pk}-name": "ของเรา"})
    assert stored(foreign)[0] == "ของผู้อื่น"


# The same rules while typing ------------------------------------------------------------------


def test_check_answers_what_the_save_would(revision, officer):
    good, bad = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    data = opened(officer, revision) | {
        f"r{good.pk}-p2570": "๑๒",
        f"r{bad.pk}-p2570": "ผิด",
        "n1-b2570": "5",
        "n2-name": "ใหม่",
    }
    rows = officer.post(url(revision, "plans:grid_check"), data).json()["rows"]
    assert rows[f"r{good.pk}"] == {"errors": {}, "stale": False}
    assert list(rows[f"r{bad.pk}"]["errors"]) == [f"r{bad.pk}-p2570"]
    assert list(rows["n1"]["errors"]) == ["n1-name"]
    assert rows["n2"]["errors"] == {}
    assert stored(good)[1][0] == 10


def test_check_tells_of_a_row_that_somebody_else_changed(revision, officer):
    project = make_project(revision)
    mine = opened(officer, revision)
    officer.post(url(revision), mine | {f"r{project.pk}-p2570": "50"})
    answer = officer.post(url(revision, "plans:grid_check"), mine | {f"r{project.pk}-p2570": "60"})
    assert answer.json()["rows"][f"r{project.pk}"]["stale"] is True


# Totals ---------------------------------------------------------------------------------------


def test_sums_by_year_curriculum_and_money_agree(revision, officer):
    make_project(revision, "หนึ่ง", years={2570: (1, Decimal("100.25")), 2571: (2, Decimal(50))})
    other = make_project(revision, "สอง", curriculum=None, years={2570: (3, Decimal("0.75"))})
    Project.objects.filter(pk=other.pk).update(money_kind="subsidy")
    page = officer.get(url(revision)).content.decode()
    sums = dict(re.findall(r'data-total="([^"]+)">([^<]+)<', page))
    assert (sums["p2570"], sums["b2570"], sums["b"]) == ("4", "101", "151")
    assert (sums["c-cur2-2570"], sums["c-cur2"], sums["c-none"]) == ("100.25", "150.25", "0.75")
    assert (sums["m-ordinance"], sums["m-subsidy-2570"]) == ("150.25", "0.75")


# Size -----------------------------------------------------------------------------------------


def add_many(revision, number):
    form = GridForm(
        [],
        YEARS,
        {
            f"n{n}-{box}": text
            for n in range(1, number + 1)
            for box, text in {"name": f"โครงการที่ {n}", "p2570": "10", "b2570": "1000"}.items()
        },
    )
    save_grid(revision=revision, changes=form.changes(), by=revision.prepared_by)


def test_two_hundred_rows_take_as_many_queries_as_three(revision, officer):
    def queries(call):
        with CaptureQueriesContext(connection) as captured:
            answer = call()
        return len(captured), answer

    add_many(revision, 3)
    officer.get(url(revision))
    few, _answer = queries(lambda: officer.get(url(revision)))
    add_many(revision, 197)
    many, answer = queries(lambda: officer.get(url(revision)))
    assert few == many
    page = answer.content.decode()
    assert len(answer.content) < 330_000
    data = {name: "7" if "-p25" in name and value else value for name, value in boxes_of(page).items()}
    saving, answer = queries(lambda: officer.post(url(revision), data))
    assert answer.status_code == 302
    assert saving < 30
    assert {row.people for p in projects_of(revision) for row in p.years.all()} == {0, 7}


# What is pasted reads back the same -----------------------------------------------------------

people = st.integers(0, 100_000)
satang = st.integers(0, 999_999_999_999).map(lambda amount: Decimal(amount) / 100)
names = (
    st.text("กขคงชดตทนบปผมยรลวสหอาิีุู่้ำเแไ ๐๕0127()/.,:-Ab", min_size=1, max_size=60)
    .map(normalise_line)
    .filter(lambda name: name not in NOTHING)
)
months = st.one_of(
    st.none(), st.tuples(st.integers(0, 11), st.integers(0, 11)).map(lambda pair: tuple(sorted(pair)))
)


@st.composite
def pasted_rows(draw):
    """Values of a row, and one of the ways in which a worksheet writes each."""
    values = {"name": draw(names)}
    texts = {"name": values["name"]}
    for year in YEARS:
        number, amount = draw(people), draw(satang)
        values |= {f"p{year}": number, f"b{year}": amount}
        texts[f"p{year}"] = draw(
            st.sampled_from([f"{number}", f"{number:,}", to_thai(number), f" {number} คน "])
        )
        texts[f"b{year}"] = draw(
            st.sampled_from(
                [f"{amount:.2f}", f"{amount:,.2f}", to_thai(f"{amount:,.2f}"), f"{amount:.2f} บาท"]
            )
        )
        if not number:
            texts[f"p{year}"] = draw(st.sampled_from(["", "-", "0", "๐"]))
    pair = draw(months)
    for key, place in zip(("m1", "m2"), pair or (None, None), strict=True):
        month = None if place is None else (place + 9) % 12 + 1
        values[key] = month
        written = (
            ["", "-"] if month is None else [str(month), THAI_MONTHS[month - 1], THAI_MONTHS_SHORT[month - 1]]
        )
        texts[key] = draw(st.sampled_from(written))
    return values, texts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(pasted_rows(), min_size=1, max_size=5))
def test_what_is_pasted_and_saved_reads_back_the_same(revision, rows):
    Project.objects.filter(revision=revision).delete()
    data = {f"n{n}-{key}": text for n, (_v, texts) in enumerate(rows, 1) for key, text in texts.items()}
    form = GridForm([], YEARS, data)
    assert form.errors == []
    save_grid(revision=revision, changes=form.changes(), by=revision.prepared_by)
    again = GridForm(projects_of(revision), YEARS)
    assert [row.values for row in again] == [values for values, _texts in rows]
    shown = {cell.name: cell.text for row in again for cell in row.cells}
    seen = {f"{row.key}-v": row.seen for row in again}
    assert GridForm(projects_of(revision), YEARS, shown | seen).changes() == []
