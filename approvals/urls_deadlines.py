"""Addresses of deadlines: a board's calendar, the steps of an LAO, and the feed of a calendar program."""

from django.urls import path

from approvals.views import board_calendar, deadlines, feeds

patterns = [
    path("boards/<str:board>/calendar/", board_calendar.board_calendar, name="board_calendar"),
    path("boards/<str:board>/calendar/fill/", board_calendar.board_calendar_fill, name="board_calendar_fill"),
    path("boards/<str:board>/calendar/add/", board_calendar.board_calendar_add, name="board_calendar_add"),
    path(
        "boards/<str:board>/calendar/<int:pk>/",
        board_calendar.board_calendar_change,
        name="board_calendar_change",
    ),
    path(
        "boards/<str:board>/calendar/<int:pk>/cancel/",
        board_calendar.board_calendar_cancel,
        name="board_calendar_cancel",
    ),
    path("plans/<str:organization>/deadlines/", deadlines.deadlines_now, name="deadlines_now"),
    path("plans/<str:organization>/deadlines/days/", deadlines.lead_times, name="lead_times"),
    path("plans/<str:organization>/<int:first_year>/deadlines/", deadlines.deadlines, name="deadlines"),
    path("calendar/", feeds.calendar_link, name="calendar_link"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
