"""Addresses about the profile of somebody, below /medewerkers/klanten/."""

from django.urls import path

from werkcentrum.profiles import staff_views as views

_OF = "<uuid:client>/profiel/"
urlpatterns = [
    path(_OF, views.client_profile, name="client_profile"),
    path(f"{_OF}verhaal/", views.client_profile_story, name="client_profile_story"),
    path(f"{_OF}bewaren/", views.client_profile_keep, name="client_profile_keep"),
    path(f"{_OF}wijzigen/", views.client_profile_change, name="client_profile_change"),
    path(f"{_OF}weg/", views.client_profile_forget, name="client_profile_forget"),
]
