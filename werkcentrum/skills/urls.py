"""Addresses about occupations and skills, for staff."""

from django.urls import path

from werkcentrum.skills import views

urlpatterns = [
    path("", views.skill_lists, name="skill_lists"),
]
