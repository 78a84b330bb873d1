"""Addresses of editions: /editions/<first fiscal year>/..., included by plans.urls under its name."""

from django.urls import path

from plans.views import editions

urlpatterns = [
    path("", editions.editions, name="editions"),
    path("<int:year>/", editions.edition, name="edition"),
    path("<int:year>/import/", editions.edition_import, name="edition_import"),
    path("<int:year>/import/<int:batch>/", editions.edition_proposal, name="edition_proposal"),
    path(
        "<int:year>/import/<int:batch>/confirm/",
        editions.edition_import_confirm,
        name="edition_import_confirm",
    ),
    path(
        "<int:year>/import/<int:batch>/discard/",
        editions.edition_import_discard,
        name="edition_import_discard",
    ),
    path(
        "<int:year>/import/<int:batch>/<str:code>/",
        editions.edition_proposal_section,
        name="edition_proposal_section",
    ),
    path("<int:year>/<str:code>/", editions.edition_section, name="edition_section"),
]
