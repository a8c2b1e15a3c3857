"""Addresses about messages: for staff, for everybody in a demonstration, and for providers."""

from django.urls import path

from werkcentrum.postroom import views

urlpatterns = [
    path("", views.undelivered, name="undelivered"),
    path("<uuid:pk>/<slug:step>/", views.message_step, name="message_step"),
]
pages = [
    path("demo/postvak/", views.mailbox, name="mailbox"),
    path("demo/postvak/<uuid:pk>/", views.mailbox_message, name="mailbox_message"),
    path("demo/postvak/<uuid:pk>/opgemaakt/", views.mailbox_html, name="mailbox_html"),
]
machine_pages = [
    path("berichten/notifynl/", views.notify_report, name="notify_report"),
]
