"""Addresses of suggested edits, below a revision."""

from django.urls import path

from plans.views import suggestions

of_revision = [
    path("suggestions/", suggestions.suggestion_list, name="suggestions"),
    path("suggestions/new/", suggestions.suggestion_write, name="suggestion_write"),
    path("suggestions/accept/", suggestions.suggestion_accept_all, name="suggestion_accept_all"),
    path("suggestions/<int:suggestion>/answer/", suggestions.suggestion_answer, name="suggestion_answer"),
]
