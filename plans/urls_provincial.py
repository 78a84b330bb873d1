"""Addresses of the province's texts that wait for an answer, below a revision."""

from django.urls import path

from plans.views import provincial

of_revision = [
    path("provincial/", provincial.provincial, name="provincial"),
    path("provincial/answer/", provincial.provincial_answer, name="provincial_answer"),
]
