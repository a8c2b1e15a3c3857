"""Addresses of decisions."""

from django.urls import path

from werkcentrum.governance.decisions import views

urlpatterns = [
    path("", views.decision_list, name="decision_list"),
    path("nieuw/", views.decision_add, name="decision_add"),
    path("<uuid:pk>/", views.decision_page, name="decision_page"),
    path("<uuid:pk>/intrekken/", views.decision_withdraw, name="decision_withdraw"),
]
