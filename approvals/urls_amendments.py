"""The address under which an amendment of an announced plan begins."""

from django.urls import path

from approvals.views import amendments

urlpatterns = [
    path("plans/<str:organization>/<int:first_year>/amend/", amendments.amend, name="amend"),
]
