"""Addresses on which somebody makes a profile alone."""

from django.urls import path

from werkcentrum.profiles import own_views as views
from werkcentrum.profiles.files import FORMS

pages = [
    path("mijn-profiel/", views.own_profile, name="own_profile"),
    path("mijn-profiel/verhaal/", views.own_story, name="own_profile_story"),
    path("mijn-profiel/klopt/", views.own_confirm, name="own_profile_confirm"),
    path("mijn-profiel/wijzigen/", views.own_change, name="own_profile_change"),
    path("mijn-profiel/weg/", views.own_forget, name="own_profile_forget"),
    path("mijn-profiel/bestand/", views.own_file, name="own_profile_file"),
    path("mijn-profiel/bestand/klopt/", views.own_file_confirm, name="own_profile_file_confirm"),
    *(
        path(f"mijn-profiel/{form}/", views.own_download, {"form": form}, f"own_profile_{form}")
        for form in FORMS
    ),
]
