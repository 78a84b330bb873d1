"""Addresses below a plan for files: taken along by whoever may read it, brought by those who draft."""

from django.urls import URLPattern, URLResolver, path

from plans.views import exchange

of_revision: list[URLPattern | URLResolver] = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/plan.json", exchange.exchange_json, name="exchange_json"),
    path("exchange/tables.xlsx", exchange.exchange_workbook, name="exchange_workbook"),
    path("exchange/import/", exchange.exchange_import, name="exchange_import"),
    path("exchange/confirm/", exchange.exchange_confirm, name="exchange_confirm"),
    path("exchange/marked/", exchange.exchange_marked, name="exchange_marked"),
]
