"""Addresses about appointments for staff, below /medewerkers/afspraken/."""

from django.urls import path

from werkcentrum.appointments import staff_planning_views as planning
from werkcentrum.appointments import staff_views as views

urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("nieuw/", views.book_on_behalf, name="book_on_behalf"),
    path("werklijst/", planning.appointment_work, name="appointment_work"),
    path("wachtlijst/", planning.waiting_list, name="waiting_list"),
    path("afwezig/", planning.absences, name="absences"),
    path("afwezig/<uuid:pk>/voorbij/", planning.absence_end, name="absence_end"),
    path("bijeenkomsten/", planning.sessions, name="planned_sessions"),
    path("bijeenkomsten/nieuw/", planning.session_plan, name="session_plan"),
    path("bijeenkomsten/<uuid:pk>/", planning.staff_session, name="staff_session"),
    path("bijeenkomsten/<uuid:pk>/inschrijven/", views.book_in_session, name="book_in_session"),
    path("bijeenkomsten/<uuid:pk>/afzeggen/", planning.session_cancel, name="session_cancel"),
    path("instellen/", planning.appointment_settings, name="appointment_settings"),
    path("instellen/soort/", planning.service_type_add, name="service_type_add"),
    path("instellen/soort/<slug:key>/", planning.service_type_change, name="service_type_change"),
    path("instellen/aanbod/", planning.offer_add, name="offer_add"),
    path("instellen/aanbod/<uuid:pk>/", planning.offer_change, name="offer_change"),
    path("<uuid:pk>/", views.staff_appointment, name="staff_appointment"),
    path("<uuid:pk>/stap/", views.appointment_step, name="appointment_step"),
    path("<uuid:pk>/verzetten/", views.move, name="staff_move"),
    path("<uuid:pk>/afzeggen/", views.cancel, name="staff_cancel"),
    path("<uuid:pk>/overdragen/", views.give, name="give_appointment"),
]
