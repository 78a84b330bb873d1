"""Addresses name things: plans, boards, documents, the register."""

from django.urls import include, path

urlpatterns = [
    path("", include("organizations.urls")),  # before allauth: it answers one of its addresses
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("documents.urls")),
    path("", include("courses.urls")),
    path("", include("personnel.urls")),
    path("", include("plans.urls")),
    path("", include("approvals.urls")),
    path("", include("monitoring.urls")),
    path("", include("register.urls")),
]
