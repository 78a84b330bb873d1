"""No box of the plan's forms is left without a word of what to write in it."""

import pytest

from organizations.roles import Role
from personnel.models import Need
from plans.forms.field_help import HELP
from tests.builders import address, client_of, load_reference, make_complete_plan, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: Page, the form in its context, and the entries that stand beside it.
FORMS = [
    ("plans:period", "form", "period"),
    ("plans:targets", "form", "targets"),
    ("plans:budget", "form", "budget"),
    ("plans:committee", "form", "committee"),
    ("plans:committee", "rows", "members"),
    ("plans:monitoring", "rows", "monitoring"),
]


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def visible(form):
    """The names of the boxes that people see, of a form or of the rows of a set."""
    if hasattr(form, "empty_form"):
        form = form.empty_form
    return {field.name for field in form.visible_fields()}


def unexplained(names, key):
    return {name for name in names if not any(entry.is_about(name) for entry in HELP[key])}


@pytest.mark.parametrize(("page", "name", "key"), FORMS)
def test_every_box_is_explained_on_its_page(revision, officer, page, name, key):
    answer = officer.get(address(revision, page))
    form = answer.context[name]
    assert visible(form)
    assert unexplained(visible(form), key) == set()
    shown = answer.content.decode()
    assert all(str(entry.example) in shown for entry in HELP[key])


def test_the_boxes_of_a_new_plan_of_the_grid_and_of_a_section_are_explained(revision, officer):
    load_reference()
    form = officer.get("/plans/new/").context["form"]
    assert unexplained(visible(form), "create") == set()
    grid = officer.get(address(revision, "plans:grid"))
    columns = {cell.column.key for cell in grid.context["new_row"].cells}
    assert unexplained(columns, "grid") == set()
    assert str(HELP["grid"][0].example) in grid.content.decode()
    section = officer.get(address(revision, "plans:section", code="s1.2"))
    assert str(HELP["section"][0].example) in section.content.decode()


def test_every_box_of_a_project_has_an_example_of_its_own_or_one_of_its_part(revision, officer):
    Need.objects.create(
        organization=revision.organization, first_year=2570, title="งานพัสดุ", source=Need.Source.PROBLEM
    )
    page = officer.get(address(revision, "plans:project", project=revision.projects.first().pk))
    form = page.context["form"]
    parts = [part for part in form.helper.layout.fields if hasattr(part, "legend")]
    explained = {pointer.name for part in parts for pointer in part.get_field_names()}
    years = {
        name for name in form.fields if name.startswith(("people_", "baht_"))
    }  # the table in the part of money
    assert visible(form) - explained - years == set()
    assert page.content.decode().count("part-help") >= len(parts)
    assert all(str(entry.example) in page.content.decode() for entry in HELP["project"])
    assert unexplained(visible(form.costs), "costs") - {"order", "DELETE"} == set()


@pytest.mark.parametrize("key", sorted(HELP))
def test_every_entry_says_what_to_write_with_an_example_and_its_source(key):
    for entry in HELP[key]:
        assert all(str(part).strip() for part in entry), entry.name
