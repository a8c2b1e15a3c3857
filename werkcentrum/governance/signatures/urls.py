"""Addresses of signatures."""

from django.urls import path

from werkcentrum.governance.signatures import views

urlpatterns = [
    path("", views.signature_list, name="signature_list"),
    path("partij/<uuid:pk>/", views.party_sign, name="party_sign"),
    path("<uuid:pk>/", views.signature_page, name="signature_page"),
    path("<uuid:pk>/scan/", views.signature_scan, name="signature_scan"),
    path("<uuid:pk>/bevestigen/", views.signature_confirm, name="signature_confirm"),
    path("<uuid:pk>/terugnemen/", views.signature_take_back, name="signature_take_back"),
]
