"""Addresses of vacancies for visitors."""

from django.urls import path

from werkcentrum.vacancies import employer_own_views, employer_views, search_views, views

pages = [
    path("vacatures/", search_views.vacancies, name="vacancies"),
    path("vacatures/<uuid:pk>/", views.vacancy, name="vacancy"),
]
# In Dutch only: vacancies are written in Dutch.
employer_pages = [
    path("werkgevers/vacature/", employer_views.employer_vacancy, name="employer_vacancy"),
    path(
        "werkgevers/vacature/<str:secret>/", employer_own_views.employer_own, name="employer_own"
    ),
    path(
        "werkgevers/vacature/<str:secret>/wijzigen/", employer_views.employer_vacancy_change,
        name="employer_vacancy_change",
    ),
]  # fmt: skip
