"""The tests' own net: a template that asks for a name nobody gave fails."""

import pytest
from django.template import Context, Template, engines
from django.template.base import Origin

from tests.templates import PROJECT, UnknownVariableError


def render(source, folder, **context):
    template = Template(source, Origin(str(folder / "page.html")), engine=engines["django"].engine)
    return template.render(Context(context))


def test_unknown_name_in_our_template_fails():
    with pytest.raises(UnknownVariableError, match=r"page\.html: plan\.nmae"):
        render("{{ plan.nmae }}", PROJECT / "templates", plan={"name": "x"})


def test_unknown_name_in_a_package_template_is_empty_and_keeps_its_default():
    assert render("[{{ a }}{{ b|default:'c' }}]", PROJECT / ".venv") == "[c]"


def test_condition_on_an_absent_name_is_allowed():
    assert render("{% if absent %}a{% else %}b{% endif %}", PROJECT / "templates") == "b"


def test_known_empty_value_is_allowed():
    assert render("[{{ name }}]", PROJECT / "templates", name="") == "[]"
