"""Addresses of proposals."""

from django.urls import path

from werkcentrum.governance.decisions import proposal_views as views

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("nieuw/", views.proposal_add, name="proposal_add"),
    path("<uuid:pk>/", views.proposal_page, name="proposal_page"),
    path("<uuid:pk>/wijzig/", views.proposal_change, name="proposal_change"),
]
