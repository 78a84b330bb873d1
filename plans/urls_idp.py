"""Addresses of individual plans: /plans/<organization>/idp/<year>/..."""

from django.urls import URLPattern, URLResolver, include, path

from plans.views import idp, idps

of_person: list[URLPattern | URLResolver] = [
    path("", idp.idp, name="idp"),
    path("draw-up/", idp.draw_up, name="idp_draw_up"),
    path("results/", idp.results, name="idp_results"),
    path("moves/<str:action>/", idp.move, name="idp_move"),
    path("draft/", idp.draft, name="idp_draft"),
    path("draft.pdf", idp.draft_pdf, name="idp_pdf"),
]

of_year: list[URLPattern | URLResolver] = [
    path("", idps.idps, name="idps"),
    path("draft/", idps.draft, name="idps_draft"),
    path("draft.pdf", idps.draft_pdf, name="idps_pdf"),
    path("<int:person>/", include(of_person)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", idps.idps_now, name="idps_now"),
    path("<int:year>/", include(of_year)),
]
