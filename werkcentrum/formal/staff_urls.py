"""Addresses of formal messages for staff."""

from django.urls import path

from werkcentrum.formal import staff_term_views, staff_views

requests = [
    path("", staff_views.formal_work, name="formal_work"),
    path("<uuid:pk>/", staff_views.formal_request, name="formal_request"),
    path("<uuid:pk>/<slug:step>/", staff_views.formal_step, name="formal_step"),
]
channels = [
    path("", staff_views.keep_channels, name="keep_channels"),
    path("<uuid:pk>/stop/", staff_views.end_channel, name="end_channel"),
    path("termijnen/", staff_term_views.keep_terms, name="keep_terms"),
    path("termijnen/<uuid:pk>/weg/", staff_term_views.drop_term, name="drop_term"),
    path("storing/", staff_views.log_outage, name="log_outage"),
    path("storing/<uuid:pk>/voorbij/", staff_views.end_outage, name="end_outage"),
]
