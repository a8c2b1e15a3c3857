"""Addresses of the network on paper, below /medewerkers/samenwerking/."""

from django.urls import include, path

from werkcentrum.governance import home_views, partner_views

urlpatterns = [
    path("", home_views.home, name="governance_home"),
    path("partners/", partner_views.partners, name="governance_partners"),
    path(
        "partners/<slug:key>/uitzondering/", partner_views.exception_add, name="partner_exception"
    ),
    path("uitzonderingen/<uuid:pk>/stop/", partner_views.exception_stop, name="exception_stop"),
    path("overeenkomsten/", include("werkcentrum.governance.agreement_urls")),
    path("besluiten/", include("werkcentrum.governance.decision_urls")),
    path("volmachten/", include("werkcentrum.governance.mandate_urls")),
    path("organen/", include("werkcentrum.governance.body_urls")),
    path("voorstellen/", include("werkcentrum.governance.proposal_urls")),
    path("ondertekeningen/", include("werkcentrum.governance.signature_urls")),
    path("geld/", include("werkcentrum.governance.money_urls")),
    path("vergaderingen/", include("werkcentrum.governance.meeting_urls")),
    path("betrokken/", include("werkcentrum.governance.involvement_urls")),
    path("", include("werkcentrum.governance.support_urls")),
    path("documenten/", include("werkcentrum.governance.document_urls")),
    path("stukken/", include("werkcentrum.governance.paper_urls")),
]
