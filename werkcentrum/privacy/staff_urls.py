"""Addresses about the consent of somebody, below /medewerkers/klanten/."""

from django.urls import path

from werkcentrum.privacy import staff_views as views

_OF = "<uuid:client>/toestemming/"
urlpatterns = [
    path(_OF, views.client_consent, name="client_consent"),
    path(f"{_OF}<uuid:ground>/", views.ask_consent, name="ask_consent"),
    path(f"{_OF}<uuid:ground>/papier/", views.consent_paper, name="consent_paper"),
    path(f"{_OF}<uuid:ground>/bezwaar/", views.object_for_client, name="object_for_client"),
    path(f"{_OF}<uuid:pk>/intrekken/", views.withdraw, name="withdraw_consent"),
]
