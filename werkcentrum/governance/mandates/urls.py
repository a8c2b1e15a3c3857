"""Addresses of mandates, powers of attorney and authorisations."""

from django.urls import path

from werkcentrum.governance.mandates import views

urlpatterns = [
    path("", views.mandate_list, name="mandate_list"),
    path("nieuw/", views.mandate_add, name="mandate_add"),
    path("<uuid:pk>/", views.mandate_page, name="mandate_page"),
    path("<uuid:pk>/doorgeven/", views.mandate_pass_on, name="mandate_pass_on"),
    path("<uuid:pk>/intrekken/", views.mandate_revoke, name="mandate_revoke"),
    path("<uuid:pk>/bekendmaken/", views.mandate_publish, name="mandate_publish"),
]
