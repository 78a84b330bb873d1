"""Addresses of organizations: where work begins, whom one acts as, who the members are, and how the system is."""

from django.urls import path

from organizations import views, views_appointments, views_handover, views_registry

app_name = "organizations"
urlpatterns = [
    path("", views.home, name="home"),
    path("act-as/", views.act_as, name="act_as"),
    path("language/", views.language, name="language"),
    path("operator/", views.operator, name="operator"),
    path("operator/organizations/", views_registry.organization_list, name="organization_list"),
    path("operator/organizations/add/", views_registry.organization_add, name="organization_add"),
    path(
        "operator/organizations/<str:organization>/edit/",
        views_registry.organization_edit,
        name="organization_edit",
    ),
    path("operator/people/", views_appointments.people, name="people"),
    path("operator/people/<str:office>/", views_appointments.office, name="office"),
    path("operator/people/<str:office>/add/", views_appointments.office_add, name="office_add"),
    path(
        "operator/people/<str:office>/<int:membership>/end/",
        views_appointments.office_end,
        name="office_end",
    ),
    path(
        "operator/people/<str:office>/<int:membership>/password/",
        views_appointments.office_password,
        name="office_password",
    ),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    # Before allauth's own page of this address, which would send mail: see views.password_help.
    path("accounts/password/reset/", views.password_help, name="password_help"),
    # Nobody needs an e-mail address here: allauth's page would send mail to whatever address is typed.
    path("accounts/email/", views.no_email, name="no_email"),
    path("organizations/<str:organization>/members/", views.members, name="members"),
    path("organizations/<str:organization>/members/add/", views.member_add, name="member_add"),
    path(
        "organizations/<str:organization>/members/<int:membership>/end/", views.member_end, name="member_end"
    ),
    path(
        "organizations/<str:organization>/members/<int:membership>/work/",
        views_handover.handover_sheet,
        name="handover_sheet",
    ),
    path(
        "organizations/<str:organization>/members/<int:membership>/hand-over/",
        views_handover.member_hand_over,
        name="member_hand_over",
    ),
    path(
        "organizations/<str:organization>/members/<int:membership>/password/",
        views.member_password,
        name="member_password",
    ),
]
