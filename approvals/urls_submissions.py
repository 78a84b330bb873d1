"""Addresses of submissions: the package below a revision, the office's work below its board."""

from django.urls import path

from approvals.views import letters, packages, submissions

of_package = [
    path("package/", packages.package, name="package"),
    path("package/parcel/", packages.parcel, name="parcel"),
    path("package/parcel.zip", packages.parcel_zip, name="parcel_zip"),
    path("cover/", letters.cover, name="cover"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("answers/", packages.answers, name="answers"),
]

_ONE = "boards/<str:board>/submissions/<int:pk>/"
of_office = [
    path("boards/<str:board>/receive/", submissions.receive, name="receive"),
    path(_ONE, submissions.submission, name="submission"),
    path(f"{_ONE}checks/", submissions.checklist, name="checklist"),
    path(f"{_ONE}checks/<int:number>/", submissions.check, name="check"),
    path(f"{_ONE}notes/", submissions.board_note, name="board_note"),
    path(f"{_ONE}settled/", submissions.settled, name="settle"),
    path(f"{_ONE}letter/", letters.return_, name="return_letter"),
]
