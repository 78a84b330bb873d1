"""Addresses of the library: an LAO's own by its code, the national one by the word national."""

from django.urls import path

from courses.views import courses, rates, workbooks

app_name = "courses"
of_library = "courses/<str:library>/"
urlpatterns = [
    path("courses/", courses.index, name="index"),
    path(of_library, courses.library, name="library"),
    path(f"{of_library}new/", courses.course_create, name="course_create"),
    path(f"{of_library}figures/", courses.figures, name="figures"),
    path(f"{of_library}<int:course>/", courses.course, name="course"),
    path(f"{of_library}<int:course>/edit/", courses.course_edit, name="course_edit"),
    path(f"{of_library}<int:course>/retire/", courses.course_retire, name="course_retire"),
    path(f"{of_library}<int:course>/copy/", courses.course_copy, name="course_copy"),
    path(f"{of_library}rates/", rates.rates, name="rates"),
    path(f"{of_library}rates/new/", rates.rate_create, name="rate_create"),
    path(f"{of_library}rates/<int:rate>/", rates.rate_edit, name="rate_edit"),
    path(f"{of_library}rates/<int:rate>/retire/", rates.rate_retire, name="rate_retire"),
    path(f"{of_library}library.xlsx", workbooks.library_download, name="library_download"),
    path(f"{of_library}template.xlsx", workbooks.template_download, name="template_download"),
    path(f"{of_library}import/", workbooks.library_import, name="import"),
    path(f"{of_library}import/confirm/", workbooks.library_confirm, name="import_confirm"),
]
