"""Addresses of issued papers and their verification."""

from django.urls import path, re_path

from documents import views, views_proof

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/file/", views_proof.compare, name="compare"),  # no code: it has four letters
    path("verify/offline.html", views_proof.offline_page, name="offline_page"),
    path("verify/lists/", views_proof.lists, name="lists"),
    re_path(r"^verify/lists/(?P<day>\d{4}-\d{2}-\d{2})\.json$", views_proof.daily_list, name="daily_list"),
    re_path(r"^verify/lists/(?P<month>\d{4}-\d{2})\.json$", views_proof.month_list, name="month_list"),
    path("verify/<str:code>/", views.verify, name="verify"),
    re_path(r"^documents/(?P<sha256>[0-9a-f]{64})\.pdf$", views.file, name="file"),
    re_path(r"^documents/(?P<sha256>[0-9a-f]{64})\.docx$", views.word, name="word"),
]
