"""Addresses of the network on paper, below /medewerkers/samenwerking/."""

from django.urls import path

from werkcentrum.governance import home_views

urlpatterns = [
    path("", home_views.home, name="governance_home"),
]
