"""Addresses of vacancies for visitors."""

from django.urls import path

from werkcentrum.vacancies import views

pages = [path("vacatures/<uuid:pk>/", views.vacancy, name="vacancy")]
