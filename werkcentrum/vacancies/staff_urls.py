"""Addresses of vacancies for staff, below /medewerkers/vacatures/."""

from django.urls import path

from werkcentrum.vacancies import source_views, staff_views

urlpatterns = [
    path("", staff_views.vacancy_list, name="vacancy_list"),
    path("nieuw/", staff_views.vacancy_add, name="vacancy_add"),
    path("bron/<slug:source>/", source_views.vacancy_source, name="vacancy_source"),
    *(
        path(
            f"<uuid:pk>/bron/{answer}/",
            source_views.vacancy_proposal,
            {"answer": answer},
            name=f"vacancy_proposal_{name}",
        )
        for answer, name in (("overnemen", "accept"), ("laten", "reject"))
    ),
    path("<uuid:pk>/", staff_views.vacancy_page, name="vacancy_page"),
    path("<uuid:pk>/wijzigen/", staff_views.vacancy_change, name="vacancy_change"),
    path("<uuid:pk>/klaarzetten/", staff_views.vacancy_submit, name="vacancy_submit"),
    path("<uuid:pk>/publiceren/", staff_views.vacancy_publish, name="vacancy_publish"),
    path("<uuid:pk>/terugnemen/", staff_views.vacancy_take_back, name="vacancy_take_back"),
    path("<uuid:pk>/anders/", staff_views.vacancy_apart, name="vacancy_apart"),
    path("<uuid:pk>/link/", staff_views.vacancy_link, name="vacancy_link"),
    path("<uuid:pk>/sluiten/", staff_views.vacancy_close, name="vacancy_close"),
]
