"""The form of a project: why it is there, how it is measured, and its calculation, with and without a script."""

from decimal import Decimal

import pytest

from courses.models import CostRate
from organizations.roles import Role
from personnel.models import Need, PersonnelGroup
from plans.models import Project
from tests.builders import address, client_of, make_member, make_organization, make_plan, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def make_need(organization, title="งานสารบรรณอิเล็กทรอนิกส์", **values):
    known = {"first_year": 2570, "source": Need.Source.MISSION, "title": title}
    return Need.objects.create(organization=organization, **(known | values))


def make_rate(**values):
    known = {"code": "r1", "kind": "fee", "name": "ค่าลงทะเบียน", "baht": Decimal(3900), "unit": "person"}
    return CostRate.objects.create(**(known | {"source": "หนังสือสถาบัน"} | values))


def data_of(**values):
    return {"name": "โครงการ", "uses_budget": "yes"} | values


def lines_of(*rows):
    """The calculation as a browser sends it: label, baht, unit, times, quantity."""
    data = {"costs-TOTAL_FORMS": str(len(rows)), "costs-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        names = ("label", "baht", "unit", "times", "quantity")
        data |= {f"costs-{place}-{name}": value for name, value in zip(names, row, strict=True)}
    return data


def create(officer, revision, **values):
    return officer.post(address(revision, "plans:project_create"), data_of(**values))


# Why it is there ------------------------------------------------------------------------------


def test_needs_are_offered_in_the_order_of_their_ranks_with_nothing_undecided(revision, officer):
    make_need(revision.organization, "ลำดับสอง", rank=2)
    make_need(revision.organization, "ลำดับหนึ่ง", rank=1)
    make_need(revision.organization, "ไม่ใช้", state=Need.State.DECLINED)
    make_need(make_organization(), "ของที่อื่น")
    page = officer.get(address(revision, "plans:project_create")).content.decode()
    assert page.index("ลำดับหนึ่ง") < page.index("ลำดับสอง")
    assert "ไม่ใช้</label>" not in page
    assert "ของที่อื่น" not in page


def test_without_needs_the_form_says_where_they_are_confirmed(revision, officer):
    page = officer.get(address(revision, "plans:project_create")).content.decode()
    assert f"/personnel/{revision.organization.code}/needs/2570/" in page


def test_project_keeps_needs_reason_and_how_it_is_measured(revision, officer):
    need = make_need(revision.organization)
    create(
        officer,
        revision,
        needs=[need.pk],
        basis="law",
        basis_text="พ.ร.บ. มาตรฐานทางจริยธรรม พ.ศ. 2562",
        indicator_baseline="ร้อยละ 62",
        indicator_unit="ร้อยละ",
        indicator_method="ทดสอบก่อนและหลัง",
        indicator_measurer="งานการเจ้าหน้าที่",
        target_2570="ร้อยละ 70",
        target_2572="ร้อยละ 90",
        money_kind="subsidy",
    )
    project = revision.projects.get()
    assert list(project.needs.all()) == [need]
    assert (project.basis, project.money_kind, project.indicator_baseline) == ("law", "subsidy", "ร้อยละ 62")
    assert [row.indicator_target for row in project.years.all()] == ["ร้อยละ 70", "", "ร้อยละ 90"]


def test_a_need_that_was_declined_since_is_still_offered_where_it_is_named(revision, officer):
    need = make_need(revision.organization)
    project = make_project(revision)
    project.needs.add(need)
    Need.objects.update(state=Need.State.DECLINED)
    assert need.title in officer.get(address(revision, "plans:project", project=project.pk)).content.decode()
    assert need.title not in officer.get(address(revision, "plans:project_create")).content.decode()


def test_a_reason_without_its_kind_is_asked_back(revision, officer):
    answer = create(officer, revision, basis_text="กฎหมายใหม่")
    assert "กรุณาเลือกว่าเหตุผลที่อ้างเป็นกฎหมาย นโยบาย หรือแนวทางใด" in answer.content.decode()
    assert not revision.projects.exists()


def test_policies_and_issues_of_the_edition_are_offered(revision, officer):
    page = officer.get(address(revision, "plans:project_create")).content.decode()
    assert "๕.๗ ยุทธศาสตร์การบริหารทรัพยากรบุคคลส่วนท้องถิ่น" in page
    assert "ประเด็นที่ ๑ องค์กรแห่งการเรียนรู้และพัฒนา" in page


def test_a_project_from_a_hole_starts_with_what_is_missing(revision, officer):
    need = make_need(revision.organization)
    need.groups.set(PersonnelGroup.objects.filter(code="g3"))
    query = f"?need={need.pk}&curriculum=cur4&area=a4&method=m2&digital=1&group=nothing"
    form = officer.get(address(revision, "plans:project_create") + query).context["form"]
    assert form["needs"].value() == [need.pk]
    assert [PersonnelGroup.objects.get(pk=pk).code for pk in form["groups"].value()] == ["g3"]
    assert form["name"].value() == f"โครงการพัฒนา{need.title}"
    assert form["is_digital"].value() is True
    assert form["curriculum"].value()


def test_a_need_that_says_what_is_done_is_not_said_twice(revision, officer):
    need = make_need(revision.organization, "พัฒนาทักษะด้านดิจิทัล")
    form = officer.get(address(revision, "plans:project_create") + f"?need={need.pk}").context["form"]
    assert form["name"].value() == "โครงการพัฒนาทักษะด้านดิจิทัล"


@pytest.mark.parametrize("query", ["?need=x", "?need=99999999999999999999", "?curriculum=", "?area=1'--"])
def test_a_hole_that_is_none_starts_an_empty_form(revision, officer, query):
    form = officer.get(address(revision, "plans:project_create") + query).context["form"]
    assert not form["name"].value()


# The calculation ------------------------------------------------------------------------------

TWO_LINES = lines_of(
    ("ค่าอาหาร", "150", "person_day", "๒", "1"),
    ("วิทยากร", "600", "hour", "6", "1.5"),
)


def test_calculating_stores_nothing_and_needs_no_name(revision, officer):
    answer = create(
        officer, revision, name="", people_2570="10", people_2571="20", calculate="1", **TWO_LINES
    )
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form.calculation.amounts == {2570: 8400, 2571: 11400, 2572: 0}
    assert not revision.projects.exists()
    assert not form.errors


def test_amounts_are_taken_into_the_boxes_of_their_years_and_saved_only_by_the_save_button(revision, officer):
    values = {"people_2570": "10", "people_2571": "๒๐", **TWO_LINES}
    answer = create(officer, revision, uses_budget="no", use_amounts="1", **values)
    form = answer.context["form"]
    assert [form[f"baht_{year}"].value() for year in form.years] == ["8,400", "11,400", "0"]
    assert form["uses_budget"].value() == "yes"
    assert "data-unsaved" in answer.content.decode()
    assert not revision.projects.exists()
    create(officer, revision, baht_2570="8,400", baht_2571="11,400", **values)
    project = revision.projects.get()
    assert project.baht_total == 19800
    assert [(row.label, row.times, row.quantity) for row in project.costs.all()] == [
        ("ค่าอาหาร", 2, 1),
        ("วิทยากร", 6, Decimal("1.5")),
    ]


def test_a_line_comes_from_a_rate_with_its_source(revision, officer):
    rate = make_rate(is_example=True)
    answer = create(officer, revision, add_line="1", rate=rate.pk, **TWO_LINES)
    row = answer.context["form"].costs.forms[2]
    assert (row["label"].value(), row["baht"].value()) == ("ค่าลงทะเบียน", "3,900")
    assert row["source"].value() == "ตัวอย่าง: หนังสือสถาบัน"


def test_rates_of_another_lao_are_neither_offered_nor_taken(revision, officer):
    rate = make_rate(organization=make_organization(), name="อัตราของที่อื่น")
    answer = create(officer, revision, add_line="1", rate=rate.pk, **lines_of())
    assert "อัตราของที่อื่น" not in answer.content.decode()
    assert not answer.context["form"].costs.forms[0]["label"].value()


def test_an_empty_line_is_no_line_and_a_deleted_one_goes(revision, officer):
    data = lines_of(("ค่าอาหาร", "150", "person_day", "1", "1"), ("", "", "person_day", "1", "1"))
    create(officer, revision, **data)
    project = revision.projects.get()
    assert project.costs.count() == 1
    change = data | {"costs-0-DELETE": "on", "version": project.version}
    officer.post(address(revision, "plans:project", project=project.pk), data_of(**change))
    assert not project.costs.exists()


@pytest.mark.parametrize(
    ("column", "typed"),
    [("baht", "มาก"), ("times", "0"), ("quantity", "-1"), ("times", "1.234"), ("label", "")],
)
def test_a_wrong_line_is_refused_in_its_place_and_kept(revision, officer, column, typed):
    data = lines_of(("ค่าอาหาร", "150", "person_day", "1", "1")) | {f"costs-0-{column}": typed}
    page = create(officer, revision, **data).content.decode()
    assert f'id="id_costs-0-{column}_error"' in page
    assert "รายการคำนวณค่าใช้จ่ายยังไม่ถูกต้อง" in page
    assert not revision.projects.exists()


def test_a_form_that_does_not_speak_of_lines_leaves_them(revision, officer):
    create(officer, revision, **TWO_LINES)
    project = revision.projects.get()
    url = address(revision, "plans:project", project=project.pk)
    officer.post(url, data_of(name="ชื่อใหม่", version=project.version))
    assert Project.objects.get().name == "ชื่อใหม่"
    assert project.costs.count() == 2


@pytest.mark.parametrize("count", ["", "x", "99999", "40"])
def test_a_made_up_number_of_lines_is_no_accident(revision, officer, count):
    data = {"costs-TOTAL_FORMS": count, "costs-INITIAL_FORMS": "0", "add_line": "1"}
    assert create(officer, revision, **data).status_code == 200
    assert not revision.projects.exists()
