"""Addresses of the walk-in desk for visitors and devices, in every language."""

from django.urls import path

from werkcentrum.desk import views

pages = [
    path("inloop/<str:token>/", views.take_number, name="take_number"),
    path("inloop/<str:token>/<str:secret>/", views.kiosk_number, name="kiosk_number"),
    path("aankomst/<str:secret>/", views.arrive, name="arrive"),
    path("volgnummer/<str:secret>/", views.own_ticket, name="own_ticket"),
    path("volgnummer/<str:secret>/stand/", views.own_state, name="own_state"),
    path("scherm/<str:token>/", views.display, name="display"),
    path("scherm/<str:token>/stand/", views.device_state, name="device_state"),
]
