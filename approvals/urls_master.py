"""Addresses of a board's committee of twelve."""

from django.urls import path

from approvals.views import master_committee

_PLACE = "boards/<str:board>/master-committee/<int:year>/"
patterns = [
    path(_PLACE, master_committee.committee, name="master_committee"),
    path(f"{_PLACE}edit/", master_committee.edit, name="master_committee_edit"),
    path(f"{_PLACE}issue/", master_committee.sign, name="master_committee_issue"),
]
