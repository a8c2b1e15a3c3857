"""Addresses of the network on paper, below /medewerkers/samenwerking/."""

from django.urls import include, path

from werkcentrum.governance import home_views
from werkcentrum.governance.standing import views as partner_views

urlpatterns = [
    path("", home_views.home, name="governance_home"),
    path("partners/", partner_views.partners, name="governance_partners"),
    path(
        "partners/<slug:key>/uitzondering/", partner_views.exception_add, name="partner_exception"
    ),
    path("uitzonderingen/<uuid:pk>/stop/", partner_views.exception_stop, name="exception_stop"),
    path("overeenkomsten/", include("werkcentrum.governance.agreements.urls")),
    path("besluiten/", include("werkcentrum.governance.decisions.urls")),
    path("volmachten/", include("werkcentrum.governance.mandates.urls")),
    path("organen/", include("werkcentrum.governance.authority.body_urls")),
    path("voorstellen/", include("werkcentrum.governance.decisions.proposal_urls")),
    path("ondertekeningen/", include("werkcentrum.governance.signatures.urls")),
    path("geld/", include("werkcentrum.governance.money.urls")),
    path("vergaderingen/", include("werkcentrum.governance.meetings.urls")),
    path("betrokken/", include("werkcentrum.governance.meetings.involvement_urls")),
    path("", include("werkcentrum.governance.meetings.support_urls")),
    path("documenten/", include("werkcentrum.governance.documents.urls")),
    path("stukken/", include("werkcentrum.governance.papers.urls")),
]
