"""Addresses of formal messages for visitors, in every language."""

from django.urls import path

from werkcentrum.formal import views
from werkcentrum.formal.models import Kind

pages = [
    path("klacht/", views.send_request, {"kind": Kind.COMPLAINT}, name="complaint"),
    path("privacyverzoek/", views.send_request, {"kind": Kind.PRIVACY}, name="privacy_request"),
    path("woo-verzoek/", views.send_request, {"kind": Kind.WOO}, name="woo_request"),
    path("verzoek/", views.ask_link, name="ask_link"),
    path("verzoek/<str:secret>/", views.own_request, name="own_request"),
    path("digitale-kanalen/", views.digital_channels, name="digital_channels"),
]
