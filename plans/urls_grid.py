"""Addresses of the grid of projects, of what is added to it, and of the chart of its months."""

from django.urls import URLPattern, URLResolver, path

from plans.views import gantt, grid, project_add

of_revision: list[URLPattern | URLResolver] = [
    path("projects/grid/", grid.grid, name="grid"),
    path("projects/grid/check/", grid.grid_check, name="grid_check"),
    path("projects/add/", project_add.project_add, name="project_add"),
    path("projects/gantt/", gantt.gantt, name="gantt"),
]
