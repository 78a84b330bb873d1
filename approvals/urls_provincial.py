"""Addresses of a board's own texts of the master plan."""

from django.urls import path

from approvals.views import provincial

_PLACE = "boards/<str:board>/texts/<int:year>/"
patterns = [
    path(_PLACE, provincial.texts, name="provincial_texts"),
    path(f"{_PLACE}carry/", provincial.carry, name="provincial_carry"),
    path(f"{_PLACE}publish/", provincial.publishing, name="provincial_publish"),
    path(f"{_PLACE}<str:code>/", provincial.text, name="provincial_text"),
]
