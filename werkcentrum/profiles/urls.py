"""Addresses on which somebody makes a profile alone."""

from django.urls import path

from werkcentrum.profiles import own_views as views

pages = [
    path("mijn-profiel/", views.own_profile, name="own_profile"),
    path("mijn-profiel/verhaal/", views.own_story, name="own_profile_story"),
    path("mijn-profiel/klopt/", views.own_confirm, name="own_profile_confirm"),
    path("mijn-profiel/wijzigen/", views.own_change, name="own_profile_change"),
    path("mijn-profiel/weg/", views.own_forget, name="own_profile_forget"),
]
