"""Addresses of appointments for visitors, in every language."""

from django.urls import path

from werkcentrum.appointments import own_views, views

pages = [
    path("afspraak/", views.book_appointment, name="book_appointment"),
    path("afspraak/kijk-in-uw-mail/", views.check_mail, name="check_mail"),
    path("afspraak/<str:secret>/", own_views.own_appointment, name="own_appointment"),
    path("afspraak/<str:secret>/verzetten/", own_views.move_own, name="move_own"),
    path("afspraak/<str:secret>/afzeggen/", own_views.cancel_own, name="cancel_own"),
    path("afspraak/<str:secret>/afspraak.ics", own_views.own_calendar, name="own_calendar"),
    path("bijeenkomsten/", views.group_sessions, name="group_sessions"),
]
