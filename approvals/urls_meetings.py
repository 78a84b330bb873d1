"""Addresses of the meetings of a committee, below a revision."""

from django.urls import URLPattern, URLResolver, include, path

from approvals.views import meeting_papers, meeting_room, meeting_votes, meetings

of_item = [
    path("", meeting_room.meeting_item, name="meeting_item"),
    path("tally/", meeting_room.meeting_tally, name="meeting_tally"),
    path("discussion/", meeting_room.meeting_discussion, name="meeting_discussion"),
    path("away/", meeting_room.meeting_away, name="meeting_away"),
    path("take-off/", meeting_room.meeting_take_off, name="meeting_take_off"),
    path("vote/", meeting_votes.meeting_vote, name="meeting_vote"),
    path("vote/take-back/", meeting_votes.meeting_unvote, name="meeting_unvote"),
    path("record/", meeting_votes.meeting_record, name="meeting_record"),
    path("record/<int:seat>/take-back/", meeting_votes.meeting_strike, name="meeting_strike"),
    path("resolve/", meeting_votes.meeting_resolve, name="meeting_resolve"),
]
of_paper = [
    path("", meeting_papers.meeting_paper_page, name="meeting_paper"),
    path("edit/", meeting_papers.meeting_paper_edit, name="meeting_paper_edit"),
    path("again/", meeting_papers.meeting_paper_again, name="meeting_paper_again"),
    path("draft/", meeting_papers.meeting_paper_draft, name="meeting_paper_draft"),
    path("draft.pdf", meeting_papers.meeting_paper_pdf, name="meeting_paper_pdf"),
]
of_meeting: list[URLPattern | URLResolver] = [
    path("", meetings.meeting, name="meeting"),
    path("edit/", meetings.meeting_edit, name="meeting_edit"),
    path("cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("calendar.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("steps/<str:step>/", meetings.meeting_step, name="meeting_step"),
    path("roll/", meeting_room.meeting_roll, name="meeting_roll"),
    path("roll/guest/", meeting_room.meeting_guest, name="meeting_guest"),
    path("roll/<int:seat>/chair/", meeting_room.meeting_chair, name="meeting_chair"),
    path("items/new/", meeting_room.meeting_item_new, name="meeting_item_new"),
    path("items/<int:item>/", include(of_item)),
    path("files/", meeting_votes.meeting_attach, name="meeting_attach"),
    path("files/<int:file>/", meeting_votes.meeting_file, name="meeting_file"),
    path("files/<int:file>/remove/", meeting_votes.meeting_file_remove, name="meeting_file_remove"),
    path("sign/", meeting_papers.meeting_sign, name="meeting_sign"),
    path("document/", meeting_papers.meeting_minutes_document, name="meeting_document"),
    path("papers/<str:kind>/", include(of_paper)),
]
of_meetings: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:meeting>/", include(of_meeting)),
]
