"""Addresses name things: plans, boards, documents, the register."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("organizations.urls")),
    path("", include("documents.urls")),
    path("", include("plans.urls")),
    path("", include("approvals.urls")),
    path("", include("monitoring.urls")),
    path("", include("register.urls")),
]
