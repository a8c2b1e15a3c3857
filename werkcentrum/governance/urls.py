"""Addresses of the network on paper, below /medewerkers/samenwerking/."""

from django.urls import include, path

from werkcentrum.governance import home_views

urlpatterns = [
    path("", home_views.home, name="governance_home"),
    path("documenten/", include("werkcentrum.governance.document_urls")),
    path("stukken/", include("werkcentrum.governance.paper_urls")),
]
