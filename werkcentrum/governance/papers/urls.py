"""Addresses of papers, below /medewerkers/samenwerking/stukken/."""

from django.urls import path

from werkcentrum.governance.papers import views

urlpatterns = [
    path("bij/<slug:field>/<uuid:pk>/", views.paper_add, name="paper_add"),
    path("<uuid:pk>/", views.paper_file, name="paper_file"),
    path("<uuid:pk>/lezers/", views.paper_mark, name="paper_mark"),
]
