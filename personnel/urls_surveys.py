"""Addresses of surveys, needs and SWOT."""

from django.urls import path

from personnel.views import needs, survey_public, surveys

of_organization = [
    path("surveys/", surveys.survey_list, name="surveys"),
    path("surveys/new/", surveys.survey_create, name="survey_create"),
    path("surveys/<int:survey>/", surveys.survey, name="survey"),
    path("surveys/<int:survey>/edit/", surveys.survey_edit, name="survey_edit"),
    path("surveys/<int:survey>/open/", surveys.survey_open, name="survey_open"),
    path("surveys/<int:survey>/close/", surveys.survey_close, name="survey_close"),
    path("surveys/<int:survey>/slips/", surveys.survey_slips, name="survey_slips"),
    path("surveys/<int:survey>/slips/<uuid:batch>/", surveys.survey_slips_again, name="survey_slips_again"),
    path("surveys/<int:survey>/paper/", surveys.survey_form_paper, name="survey_paper"),
    path("surveys/<int:survey>/key-in/", surveys.survey_key_in, name="survey_key_in"),
    path(
        "surveys/<int:survey>/key-in/<int:response>/take-back/",
        surveys.survey_take_back,
        name="survey_take_back",
    ),
    path("surveys/<int:survey>/results/", surveys.survey_results, name="survey_results"),
    path("needs/", needs.needs_latest, name="needs_latest"),
    path("needs/<int:first_year>/", needs.needs, name="needs"),
    path("needs/<int:first_year>/propose/", needs.needs_propose, name="needs_propose"),
    path("needs/<int:first_year>/decide/", needs.needs_decide, name="needs_decide"),
    path("needs/<int:first_year>/new/", needs.need_create, name="need_create"),
    path("needs/<int:first_year>/<int:need>/", needs.need_edit, name="need_edit"),
    path("swot/<int:first_year>/", needs.swot, name="swot"),
]

public = [path("surveys/<str:secret>/", survey_public.survey_answer, name="survey_answer")]
