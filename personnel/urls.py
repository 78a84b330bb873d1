"""Addresses of people and posts: /personnel/<organization>/..."""

from django.urls import include, path

from personnel import urls_assessments, urls_imports, urls_surveys
from personnel.views import frames, overview, people, posts

app_name = "personnel"

of_organization = [
    path("", overview.overview, name="overview"),
    path("frames/new/", frames.frame_create, name="frame_create"),
    path("<int:first_year>/", overview.frame, name="frame"),
    path("<int:first_year>/period/", frames.frame_edit, name="frame_edit"),
    path("<int:first_year>/posts/", overview.posts, name="posts"),
    path("<int:first_year>/posts/new/", posts.post_create, name="post_create"),
    path("posts/<int:post>/", posts.post, name="post"),
    path("posts/<int:post>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<int:post>/abolish/", posts.post_abolish, name="post_abolish"),
    path("posts/<int:post>/hold/", posts.post_hold, name="post_hold"),
    path("holdings/<int:holding>/end/", posts.holding_end, name="holding_end"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:person>/groups/<int:year>/", people.person_group, name="person_group"),
    path(
        "people/<int:person>/groups/<int:year>/by-rule/",
        people.person_group_by_rule,
        name="person_group_by_rule",
    ),
    path("units/", frames.units, name="units"),
    path("units/new/", frames.unit_create, name="unit_create"),
    path("units/<int:unit>/", frames.unit, name="unit"),
    path("units/<int:unit>/close/", frames.unit_close, name="unit_close"),
    *urls_assessments.of_organization,
    *urls_imports.of_organization,
    *urls_surveys.of_organization,
]

urlpatterns = [
    path("personnel/<str:organization>/", include(of_organization)),
    *urls_assessments.central,
    *urls_surveys.public,
]
