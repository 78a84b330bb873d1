"""Addresses of plans: /plans/<organization>/<first-year>/<number>/..."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
