"""What differs between two contents: nothing missed, rows known again, in the words of the pages."""

import copy
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personnel.models import Need
from plans.comparison import Change, compare_contents, matched
from plans.content_words import ContentWords, Row
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import FindingReason, YearBudget
from plans.versions import names
from tests.builders import make_complete_plan, make_organization
from tests.personnel.lists import make_agreeing_list

pytestmark = pytest.mark.any_database

PROJECT = "โครงการอบรมการจัดทำแผนพัฒนาบุคลากร"


def content(**changes):
    """The smallest content there can be."""
    return {
        "organization": {"code": "A", "name": "อบต.ทดสอบ"},
        "first_year": 2570,
        "reason": "",
        "layout": "six",
        "staffing": [2570, 2572],
        "texts": {},
        "targets": [],
        "projects": [],
        "committee_order": None,
        "committee": [],
        "monitoring": [],
        "finding_reasons": [],
        **changes,
    }


def project(order, name, **changes):
    return {
        "order": order,
        "name": name,
        "objective": "เพื่อพัฒนา",
        "delivery": "own",
        "indicator": "",
        "indicator_target": "",
        "is_digital": False,
        "is_example": False,
        "hours_total": 6,
        "hours_lecture": 3,
        "first_month": 1,
        "last_month": 2,
        "uses_budget": True,
        "money_source": "",
        "curriculum": "cur1",
        "knowledge_area": None,
        "provider_kind": None,
        "unit": None,
        "methods": ["m1"],
        "submethods": [],
        "groups": ["g1"],
        "years": [{"year": year, "people": 10, "baht": "1000.00"} for year in (2570, 2571, 2572)],
        **changes,
    }


def compared(before, after, **more):
    names = {"curriculum": {"cur1": "ความรู้พื้นฐาน", "cur2": "งานในหน้าที่"}, "group": {"g1": "แรกบรรจุ"}}
    return compare_contents(before, after, headings={"s1.1": "๑.๑ หลักการ"}, names=names, **more)


def shown(pieces):
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def fields_of(comparison, key="projects"):
    [part] = [part for part in comparison.changed_tables if part.key == key]
    [row] = part.changed
    return {field.label: (shown(field.pair.before), shown(field.pair.after)) for field in part.fields(row)}


def changes(comparison, key="projects"):
    [part] = [part for part in comparison.tables if part.key == key]
    return [(row.change.value, row.title) for row in part.rows]


def test_what_is_equal_does_not_differ():
    both = content(texts={"s1.1": "ก"}, projects=[project(1, "ก")])
    assert not compared(both, copy.deepcopy(both)).differs


def test_a_text_is_shown_under_its_heading_by_words():
    [part] = compared(content(texts={"s1.1": "พัฒนาบุคลากร"}), content(texts={"s1.1": "พัฒนาคน"})).changed_texts
    assert part.title == "๑.๑ หลักการ"
    assert shown(part.pairs[0].after) == "พัฒนา[+คน+]"


def test_a_changed_project_shows_its_fields_in_words():
    before = content(projects=[project(1, PROJECT)])
    after = content(
        projects=[
            project(
                1,
                PROJECT,
                curriculum="cur2",
                first_month=10,
                uses_budget=False,
                years=[{"year": 2570, "people": 1200, "baht": "1234567.50"}],
            )
        ]
    )
    found = fields_of(compared(before, after))
    assert found["หลักสูตร"] == ("[-ความรู้พื้นฐาน-]", "[+งานในหน้าที่+]")
    assert found["เดือนที่เริ่ม"] == ("[-มกราคม-]", "[+ตุลาคม+]")
    assert found["ใช้งบประมาณ"] == ("[-ใช่-]", "[+ไม่ใช่+]")
    assert found["ปี 2570: จำนวนคน"] == ("[-10-]", "[+1,200+]")
    assert found["ปี 2570: งบประมาณ (บาท)"] == ("[-1,000-]", "[+1,234,567.50+]")
    assert found["ปี 2572: จำนวนคน"] == ("[-10-]", "")


def test_projects_are_known_again_by_name_whatever_their_place():
    before = content(projects=[project(1, "ก"), project(2, "ข"), project(3, "ค")])
    after = content(projects=[project(1, "ค"), project(2, "ก"), project(3, "ใหม่ทั้งหมด", hours_total=99)])
    assert changes(compared(before, after)) == [
        ("moved", "ค"),
        ("same", "ก"),
        ("added", "ใหม่ทั้งหมด"),
        ("removed", "ข"),
    ]


def test_a_renamed_project_is_one_changed_project():
    before = content(
        projects=[project(1, PROJECT), project(2, "หลักสูตรนายกองค์การบริหารส่วนตำบล", hours_total=60)]
    )
    after = content(projects=[project(1, PROJECT + " ประจำปี"), before["projects"][1]])
    assert changes(compared(before, after)) == [
        ("changed", PROJECT + " ประจำปี"),
        ("same", "หลักสูตรนายกองค์การบริหารส่วนตำบล"),
    ]


def test_an_origin_is_stronger_than_a_name():
    before = content(projects=[project(1, "ก"), project(2, "ข")])
    after = content(projects=[project(1, "ข", hours_total=12)])
    comparison = compared(before, after, origins={1: 1})
    assert changes(comparison) == [("changed", "ข"), ("removed", "ข")]


def test_years_of_two_cycles_stand_beside_each_other_by_their_place():
    before = content(projects=[project(1, PROJECT)])
    later = [{"year": year, "people": 10, "baht": "1000.00"} for year in (2573, 2574, 2575)]
    after = content(first_year=2573, staffing=[2573, 2575], projects=[project(1, PROJECT, years=later)])
    comparison = compared(before, after)
    assert changes(comparison) == [("same", PROJECT)]
    assert [part.key for part in comparison.changed_tables] == ["period"]
    later[1]["people"] = 12
    assert fields_of(compared(before, after)) == {"ปีที่ 2: จำนวนคน": ("[-10-]", "[+12+]")}


def test_every_change_has_its_line():
    before = content(texts={"s1.1": "เดิม"}, projects=[project(1, "ก"), project(2, "ข")])
    after = content(
        texts={"s1.1": "ใหม่"},
        projects=[project(1, "ข", hours_total=12), project(2, "โครงการใหม่", hours_total=99, methods=["m2"])],
        reason="ปรับปรุง",
    )
    assert compared(before, after).in_short() == [
        "แก้ไขข้อความ: ๑.๑ หลักการ",
        "แก้ไขข้อมูลรอบแผน: ข้อมูลรอบแผน",
        "แก้ไขโครงการ: ข",
        "เพิ่มโครงการ: โครงการใหม่",
        "ตัดโครงการ: ก",
    ]


# Whatever changes is found -----------------------------------------------------------------------


@pytest.fixture
def full(db):
    """The content of a plan with something in every part, and the names of its catalogs."""
    organization = make_organization()
    make_agreeing_list(organization)
    revision = make_complete_plan(organization)
    project = revision.projects.first()
    project.basis, project.basis_text, project.money_kind = "law", "พ.ร.บ.", "subsidy"
    for name in ("indicator_baseline", "indicator_unit", "indicator_method", "indicator_measurer"):
        setattr(project, name, "ค่าหนึ่ง")
    project.save()
    project.needs.add(
        Need.objects.create(organization=organization, first_year=2570, title="งานสารบรรณ", source="mission")
    )
    own = {"organization": organization}
    project.costs.create(
        order=1, label="วิทยากร", baht=600, unit="hour", times=6, quantity=1, source="ระเบียบ", **own
    )
    project.years.filter(year=2570).update(indicator_target="ร้อยละ 80")
    YearBudget.objects.create(revision=revision, year=2570, ceiling=100, personnel_cost=1000, **own)
    by = revision.prepared_by
    FindingReason.objects.create(
        revision=revision, finding="x", place="y", reason="ถูกต้องแล้ว", written_by=by, **own
    )
    found = content_of(PlanFacts(revision))
    found["needs_analysis"] = {
        "swot": {"strength": ["คนพร้อม"]},
        "needs": [
            {
                "rank": 1,
                "title": "ก",
                "source": "ข",
                "evidence": "ค",
                "people": 5,
                "groups": ["กลุ่มหนึ่ง"],
                "units": ["ง"],
                "reason": "จ",
            }
        ],
        "surveys": [
            {
                "title": "ก",
                "invited": 9,
                "received": 8,
                "topics": [
                    {
                        "text": "ข",
                        "n": 8,
                        "percent": "88",
                        "mean": "4.1",
                        "sd": "0.5",
                        "reading": "มาก",
                        "rank": 1,
                    }
                ],
            }
        ],
    }
    return found, names()


#: What names the plan itself, orders what stands in order anyway, or only repeats another figure.
BESIDE = {
    "schema",
    "edition",
    "number",
    "first_year",
    "code",
    "order",
    "years",
    "counted_on",
    "rank",
    "lacks",
}


def leaves(value, path=()):
    """The path of every value that is no container."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, item in items:
        yield from leaves(item, (*path, key))


def changed_at(content, path):
    after = copy.deepcopy(content)
    *way, last = path
    inner = after
    for key in way:
        inner = inner[key]
    value = inner[last]
    inner[last] = _other(value, last)
    return after


def _other(value, key):
    known = {
        "layout": "master",
        "delivery": "sent",
        "basis": "policy",
        "money_kind": "reserve",
        "unit": "day" if value == "hour" else "อื่น",
        "duty": "assistant" if value != "assistant" else "member",
        "seat": "officer" if value != "officer" else "clerk",
        "dated_on": "2026-01-02",
        "source": "problem" if value == "mission" else "อื่น",
    }
    if key in known:
        return known[key]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value % 12 + 1
    if isinstance(value, str) and value.replace(".", "").isdigit():
        return "7.00"
    return f"{value or ''}อื่น"


def test_whatever_is_changed_in_a_content_is_found(full):
    before, kinds = full
    missed = []
    for path in leaves(before):
        if (
            not BESIDE.intersection(map(str, path))
            or path[0] == "projects"
            and path[-1] in ("people", "baht")
        ):
            comparison = compare_contents(before, changed_at(before, path), headings={}, names=kinds)
            if not comparison.differs:
                missed.append(path)
    assert not missed, missed[:20]


def test_no_two_columns_of_a_project_share_a_label(full):
    before, kinds = full
    [projects] = [t for t in ContentWords(before, kinds).tables() if t.key == "projects"]
    columns = [key for key in before["projects"][0] if key not in ("order", "years", "costs")]
    of_years = sum(len(year) - 1 for year in before["projects"][0]["years"])
    shown_always = {"needs", "course", "money_kind"} - set(columns)
    assert len(projects.rows[0].fields) == len(columns) + of_years + len(shown_always) + 1


def test_codes_of_catalogs_are_never_shown(full):
    before, kinds = full
    texts = [
        text for t in ContentWords(before, kinds).tables() for row in t.rows for text in row.fields.values()
    ]
    assert not {"cur1", "cur2", "m1", "m2", "g1", "own", "law"}.intersection(texts)


# Rows --------------------------------------------------------------------------------------------

rows = st.lists(
    st.builds(
        lambda name, size, order: Row((name,), name, {"ชั่วโมง": str(size)}, order),
        st.text("กขคงจ ", min_size=1, max_size=8),
        st.integers(1, 3),
        st.integers(1, 9),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(rows, rows, st.dictionaries(st.integers(1, 9), st.integers(1, 9), max_size=3))
def test_a_row_has_one_partner_at_most(before, after, origins):
    partner = matched(before, after, origins)
    assert set(partner) <= set(range(len(after)))
    assert set(partner.values()) <= set(range(len(before)))
    assert len(set(partner.values())) == len(partner)


@settings(deadline=None)
@given(st.permutations(list("กขคงจฉ")))
def test_rows_that_did_not_move_stand_in_their_old_order(order):
    before = content(projects=[project(place, name) for place, name in enumerate("กขคงจฉ", start=1)])
    after = content(projects=[project(place, name) for place, name in enumerate(order, start=1)])
    [part] = [part for part in compared(before, after).tables if part.key == "projects"]
    stayed = [row.title for row in part.rows if row.change == Change.SAME]
    assert all(one < other for one, other in pairwise(stayed))
    assert {row.change for row in part.rows} <= {Change.SAME, Change.MOVED}
    assert bool(part.changed) == (list(order) != list("กขคงจฉ"))
