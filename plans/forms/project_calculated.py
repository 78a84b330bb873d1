"""The form of a project after a button of its calculation: what was typed, one line more, or the amounts taken over."""

from __future__ import annotations

from django.http import QueryDict

from plans.forms.project import ProjectForm
from plans.forms.project_costs import ADD_LINE, USE_AMOUNTS, pressed, with_line
from plans.models import Project, Revision
from thai.money import format_baht


def calculated(data: QueryDict, revision: Revision, project: Project | None = None) -> ProjectForm:
    """Nothing is stored; the name may still be missing, for nobody saves yet."""
    button = pressed(data)
    if button == ADD_LINE:
        data = with_line(data, revision.organization)
    form = _form(data, revision, project)
    if button == USE_AMOUNTS and form.calculation.lines:
        form = _form(_with_amounts(data, form), revision, project)
        form.has_taken_amounts = True
    return form


def _form(data: QueryDict, revision: Revision, project: Project | None) -> ProjectForm:
    form = ProjectForm(data, revision=revision, project=project)
    form.fields["name"].required = False
    form.full_clean()
    return form


def _with_amounts(data: QueryDict, form: ProjectForm) -> QueryDict:
    """The amounts in the boxes of their years; who takes money over uses a budget."""
    data = data.copy()
    for year, amount in form.calculation.amounts.items():
        data[f"baht_{year}"] = format_baht(amount, "arabic")
    if form.calculation.total:
        data["uses_budget"] = "yes"
    return data
