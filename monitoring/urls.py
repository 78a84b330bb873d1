"""Addresses of following up."""

from django.urls import path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("overview/", views.latest, name="latest"),
    path("overview/<int:first_year>/", views.overview, name="overview"),
]
