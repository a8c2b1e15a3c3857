"""Addresses of matching for staff: the algorithm, work for a client, people for a vacancy."""

from django.urls import path

from werkcentrum.matching import client_views, contact_views, staff_views, vacancy_views

_OF = "<uuid:client>/passend/"
algorithm = [
    path("", staff_views.algorithm, name="algorithm"),
    path("gewichten/", staff_views.weights_propose, name="weights_propose"),
    path("gewichten/<uuid:pk>/besluit/", staff_views.weights_decide, name="weights_decide"),
    path("lijsten/", staff_views.run_list, name="run_list"),
    path("lijsten/<uuid:pk>/", staff_views.run_page, name="run_page"),
]
clients = [
    path(_OF, client_views.client_work, name="client_work"),
    path(f"{_OF}maken/", client_views.make_list, name="client_work_make"),
    path(f"{_OF}volgorde/", client_views.switch_order, name="client_work_order"),
    path(f"{_OF}toevoegen/", client_views.add_vacancy, name="client_work_add"),
    path(f"{_OF}bezwaar/", client_views.answer_objection, name="client_work_objection"),
    path(f"{_OF}<uuid:pk>/", client_views.why_this, name="client_work_why"),
    path(f"{_OF}<uuid:pk>/zetten/", client_views.move_vacancy, name="client_work_move"),
    path(f"{_OF}<uuid:pk>/weglaten/", client_views.hide_vacancy, name="client_work_hide"),
    path(f"{_OF}contact/<uuid:pk>/", client_views.answer_contact, name="client_work_contact"),
]
contact = [path("", contact_views.contact_list, name="contact_list")]
vacancies = [
    path("<uuid:pk>/mensen/", vacancy_views.people, name="vacancy_people"),
    path("<uuid:pk>/mensen/vragen/", vacancy_views.ask_contact, name="vacancy_people_ask"),
    path("<uuid:pk>/mensen/stoppen/", vacancy_views.stop_contact, name="vacancy_people_stop"),
]
