"""Addresses of the network on paper, below /medewerkers/samenwerking/."""

from django.urls import include, path

from werkcentrum.governance import home_views

urlpatterns = [
    path("", home_views.home, name="governance_home"),
    path("geld/", include("werkcentrum.governance.money_urls")),
    path("vergaderingen/", include("werkcentrum.governance.meeting_urls")),
    path("betrokken/", include("werkcentrum.governance.involvement_urls")),
    path("", include("werkcentrum.governance.support_urls")),
]
