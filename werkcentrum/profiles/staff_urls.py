"""Addresses about the profile of somebody, below /medewerkers/klanten/."""

from django.urls import path

from werkcentrum.profiles import staff_views as views
from werkcentrum.profiles.files import FORMS

_OF = "<uuid:client>/profiel/"
urlpatterns = [
    path(_OF, views.client_profile, name="client_profile"),
    path(f"{_OF}verhaal/", views.client_profile_story, name="client_profile_story"),
    path(f"{_OF}bewaren/", views.client_profile_keep, name="client_profile_keep"),
    path(f"{_OF}wijzigen/", views.client_profile_change, name="client_profile_change"),
    path(f"{_OF}bestand/", views.client_profile_file, name="client_profile_file"),
    path(
        f"{_OF}bestand/bewaren/", views.client_profile_file_keep, name="client_profile_file_keep"
    ),
    *(
        path(
            f"{_OF}{form}/", views.client_profile_download, {"form": form},
            f"client_profile_{form}",
        )
        for form in FORMS
    ),
    path(f"{_OF}weg/", views.client_profile_forget, name="client_profile_forget"),
]  # fmt: skip
