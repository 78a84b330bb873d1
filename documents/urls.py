"""Addresses of issued papers and their verification."""

from django.urls import path, re_path

from documents import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:code>/", views.verify, name="verify"),
    re_path(r"^documents/(?P<sha256>[0-9a-f]{64})\.pdf$", views.file, name="file"),
]
