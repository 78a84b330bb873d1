"""Addresses of following up."""

from django.urls import path

from monitoring import views, views_background, views_evaluation, views_reports, views_results

app_name = "monitoring"

OF_PLAN = "plans/<str:organization>/<int:first_year>/"
OF_YEAR = f"{OF_PLAN}results/<int:year>/"
OF_FORM = f"{OF_PLAN}<int:number>/forms/"

urlpatterns = [
    path("overview/", views.latest, name="latest"),
    path("overview/<int:first_year>/", views.overview, name="overview"),
    path("operator/background/", views_background.background, name="background"),
    path("operator/background/<uuid:task>/", views_background.background_again, name="background_again"),
    path(f"{OF_PLAN}results/", views_results.years, name="years"),
    path(OF_YEAR, views_results.results, name="results"),
    path(f"{OF_YEAR}report/", views_reports.report, name="report"),
    path(f"{OF_YEAR}report/edit/", views_reports.report_edit, name="report_edit"),
    path(f"{OF_YEAR}report/again/", views_reports.report_again, name="report_again"),
    path(f"{OF_YEAR}report/draft/", views_reports.report_draft, name="report_draft"),
    path(f"{OF_YEAR}report/draft.pdf", views_reports.report_pdf, name="report_pdf"),
    path(OF_FORM, views_evaluation.forms, name="forms"),
    path(f"{OF_FORM}<str:kind>/<int:key>/", views_evaluation.form, name="form"),
    path(f"{OF_FORM}<str:kind>/<int:key>/draft/", views_evaluation.form_draft, name="form_draft"),
    path(f"{OF_FORM}<str:kind>/<int:key>/draft.pdf", views_evaluation.form_pdf, name="form_pdf"),
]
