"""Addresses of figures, below /medewerkers/cijfers/."""

from django.urls import path

from werkcentrum.insight import views

urlpatterns = [path("", views.figures, name="figures")]
