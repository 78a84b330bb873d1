"""Addresses of issued papers and their verification."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
