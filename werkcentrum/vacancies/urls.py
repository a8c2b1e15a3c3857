"""Addresses of vacancies for visitors."""

from django.urls import path

from werkcentrum.vacancies import search_views, views

pages = [
    path("vacatures/", search_views.vacancies, name="vacancies"),
    path("vacatures/<uuid:pk>/", views.vacancy, name="vacancy"),
]
