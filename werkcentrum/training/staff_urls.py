"""Addresses of trainings for staff, below /medewerkers/opleidingen/."""

from django.urls import path

from werkcentrum.training import advice_views, staff_views

urlpatterns = [
    path("", staff_views.training_list, name="training_list"),
    path("nieuw/", staff_views.training_add, name="training_add"),
    path("<uuid:pk>/", staff_views.training_change, name="training_change"),
    path("<uuid:pk>/intrekken/", staff_views.training_withdraw, name="training_withdraw"),
    path("<uuid:pk>/terugzetten/", staff_views.training_restore, name="training_restore"),
]
clients = [
    path("<uuid:client>/opleidingen/", advice_views.client_trainings, name="client_trainings"),
]
