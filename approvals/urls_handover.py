"""Addresses of the memorandum with which work is handed over."""

from django.urls import path

from approvals.views import handover

_MEMBER = "organizations/<str:organization>/members/<int:membership>/work/"
urlpatterns = [
    path(f"{_MEMBER}paper/", handover.paper, name="handover_paper"),
    path(f"{_MEMBER}paper.pdf", handover.paper_pdf, name="handover_pdf"),
]
