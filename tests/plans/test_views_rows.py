"""Targets, projects, committee, monitoring and period: totals, refusals in place, and two people at once."""

import uuid
from decimal import Decimal

import pytest

from organizations.roles import Role
from plans.models import Project, Revision
from tests.builders import address, client_of, make_member, make_organization, make_plan, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def version_on(page: str) -> str:
    return page.split('name="version" value="')[1].split('"')[0]


def open_form(client, url) -> str:
    return version_on(client.get(url).content.decode())


# Targets ------------------------------------------------------------------------------------------


def targets_url(revision):
    return address(revision, "plans:targets")


def test_targets_take_thai_digits_and_commas(revision, officer):
    url = targets_url(revision)
    data = {"version": open_form(officer, url), "headcount_g2_2570": "๑,๒๐๐", "people_g2_2570": "1100"}
    assert officer.post(url, data).status_code == 302
    row = revision.targets.get(group__code="g2", year=2570)
    assert (row.headcount, row.people) == (1200, 1100)


@pytest.mark.parametrize("typed", ["-5", "1.5", "มาก", "99999999999999999999", "100001"])
def test_impossible_number_is_refused_in_place_and_kept(revision, officer, typed):
    url = targets_url(revision)
    data = {"version": open_form(officer, url), "headcount_g1_2571": typed, "headcount_g2_2570": "7"}
    page = officer.post(url, data).content.decode()
    assert 'id="id_headcount_g1_2571_error"' in page
    assert f'value="{typed}"' in page
    assert 'value="7"' in page
    assert not revision.targets.exclude(headcount=0).exists()


def test_more_people_than_there_are_is_refused_beside_the_cell(revision, officer):
    url = targets_url(revision)
    data = {"version": open_form(officer, url), "headcount_g1_2570": "2", "people_g1_2570": "3"}
    page = officer.post(url, data).content.decode()
    assert "เป้าหมาย 3 คน มากกว่าจำนวนบุคลากรในกลุ่ม 2 คน" in page
    assert 'href="#id_people_g1_2570"' in page


def test_targets_page_adds_up_what_is_stored(revision, officer):
    url = targets_url(revision)
    data = {"version": open_form(officer, url)}
    officer.post(url, data | {f"headcount_{group}_2570": "10" for group in ("g1", "g2", "g3", "g4")})
    assert 'data-total="headcount-2570">40<' in officer.get(url).content.decode()


def test_stale_targets_are_409_with_both_numbers(revision, officer):
    url = targets_url(revision)
    version = open_form(officer, url)
    officer.post(url, {"version": version, "headcount_g1_2570": "5"})
    answer = officer.post(url, {"version": version, "headcount_g1_2570": "9"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "มีผู้อื่นบันทึกก่อนท่าน" in page
    assert 'value="9"' in page
    assert revision.targets.get(group__code="g1", year=2570).headcount == 5
    officer.post(url, {"version": version_on(page), "headcount_g1_2570": "9"})
    assert revision.targets.get(group__code="g1", year=2570).headcount == 9


# Projects -----------------------------------------------------------------------------------------


def project_data(**values):
    return {"name": "โครงการ", "uses_budget": "yes", "people_2570": "10", "baht_2570": "12,000.50"} | values


def test_project_needs_only_a_name(revision, officer):
    officer.post(address(revision, "plans:project_create"), {"name": "โครงการ", "uses_budget": "yes"})
    project = revision.projects.get()
    assert (project.order, project.years.count()) == (1, 3)


def test_project_is_made_once_however_often_the_button_is_pressed(revision, officer):
    data = project_data(form_key="6a3c1a6e-7d0e-4d6e-9f5b-0d3c8b6f5a11")
    for _time in range(2):
        officer.post(address(revision, "plans:project_create"), data)
    assert revision.projects.count() == 1


def test_project_keeps_choices_people_and_baht(revision, officer):
    example = make_project(revision, "ต้นแบบ")
    data = project_data(
        methods=[example.methods.get().pk],
        groups=[group.pk for group in example.groups.all()],
        curriculum=example.curriculum_id,
        unit=example.unit_id,
        baht_2571="๒,๐๐๐ บาท",
    )
    officer.post(address(revision, "plans:project_create"), data)
    project = revision.projects.get(name="โครงการ")
    assert (project.order, project.curriculum, project.unit) == (2, example.curriculum, example.unit)
    assert project.methods.get() == example.methods.get()
    assert project.groups.count() == 4
    assert [row.baht for row in project.years.all()] == [Decimal("12000.50"), Decimal("2000.00"), Decimal(0)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"baht_2570": "-1"}, "baht_2570"),
        ({"baht_2570": "1.234"}, "baht_2570"),
        ({"baht_2570": "99999999999"}, "baht_2570"),
        ({"people_2570": "-1"}, "people_2570"),
        ({"people_2572": "100001"}, "people_2572"),
        ({"name": ""}, "name"),
        ({"name": "ก" * 301}, "name"),
        ({"name": "โครงการ 👍"}, "name"),
        ({"hours_total": "6", "hours_lecture": "7"}, "hours_lecture"),
        ({"first_month": "1"}, "last_month"),
        ({"first_month": "1", "last_month": "11"}, "last_month"),
        ({"uses_budget": "no"}, "baht_2570"),
        ({"unit": "999999"}, "unit"),
    ],
)
def test_impossible_project_is_refused_at_its_field(revision, officer, wrong, field):
    answer = officer.post(address(revision, "plans:project_create"), project_data(**wrong))
    assert list(answer.context["form"].errors) == [field]
    assert not revision.projects.exists()


def test_unit_of_another_lao_is_no_choice(revision, officer):
    foreign = make_plan().organization.units.first()
    answer = officer.post(address(revision, "plans:project_create"), project_data(unit=foreign.pk))
    assert "unit" in answer.context["form"].errors


def test_projects_page_adds_up_rows_years_and_all(revision, officer):
    make_project(revision, "หนึ่ง", years={2570: (10, Decimal("1000.00")), 2571: (0, Decimal(0))})
    make_project(revision, "สอง", years={2570: (5, Decimal("500.50"))})
    page = officer.get(address(revision, "plans:projects")).content.decode()
    assert "1,500.50" in page
    assert "หนึ่งพันห้าร้อยบาทห้าสิบสตางค์" in page


def test_stale_project_is_409_with_stored_values_beside_the_typed(revision, officer):
    project = make_project(revision)
    url = address(revision, "plans:project", project=project.pk)
    version = open_form(officer, url)
    officer.post(url, project_data(version=version, name="ชื่อของเขา"))
    answer = officer.post(url, project_data(version=version, name="ชื่อของฉัน", people_2570="11"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ชื่อของเขา" in page
    assert 'value="ชื่อของฉัน"' in page
    assert Project.objects.get(pk=project.pk).name == "ชื่อของเขา"
    officer.post(url, project_data(version=version_on(page), name="ชื่อของฉัน"))
    assert Project.objects.get(pk=project.pk).name == "ชื่อของฉัน"


def test_refused_form_keeps_the_version_it_was_made_from(revision, officer):
    project = make_project(revision)
    url = address(revision, "plans:project", project=project.pk)
    version = open_form(officer, url)
    officer.post(url, project_data(version=version, name="ชื่อของเขา"))
    page = officer.post(url, project_data(version=version, name="")).content.decode()
    assert version_on(page) == version


def test_deleting_asks_first(revision, officer):
    project = make_project(revision)
    url = address(revision, "plans:project_delete", project=project.pk)
    assert officer.get(url).status_code == 200
    assert revision.projects.exists()
    data = {"form_key": str(uuid.uuid4())}
    assert officer.post(url, data).status_code == 302
    assert not revision.projects.exists()
    assert officer.post(url, data).status_code == 302  # the second click of a double click
    assert officer.post(url).status_code == 404


def test_projects_after_the_deleted_one_move_up_and_proposals_take_no_number(revision, officer):
    _first, second, _third = (make_project(revision, name) for name in ("ก", "ข", "ค"))
    revision.projects.create(
        organization=revision.organization, name="เสนอ", order=7, is_proposed=True, proposal_key="ก"
    )
    officer.post(address(revision, "plans:project_delete", project=second.pk))
    numbers = revision.projects.filter(is_proposed=False).values_list("name", "order")
    assert list(numbers) == [("ก", 1), ("ค", 2)]
    assert revision.projects.get(is_proposed=True).order == 7
    assert make_project(revision, "ง").order == 3


def test_projects_are_put_in_the_order_typed(revision, officer):
    first, second, third = (make_project(revision, name) for name in ("ก", "ข", "ค"))
    data = {f"order-{first.pk}": "๙", f"order-{second.pk}": "2", f"order-{third.pk}": "1", "order-x": "1"}
    officer.post(address(revision, "plans:projects"), data)
    assert list(revision.projects.values_list("name", "order")) == [("ค", 1), ("ข", 2), ("ก", 3)]


@pytest.mark.parametrize("name", ["plans:project", "plans:project_delete"])
def test_project_of_another_plan_is_404(revision, officer, name):
    foreign = make_project(make_plan())
    assert officer.get(address(revision, name, project=foreign.pk)).status_code == 404


# Committee ----------------------------------------------------------------------------------------


def committee_data(revision, client, *extra, **values):
    """The form as it was opened, with rows added."""
    context = client.get(address(revision, "plans:committee")).context
    data = {"version": context["version"], "prints_names": "names"} | values
    rows = [form.initial for form in context["rows"].initial_forms] + list(extra)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value not in (None, False, ""):
                data[f"members-{number}-{name}"] = "on" if value is True else value
    return data | {"members-TOTAL_FORMS": len(rows), "members-INITIAL_FORMS": len(rows) - len(extra)}


def seat(duty, position="นักทรัพยากรบุคคล", **values):
    return {"seat": "officer", "duty": duty, "position": position, "is_official": True} | values


def test_committee_is_saved_with_its_order(revision, officer):
    data = committee_data(
        revision,
        officer,
        seat("assistant"),
        number="125/2569",
        signer_name="นายสมชาย",
        signer_position="นายก",
        dated_on_day="15",
        dated_on_month="ส.ค.",
        dated_on_year="๒๕๖๙",
    )
    assert officer.post(address(revision, "plans:committee"), data).status_code == 302
    order = revision.committeeorders.get()
    assert (order.number, str(order.dated_on), order.version) == ("125/2569", "2026-08-15", 2)
    assert [m.duty for m in revision.committeemembers.all()][-1] == "assistant"


def test_christian_year_of_the_order_is_asked_back(revision, officer):
    data = committee_data(revision, officer, dated_on_day="15", dated_on_month="8", dated_on_year="2026")
    page = officer.post(address(revision, "plans:committee"), data).content.decode()
    assert "หมายถึง พ.ศ. 2569 ใช่หรือไม่" in page


def test_five_assistants_are_refused_with_the_clause(revision, officer):
    data = committee_data(revision, officer, *[seat("assistant", f"ผู้ช่วย {n}") for n in range(5)])
    page = officer.post(address(revision, "plans:committee"), data).content.decode()
    assert page.count("ผู้ช่วยเลขานุการมีได้ไม่เกิน 2 คน ตามแผนแม่บทฯ ข้อ ๑๔.๑ ๕)") == 6  # three rows, twice each
    assert all(f"ผู้ช่วย {n}" in page for n in range(5))
    assert revision.committeemembers.count() == 5


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (seat("chair"), "ประธานกรรมการมีได้เพียงคนเดียว"),
        (seat("secretary"), "กรรมการและเลขานุการมีได้เพียงคนเดียว"),
        (seat("assistant", is_official=False), "พนักงานจ้างเป็นไม่ได้"),
        (seat("member", position=""), "กรุณากรอกตำแหน่ง"),
    ],
)
def test_impossible_seat_is_refused_at_its_row(revision, officer, row, message):
    data = committee_data(revision, officer, row | {"person_name": "นายทดสอบ"})
    page = officer.post(address(revision, "plans:committee"), data).content.decode()
    assert message in page
    assert revision.committeemembers.count() == 5


def test_members_are_ordered_deleted_and_empty_rows_ignored(revision, officer):
    data = committee_data(revision, officer, {"seat": "unit_head", "duty": "member", "is_official": True})
    data |= {"members-3-order": "1", "members-2-DELETE": "on"}
    officer.post(address(revision, "plans:committee"), data)
    assert list(revision.committeemembers.values_list("order", "position"))[:2] == [
        (1, revision.plan.organization.head_title),
        (2, "ผู้อำนวยการกองช่าง"),
    ]
    assert revision.committeemembers.count() == 4


def test_departments_fill_the_seats_that_lack(revision, officer):
    data = committee_data(revision, officer, departments="1")
    data |= {"members-2-DELETE": "on", "members-4-DELETE": "on", "members-0-person_name": "นายสมชาย"}
    officer.post(address(revision, "plans:committee"), data)
    members = list(revision.committeemembers.all())
    assert len(members) == 5
    assert members[0].person_name == "นายสมชาย"
    assert {m.unit.name for m in members if m.unit} == {u.name for u in revision.organization.units.all()}


def test_committee_says_that_departments_are_missing_and_leads_to_them():
    revision = make_plan(make_organization(units=False))
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    page = officer.get(address(revision, "plans:committee")).content.decode()
    assert "ยังไม่มีส่วนราชการในระบบ" in page
    assert f'href="/personnel/{revision.organization.code}/units/"' in page


def test_committee_of_an_lao_with_departments_says_nothing_of_them(revision, officer):
    page = officer.get(address(revision, "plans:committee")).content.decode()
    assert "ยังไม่มีส่วนราชการในระบบ" not in page


def test_stale_committee_is_409_and_keeps_what_was_typed(revision, officer):
    data = committee_data(revision, officer, number="1/2569")
    officer.post(address(revision, "plans:committee"), data)
    answer = officer.post(address(revision, "plans:committee"), data | {"number": "2/2569"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1/2569" in page
    assert 'value="2/2569"' in page
    assert revision.committeeorders.get().number == "1/2569"


def test_unit_of_another_lao_cannot_sit(revision, officer):
    foreign = make_plan().organization.units.first()
    data = committee_data(revision, officer, seat("member", unit=foreign.pk))
    answer = officer.post(address(revision, "plans:committee"), data)
    assert answer.status_code == 200
    assert revision.committeemembers.count() == 5


# Monitoring and period ------------------------------------------------------------------------------


def monitoring_data(client, url, *rows):
    data = {"version": open_form(client, url), "items-TOTAL_FORMS": len(rows), "items-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"items-{number}-{name}": value for name, value in row.items()}
    return data


def test_monitoring_rows_are_kept_in_order(revision, officer):
    url = address(revision, "plans:monitoring")
    officer.post(
        url,
        monitoring_data(officer, url, {"indicator": "ข", "order": "2"}, {"indicator": "ก", "order": "๑"}, {}),
    )
    assert list(revision.monitoringitems.values_list("order", "indicator")) == [(1, "ก"), (2, "ข")]


def test_stale_monitoring_is_409_and_keeps_what_was_typed(revision, officer):
    url = address(revision, "plans:monitoring")
    data = monitoring_data(officer, url, {"indicator": "ของเขา"})
    officer.post(url, data)
    answer = officer.post(url, data | {"items-0-indicator": "ของฉัน"})
    assert answer.status_code == 409
    assert "ของฉัน" in answer.content.decode()
    assert revision.monitoringitems.get().indicator == "ของเขา"


def test_form_without_its_management_rows_says_so(revision, officer):
    url = address(revision, "plans:monitoring")
    page = officer.post(url, {"version": open_form(officer, url)}).content.decode()
    assert "แบบไม่ครบถ้วน" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"staffing_first_year": "2567", "staffing_last_year": "2570"}, "ต้องสิ้นสุดปี 2569"),
        ({"staffing_first_year": "2027", "staffing_last_year": "2572"}, "เป็นปี ค.ศ."),
        ({"staffing_first_year": "2570", "staffing_last_year": ""}, "กรุณากรอก"),
        ({"staffing_first_year": "2570", "staffing_last_year": "2572", "layout": "x"}, ""),
    ],
)
def test_impossible_period_is_refused_in_words(revision, officer, typed, message):
    url = address(revision, "plans:period")
    answer = officer.post(url, {"version": open_form(officer, url), "layout": "master"} | typed)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert Revision.objects.get(pk=revision.pk).layout == "six"


def test_period_is_saved(revision, officer):
    url = address(revision, "plans:period")
    data = {"staffing_first_year": "๒๕๖๗", "staffing_last_year": "2569", "layout": "master"}
    officer.post(url, {"version": open_form(officer, url)} | data)
    row = Revision.objects.get(pk=revision.pk)
    assert (row.staffing_first_year, row.staffing_last_year, row.layout) == (2567, 2569, "master")
