"""Addresses of the public register."""

from django.urls import path

from register import views

app_name = "register"
urlpatterns = [
    path("register/", views.index, name="index"),
    path("register/<str:organization>/<int:first_year>/", views.plan, name="plan"),
]
