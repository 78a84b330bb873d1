"""Addresses of decisions: below a revision, of a board, and the notices of a person."""

from django.urls import include, path

from approvals import (
    document_views,
    urls_amendments,
    urls_deadlines,
    urls_handover,
    urls_master,
    urls_notices,
    urls_provincial,
    urls_sittings,
)
from approvals.urls_meetings import of_meetings
from approvals.urls_orders import of_orders
from approvals.urls_submissions import of_office, of_package
from approvals.views import audit, boards, history, moves, versions

app_name = "approvals"

of_revision = [
    path("moves/<str:action>/", moves.move, name="move"),
    path("history/", history.history, name="history"),
    path("history/<int:pk>/scan/", history.evidence, name="evidence"),
    path("audit/", audit.audit, name="audit"),
    path("announcement/", history.announcement, name="announcement"),
    path("versions/", versions.versions_page, name="versions"),
    path("versions/keep/", versions.keep, name="keep_version"),
    path("versions/compare/", versions.compare, name="compare"),
    path("document/", document_views.document, name="document"),
    path("document/draft/", document_views.draft, name="draft"),
    path("document/draft.pdf", document_views.draft_pdf, name="draft_pdf"),
    *of_orders,
    *of_meetings,
    *of_package,
]

urlpatterns = [
    *urls_handover.urlpatterns,
    *urls_master.patterns,
    *urls_provincial.patterns,
    *urls_amendments.urlpatterns,
    *urls_deadlines.patterns,
    *urls_sittings.patterns,
    path("plans/<str:organization>/<int:first_year>/<int:number>/", include(of_revision)),
    *of_office,
    path("boards/<str:board>/", boards.board, name="board"),
    *urls_notices.patterns,
]
