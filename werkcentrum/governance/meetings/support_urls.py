"""Addresses about promises and about the support structure, below /medewerkers/samenwerking/."""

from django.urls import path

from werkcentrum.governance.meetings import support_views as views

urlpatterns = [
    path("actiepunten/", views.action_points, name="action_points"),
    path("actiepunten/nieuw/", views.action_point_add, name="action_point_add"),
    path("actiepunten/<uuid:pk>/klaar/", views.action_point_finish, name="action_point_finish"),
    path("ondersteuning/", views.support, name="support"),
    path("ondersteuning/nieuw/", views.support_add, name="support_add"),
    path("ondersteuning/<uuid:pk>/stopt/", views.support_end, name="support_end"),
]
