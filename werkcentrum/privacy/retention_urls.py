"""Addresses about how long records stay, below /medewerkers/bewaren/."""

from django.urls import path

from werkcentrum.privacy import retention_views as views

urlpatterns = [
    path("", views.retention_home, name="retention_home"),
    path("termijn/<slug:record>/", views.retention_period, name="retention_period"),
    path("voorstel/<uuid:pk>/<slug:step>/", views.retention_step, name="retention_step"),
    path("vernietigd/", views.destroyed, name="destroyed"),
    path("vernietigd/bestand/", views.destroyed_file, name="destroyed_file"),
]
