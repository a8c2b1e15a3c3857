"""Addresses about who was involved, below /medewerkers/samenwerking/betrokken/."""

from django.urls import path

from werkcentrum.governance.meetings import involvement_views as views

urlpatterns = [
    path("", views.involvements, name="involvements"),
    path("nieuw/", views.involvement_add, name="involvement_add"),
    path("<uuid:pk>/antwoord/", views.involvement_answer, name="involvement_answer"),
]
