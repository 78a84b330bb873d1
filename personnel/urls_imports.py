"""Addresses of staff lists that come in as files, and of the workbooks that go out."""

from django.urls import path

from personnel.views import imports

of_organization = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_create, name="import_create"),
    path("imports/template.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:batch>/", imports.import_preview, name="import"),
    path("imports/<int:batch>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:batch>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:batch>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:batch>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:batch>/marked.xlsx", imports.import_marked, name="import_marked"),
    path("<int:first_year>/staff-list.xlsx", imports.staff_list_download, name="staff_list_download"),
]
