"""Addresses of matching for visitors."""

from django.urls import path

from werkcentrum.matching import views

pages = [
    path("passend-werk/", views.fitting_work, name="fitting_work"),
    path("vacatures/<uuid:pk>/past/", views.vacancy_fit, name="vacancy_fit"),
]
