"""The chart of months: bars stand where the months of the fiscal year are, and its table says the same."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from organizations.roles import Role
from plans.facts import PlanFacts
from plans.gantt import LABEL_WIDTH, MONTH_WIDTH, chart_of, months_in_words
from plans.models import Project
from tests.builders import address, client_of, make_member, make_plan, make_project

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (10, 9, "ต.ค. 2569 - ก.ย. 2570"),
        (10, 12, "ต.ค. - ธ.ค. 2569"),
        (11, 1, "พ.ย. 2569 - ม.ค. 2570"),
        (3, 3, "มี.ค. 2570"),
        (12, 12, "ธ.ค. 2569"),
    ],
)
def test_months_are_told_with_the_calendar_years_they_lie_in(first, last, words):
    assert months_in_words(2570, first, last) == words


@pytest.fixture
def revision(db):
    return make_plan()


def test_bar_stands_in_each_year_that_the_project_is_held(revision):
    years = {2570: (5, Decimal(0)), 2571: (0, Decimal(0)), 2572: (0, Decimal(100))}
    make_project(revision, first_month=10, last_month=12, years=years)
    line = chart_of(PlanFacts(revision)).lines[0]
    assert [(bar.year, bar.x, bar.width) for bar in line.bars] == [
        (2570, LABEL_WIDTH, 3 * MONTH_WIDTH),
        (2572, LABEL_WIDTH + 24 * MONTH_WIDTH, 3 * MONTH_WIDTH),
    ]
    assert line.years == [(2570, "ต.ค. - ธ.ค. 2569"), (2571, ""), (2572, "ต.ค. - ธ.ค. 2571")]


def test_project_without_months_has_no_bar_and_says_so(revision):
    make_project(revision, first_month=None, last_month=None)
    client = client_of(make_member(Role.HR_OFFICER, revision.organization))
    page = client.get(address(revision, "plans:gantt")).content.decode()
    assert "gantt-bar" not in page
    assert "ยังไม่ได้กรอกเดือน" in page


def test_drawing_is_well_formed_and_has_a_name_a_description_and_no_style(revision):
    project = make_project(revision, "โครงการ <b> & “อื่น” ที่มีชื่อยาวมากเกินกว่าที่จะเขียนไว้ข้างแถบของแผนภูมิได้ทั้งหมด")
    client = client_of(make_member(Role.HR_OFFICER, revision.organization))
    page = client.get(address(revision, "plans:gantt")).content.decode()
    drawing = "<svg" + page.split("<svg", 1)[1].split("</svg>")[0] + "</svg>"
    root = ElementTree.fromstring(drawing)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    named = {root.find(f"{space}title").get("id"), root.find(f"{space}desc").get("id")}
    assert set(root.get("aria-labelledby").split()) == named
    assert len(root.findall(f"{space}rect[@class='gantt-bar']")) == 3
    assert "style" not in drawing
    assert Project.objects.get(pk=project.pk).name in [
        cell.split(" ม.ค.")[0] for cell in root.itertext() if "ม.ค. - มี.ค. 2570" in cell
    ]


def test_names_are_cut_between_letters(revision):
    make_project(revision, "ที่" * 60)
    label = chart_of(PlanFacts(revision)).lines[0].label
    assert label.endswith("ที่…")


def test_board_sees_the_chart_only_when_the_plan_is_before_it(revision):
    make_project(revision)
    secretary = client_of(make_member(Role.BOARD_SECRETARY, board=revision.organization.board))
    assert secretary.get(address(revision, "plans:gantt")).status_code == 404
