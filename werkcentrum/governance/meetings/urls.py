"""Addresses about meetings, below /medewerkers/samenwerking/vergaderingen/."""

from django.urls import path

from werkcentrum.governance.meetings import support_views, views

urlpatterns = [
    path("", views.meeting_home, name="meeting_home"),
    path("geweest/", views.past_meetings, name="past_meetings"),
    path("nieuw/", views.meeting_add, name="meeting_add"),
    path("punten/", views.open_items, name="open_items"),
    path("punten/nieuw/", views.item_add, name="item_add"),
    path("punten/<uuid:pk>/uitkomst/", views.item_outcome, name="item_outcome"),
    path("punten/<uuid:pk>/besluit/", views.item_decide, name="item_decide"),
    path("punten/<uuid:pk>/actiepunt/", support_views.item_action_point, name="item_action_point"),
    path("punten/<uuid:pk>/<slug:step>/", views.item_step, name="item_step"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/verzetten/", views.meeting_move, name="meeting_move"),
    path("<uuid:pk>/geweest/", views.meeting_hold, name="meeting_hold"),
    path("<uuid:pk>/verslag/", views.meeting_minutes, name="meeting_minutes"),
    path("<uuid:pk>/agenda.ics", views.meeting_ics, name="meeting_ics"),
    path("<uuid:pk>/<slug:step>/", views.meeting_step, name="meeting_step"),
]
