"""Addresses of trainings for visitors."""

from django.urls import path

from werkcentrum.training import advice_views, region_views, views

pages = [
    path("opleidingen/", views.trainings, name="trainings"),
    path("opleidingen/voor-mij/", advice_views.for_me, name="trainings_for_me"),
    path("opleidingen/scholen/", region_views.schools, name="schools"),
    path("opleidingen/scholen/<slug:key>/", region_views.school, name="school"),
    path("opleidingen/<uuid:pk>/", views.training, name="training"),
    path("kansrijk/", region_views.promising, name="promising"),
]
