"""The sheet of an individual plan: the columns of table T9, a page a person, and nothing lost where it is not enough."""

import io
import re
import subprocess

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from documents import fonts
from documents.compose import compose
from documents.render import render_pdf
from organizations.models import Organization
from personnel.models import Assessment
from personnel.requirements import items
from plans.idp.change import MOST_ROWS, draw_up_all
from plans.idp.people import places
from plans.idp.sheets import sheet_of, sheets_of
from plans.models import IndividualPlan, IndividualPlanItem
from plans.papers.idp import BLANK, individual_plans
from tests.builders import make_organization
from tests.personnel.staff import assess, make_person, make_post
from tests.plans.idp_cast import YEAR, make_cast

pytestmark = pytest.mark.django_db
HEADINGS = [
    "สมรรถนะ/ความรู้/ทักษะที่ต้องพัฒนา",
    "ระดับที่คาดหวัง",
    "ระดับปัจจุบัน",
    "ช่องว่าง",
    "วิธีการพัฒนา",
    "ช่วงเวลา",
    "ผู้รับผิดชอบ/ผู้บังคับบัญชา",
    "ผล",
]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def pages_of(tmp_path):
    """The words of each page, without white space."""
    fonts.prepare(settings.FONT_DIR)

    def read(paper) -> list[str]:
        rendered = render_pdf(compose(paper), title=paper.title)
        assert rendered.warnings == ()
        path = tmp_path / "sheets.pdf"
        path.write_bytes(rendered.pdf)
        text = subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert len(PdfReader(io.BytesIO(rendered.pdf)).pages) == rendered.pages
        return [bare(page) for page in text.split("\f")[: rendered.pages]]

    return read


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def paper_of(*plans: IndividualPlan):
    return individual_plans([sheet_of(plan) for plan in plans], organization=plans[0].organization, year=YEAR)


def test_sheet_has_every_column_the_levels_and_both_signatures(cast, pages_of):
    (page,) = pages_of(paper_of(cast.drawn_up()))
    for words in (*HEADINGS, "แผนพัฒนารายบุคคลประจำปีงบประมาณพ.ศ.๒๕๗๐", "การสอนงาน", "มุ่งผลสัมฤทธิ์๓๑๒"):
        assert bare(words) in page
    assert page.count("ลงชื่อ") == 2
    assert bare("(นางสาวมานี ตั้งใจ)") in page
    assert bare("(นายหัวหน้า ใจดี)") in page
    assert "ไม่เผยแพร่" in page
    assert "ร่างยังไม่ได้เสนอ" in page


def test_agreed_sheet_says_when(cast, pages_of):
    (page,) = pages_of(paper_of(cast.reach("propose", "agree")))
    assert "เห็นชอบร่วมกันเมื่อวันที่" in page


def test_whoever_agreed_signs_even_when_the_superior_is_another_now(cast):
    cast.reach("propose", "agree")
    type(cast.person).objects.filter(pk=cast.person.pk).update(supervisor=None)
    assert sheet_of(cast.plan).superior == cast.superior


def test_sheet_without_superior_leaves_room_for_one(cast, pages_of):
    type(cast.person).objects.filter(pk=cast.person.pk).update(supervisor=None)
    (page,) = pages_of(paper_of(cast.drawn_up()))
    assert BLANK in page


def test_longest_proposal_there_can_be_stays_on_one_page(cast, pages_of):
    plan = cast.drawn_up()
    longest = sorted(items(2570).values(), key=lambda item: len(item.name))[-5:]
    row = plan.items.filter(submethod__code="m5.7").first()
    plan.items.all().delete()
    for order, item in enumerate(longest):
        row.pk, row.order, row.topic, row.item_kind, row.item_code = None, order, item.name, *item.key
        row.responsible = "นางสาวประภาวรรณ ศรีสมบูรณ์วัฒนา"
        row.save(force_insert=True)
    IndividualPlan.objects.update(goal="เลื่อนระดับเป็นชำนาญการพิเศษ และเป็นวิทยากรของหน่วยงานภายใน 3 ปี")
    assert len(pages_of(paper_of(cast.plan))) == 1


def test_what_does_not_fit_goes_on_below_the_same_heading_and_nothing_is_lost(cast, pages_of):
    plan = cast.drawn_up()
    plan.items.all().delete()
    texts = [f"หัวข้อที่{number}" + "พัฒนางานให้ดีขึ้น" * 12 for number in range(MOST_ROWS)]
    for order, text in enumerate(texts):
        IndividualPlanItem.objects.create(
            plan=plan, organization=plan.organization, order=order, topic=text, result="ผลลัพธ์" * 30
        )
    pages = pages_of(paper_of(cast.plan))
    assert len(pages) > 1
    with_rows = [page for page in pages if "หัวข้อที่" in page]
    assert all(bare("นางสาวมานี ตั้งใจ ตำแหน่ง") in page and "ช่องว่าง" in page for page in with_rows)
    everything = "".join(pages)
    assert everything.count("พัฒนางานให้ดีขึ้น") == 12 * MOST_ROWS
    assert everything.count("ผลลัพธ์") == 30 * MOST_ROWS


def test_everybody_of_the_lao_is_a_page_in_the_order_of_the_posts(cast, pages_of):
    cast.drawn_up()
    for name in ("นายเอก", "นายโท", "นายตรี"):
        assess(make_person(make_post(cast.organization, "3102", "academic.2"), name), {"c1": 1})
    draw_up_all(organization=cast.organization, year=YEAR, by=cast.officer.user)
    rows = places(cast.organization, YEAR)
    pages = pages_of(individual_plans(sheets_of(rows, YEAR), organization=cast.organization, year=YEAR))
    names = [row.person.full_name for row in rows if row.person != cast.superior]
    assert len(pages) == len(names) == 4
    assert all(bare(name) in page for name, page in zip(names, pages, strict=True))


def test_sheets_take_as_many_queries_for_one_as_for_many(cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            paper = individual_plans(
                sheets_of(places(cast.organization, YEAR), YEAR), organization=cast.organization, year=YEAR
            )
            compose(paper)
        return len(captured)

    cast.drawn_up()
    one = queries()
    for _number in range(6):
        assess(make_person(make_post(cast.organization, "3102", "academic.2")), {"c1": 1, "c2": 1})
    draw_up_all(organization=cast.organization, year=YEAR, by=cast.officer.user)
    assert IndividualPlan.objects.count() == 7
    assert queries() == one


def test_paper_of_a_demonstration_says_so():
    organization = make_organization()
    Organization.objects.filter(pk=organization.pk).update(is_demonstration=True)
    cast = make_cast(Organization.objects.get(pk=organization.pk))
    assert paper_of(cast.drawn_up()).watermark == "ตัวอย่าง"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(10, 3, "ต.ค. 2569 - มี.ค. 2570"), (1, 1, "ม.ค. 2570"), (12, 12, "ธ.ค. 2569"), (None, None, "")],
)
def test_period_has_the_calendar_years_of_the_fiscal_year(first, last, words):
    item = IndividualPlanItem(plan=IndividualPlan(year=2570), first_month=first, last_month=last)
    assert item.period_text.replace("\u00a0", " ") == words


def test_person_who_was_not_assessed_has_a_sheet_to_write_on(cast, pages_of):
    Assessment.objects.all().delete()
    (page,) = pages_of(paper_of(cast.drawn_up()))
    assert "ยังไม่มีสิ่งที่ต้องพัฒนา" in page
