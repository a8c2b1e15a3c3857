"""Addresses for staff about what visitors asked, below /medewerkers/."""

from django.urls import path

from werkcentrum.frontdoor import staff_views

urlpatterns = [
    path("vragen/", staff_views.question_queue, name="question_queue"),
    path("vragen/indelen/", staff_views.sort_group, name="sort_group"),
    path("gezondheid/", staff_views.content_health, name="content_health"),
]
