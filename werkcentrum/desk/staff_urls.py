"""Addresses of the walk-in desk for staff, below /medewerkers/balie/."""

from django.urls import path

from werkcentrum.desk import staff_views

urlpatterns = [
    path("", staff_views.desk_list, name="desk_list"),
    path("papier.js", staff_views.paper_worker, name="paper_worker"),
    path("<slug:key>/", staff_views.board, name="board"),
    path("<slug:key>/stap/", staff_views.board_step, name="board_step"),
    path("<slug:key>/aanmelden/", staff_views.check_in_page, name="check_in"),
    path("<slug:key>/afspraken/", staff_views.expected_page, name="desk_expected"),
    path("<slug:key>/afspraken/<uuid:pk>/", staff_views.receive_visitor, name="receive_visitor"),
    path("<slug:key>/nummer/<uuid:pk>/", staff_views.ticket_slip, name="ticket_slip"),
    path("<slug:key>/blok/", staff_views.paper_block, name="paper_block"),
    path("<slug:key>/nasturen/", staff_views.paper_sync, name="paper_sync"),
    path("<slug:key>/sluiten/", staff_views.closing, name="closing"),
    path("<slug:key>/dag/", staff_views.day_page, name="desk_day"),
    path("<slug:key>/apparaten/", staff_views.devices, name="desk_devices"),
    path("<slug:key>/apparaten/<uuid:pk>/weg/", staff_views.device_away, name="device_away"),
]
