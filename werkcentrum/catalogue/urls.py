"""Addresses of the editor's pages, below /medewerkers/inhoud/."""

from django.urls import path

from werkcentrum.catalogue import views

urlpatterns = [
    path("", views.content_home, name="content_home"),
    path("proef/", views.start_trial, name="start_trial"),
    path("proef/<uuid:pk>/", views.content_trial, name="content_trial"),
    path("wijziging/<uuid:pk>/", views.content_change, name="content_change"),
    path("wijziging/<uuid:pk>/<slug:step>/", views.content_step, name="content_step"),
    path("<slug:kind>/", views.content_list, name="content_list"),
    path("<slug:kind>/<path:key>/", views.content_record, name="content_record"),
]
