"""Addresses below a plan for what people say about it."""

from django.urls import URLPattern, URLResolver, path

from plans.views import comments

of_revision: list[URLPattern | URLResolver] = [
    path("comments/", comments.comments, name="comments"),
    path("comments/new/", comments.comment_write, name="comment_write"),
    path("comments/<int:comment>/answer/", comments.comment_answer, name="comment_answer"),
    path("comments/<int:comment>/settle/", comments.comment_settle, name="comment_settle"),
]
