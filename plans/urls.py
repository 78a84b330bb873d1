"""Addresses of plans: /plans/<organization>/<first-year>/<number>/..."""

from django.urls import URLPattern, URLResolver, include, path

from plans import (
    urls_amendment,
    urls_checks,
    urls_comments,
    urls_design,
    urls_editions,
    urls_exchange,
    urls_grid,
    urls_idp,
    urls_past,
    urls_provincial,
    urls_suggestions,
)
from plans.views import (
    check,
    committee,
    monitoring,
    period,
    plans,
    projects,
    section,
    targets,
    targets_from_staff,
    tasks,
)

app_name = "plans"

of_revision: list[URLPattern | URLResolver] = [
    path("", tasks.tasks, name="tasks"),
    path("period/", period.period, name="period"),
    path("committee/", committee.committee, name="committee"),
    path("sections/<str:code>/", section.section, name="section"),
    path("sections/<str:code>/autosave/", section.autosave, name="section_autosave"),
    path("targets/", targets.targets, name="targets"),
    path("targets/staff/", targets_from_staff.targets_from_staff, name="targets_from_staff"),
    path("projects/", projects.projects, name="projects"),
    *urls_grid.of_revision,
    path("projects/new/", projects.project_create, name="project_create"),
    path("projects/<int:project>/", projects.project, name="project"),
    path("projects/<int:project>/delete/", projects.project_delete, name="project_delete"),
    *urls_design.of_revision,
    path("monitoring/", monitoring.monitoring, name="monitoring"),
    path("check/", check.check, name="check"),
    path("check/reason/", check.check_reason, name="check_reason"),
    *urls_checks.of_revision,
    *urls_past.of_revision,
    *urls_comments.of_revision,
    *urls_suggestions.of_revision,
    *urls_provincial.of_revision,
    *urls_amendment.of_revision,
    *urls_exchange.of_revision,
]

urlpatterns = [
    path("plans/", plans.index, name="index"),
    path("plans/new/", plans.create, name="create"),
    path("plans/<str:organization>/<int:first_year>/", plans.plan, name="plan"),
    path("plans/<str:organization>/<int:first_year>/<int:number>/", include(of_revision)),
    path("plans/<str:organization>/idp/", include(urls_idp.urlpatterns)),
    path("editions/", include(urls_editions.urlpatterns)),
]
