"""Addresses below a plan for what it takes over: the last plan, and an old one that comes as a Word file."""

from django.urls import URLPattern, URLResolver, path

from plans.views import old_plan, rollover

of_revision: list[URLPattern | URLResolver] = [
    path("rollover/", rollover.rollover, name="rollover"),
    path("rollover/texts/", rollover.rollover_texts, name="rollover_texts"),
    path("rollover/projects/", rollover.rollover_projects, name="rollover_projects"),
    path("rollover/people/", rollover.rollover_people, name="rollover_people"),
    path("rollover/needs/", rollover.rollover_needs, name="rollover_needs"),
    path("old-plan/", old_plan.old_plans, name="old_plans"),
    path("old-plan/<int:old_plan>/", old_plan.old_plan, name="old_plan"),
    path("old-plan/<int:old_plan>/forget/", old_plan.old_plan_forget, name="old_plan_forget"),
    path("old-plan/<int:old_plan>/<int:part>/", old_plan.old_plan_part, name="old_plan_part"),
    path("old-plan/<int:old_plan>/<int:part>/decline/", old_plan.old_plan_decline, name="old_plan_decline"),
]
