"""Addresses of what an amendment changes, below its revision."""

from django.urls import path

from plans.views import amendment

of_revision = [
    path("changes/", amendment.changes, name="changes"),
    path("changes/undo/", amendment.change_undo, name="change_undo"),
    path("changes/reason/", amendment.change_reason, name="change_reason"),
    path("changes/records/", amendment.current_records, name="current_records"),
    path("changes/necessity/", amendment.necessity, name="necessity"),
]
