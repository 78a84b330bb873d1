"""Addresses of a board's meetings."""

from django.urls import include, path

from approvals.views import sitting_items, sitting_members, sitting_papers, sitting_people, sittings

of_sitting = [
    path("", sittings.sitting, name="sitting"),
    path("agenda/", sittings.agenda, name="sitting_agenda"),
    path("agenda/put/", sittings.put, name="sitting_put"),
    path("defer/", sitting_items.defer_page, name="sitting_defer"),
    path("close/", sittings.close, name="sitting_close"),
    path("people/", sitting_people.people_page, name="sitting_people"),
    path("people/add/", sitting_people.seat_add, name="sitting_seat_add"),
    path("people/<int:pk>/", sitting_people.seat, name="sitting_seat"),
    path("blocks/<int:pk>/", sitting_items.block, name="sitting_block"),
    path("blocks/<int:pk>/conclude/", sitting_items.conclude_page, name="sitting_conclude"),
    path("items/<int:pk>/", sitting_items.item, name="sitting_item"),
    path("papers/", sitting_papers.papers, name="sitting_papers"),
    path("papers/minutes/", sitting_papers.minutes_page, name="sitting_minutes"),
    path("papers/letters/", sitting_papers.letters_made, name="sitting_letters_made"),
    path("papers/letters/<int:pk>/", sitting_papers.letter, name="sitting_letter"),
    path("papers/all.zip", sitting_papers.parcel, name="sitting_parcel"),
    path("mine/", sitting_members.mine, name="my_agenda"),
    path("mine/<int:pk>/", sitting_members.my_item, name="my_agenda_item"),
]

patterns = [
    path("boards/<str:board>/sittings/", sittings.sittings, name="sittings"),
    path("boards/<str:board>/corrections/", sittings.corrections, name="sitting_corrections"),
    path("boards/<str:board>/sittings/<int:year>/<int:number>/", include(of_sitting)),
]
