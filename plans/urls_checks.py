"""Addresses of what the system finds and proposes, below a revision."""

from django.urls import path

from plans.views import panel, proposals

of_revision = [
    path("check/panel/", panel.check_panel, name="check_panel"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/make/", proposals.proposals_make, name="proposals_make"),
    path("proposals/confirm/", proposals.proposals_confirm, name="proposals_confirm"),
    path("proposals/<int:project>/", proposals.proposal_decide, name="proposal_decide"),
]
