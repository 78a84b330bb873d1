"""Addresses of what posts require and of assessments, below those of an LAO; and of the official table, for all."""

from django.urls import path, register_converter

from personnel.models import Assessment
from personnel.views import assessments, official_lines, requirements


class AssessorConverter:
    """One of the two who assess."""

    regex = "|".join(Assessment.Assessor.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AssessorConverter, "assessor")

_OF_PERSON = "people/<int:person>/assessments/<int:first_year>/"
_BY = f"{_OF_PERSON}<assessor:assessor>/"

of_organization = [
    path("requirements/", requirements.requirements, name="requirements"),
    path("requirements/<int:first_year>/", requirements.requirements, name="requirements_of_cycle"),
    path("requirements/levels/", requirements.levels, name="levels"),
    path("requirements/lines/<str:line>/", requirements.line, name="line"),
    path("posts/<int:post>/requirements/", requirements.post_requirements, name="post_requirements"),
    path("my-assessments/", assessments.my_assessments, name="my_assessments"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/<int:first_year>/", assessments.assessments, name="assessments_of_cycle"),
    path(_OF_PERSON, assessments.assessment, name="assessment"),
    path(_BY, assessments.assessment_form, name="assessment_form"),
    path(f"{_BY}answer/", assessments.assessment_answer, name="assessment_answer"),
    path(f"{_BY}reopen/", assessments.assessment_reopen, name="assessment_reopen"),
]

central = [
    path("line-competencies/", official_lines.official_lines, name="official_lines"),
    path("line-competencies/confirm/", official_lines.official_lines_confirm, name="official_lines_confirm"),
    path("line-competencies/workbook/", official_lines.official_lines_file, name="official_lines_file"),
]
