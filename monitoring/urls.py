"""Addresses of following up."""

from django.urls import path

from monitoring import views, views_background

app_name = "monitoring"
urlpatterns = [
    path("overview/", views.latest, name="latest"),
    path("overview/<int:first_year>/", views.overview, name="overview"),
    path("operator/background/", views_background.background, name="background"),
    path("operator/background/<uuid:task>/", views_background.background_again, name="background_again"),
]
