"""Addresses of home pages and notices: the list, how one hears of them, and the operator's view of the mail about them."""

from django.urls import path

from approvals.views import home, notice_choices, notices

patterns = [
    path("home/", home.home, name="home"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/choices/", notice_choices.notice_choices, name="notice_choices"),
    path("notices/address/", notice_choices.notice_address, name="notice_address"),
    path(
        "notices/address/<str:token>/", notice_choices.notice_address_confirm, name="notice_address_confirm"
    ),
    path("operator/mail/", notice_choices.mail_queue, name="mail_queue"),
    path("operator/mail/<int:pk>/again/", notice_choices.mail_again, name="mail_again"),
]
