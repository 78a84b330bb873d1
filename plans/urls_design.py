"""Addresses of what a plan reaches, of the way from needs to projects, and of its money."""

from django.urls import URLPattern, URLResolver, path

from plans.views import budget, coverage, need_matrix

of_revision: list[URLPattern | URLResolver] = [
    path("thread/", coverage.thread, name="thread"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/needs/", need_matrix.need_matrix, name="need_matrix"),
    path("coverage/needs/save/", need_matrix.need_matrix_save, name="need_matrix_save"),
    path("budget/", budget.budget, name="budget"),
    path("budget/ceilings/", budget.budget_ceilings, name="budget_ceilings"),
]
