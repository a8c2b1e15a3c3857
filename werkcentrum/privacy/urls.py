"""Addresses of the register, below /medewerkers/register/."""

from django.urls import path

from werkcentrum.privacy import register_views as views

urlpatterns = [
    path("", views.register, name="register"),
    path("bestand/", views.register_file, name="register_file"),
    path("partners/", views.standings, name="register_partners"),
    path("bezwaren/", views.objections, name="register_objections"),
    path("bezwaren/<uuid:pk>/", views.objection_decide, name="objection_decide"),
    path("nieuw/", views.purpose_add, name="purpose_add"),
    path("doel/<slug:key>/", views.purpose, name="register_purpose"),
    path("doel/<slug:key>/beschrijven/", views.purpose_describe, name="purpose_describe"),
    path("doel/<slug:key>/grondslag/", views.ground_add, name="ground_add"),
    path("doel/<slug:key>/grondslag/<uuid:pk>/", views.ground_end, name="ground_end"),
    path("doel/<slug:key>/grondslag/<uuid:pk>/weg/", views.ground_drop, name="ground_drop"),
    path("doel/<slug:key>/tekst/<slug:language>/", views.text_add, name="text_add"),
]
