"""Addresses of people and posts: /personnel/<organization>/..."""

from django.urls import URLPattern

app_name = "personnel"
urlpatterns: list[URLPattern] = []
