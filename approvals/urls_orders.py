"""Addresses of the orders on the committee, below a revision."""

from django.urls import path

from approvals.views import order_issue, orders

of_orders = [
    path("orders/", orders.orders, name="orders"),
    path("orders/record/", orders.record, name="order_record"),
    path("orders/new/", orders.begin, name="order_begin"),
    path("orders/<int:seq>/", orders.order, name="order"),
    path("orders/<int:seq>/document/", orders.order_document, name="order_document"),
    path("orders/<int:seq>/scan/", orders.scan, name="order_scan"),
    path("orders/<int:seq>/compose/", orders.compose_committee, name="order_compose"),
    path("orders/<int:seq>/edit/", orders.edit, name="order_edit"),
    path("orders/<int:seq>/discard/", orders.discard, name="order_discard"),
    path("orders/<int:seq>/ask/", orders.order_ask, name="order_ask"),
    path("orders/<int:seq>/issue/", order_issue.issue, name="order_issue"),
]
