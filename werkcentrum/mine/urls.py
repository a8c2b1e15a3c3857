"""Addresses of Mijn Werkcentrum, in every language."""

from django.urls import path

from werkcentrum.mine import broker_views, contact_views, entry_views, profile_views, views

pages = [
    path("mijn/", entry_views.start, name="mine_start"),
    path("mijn/code/", entry_views.enter_with_code, name="mine_code"),
    path("mijn/binnen/<str:secret>/", entry_views.enter, name="mine_enter"),
    path("mijn/inlog/", broker_views.log_in, name="mine_login"),
    path("mijn/inlog/terug/", broker_views.come_back, name="mine_login_back"),
    path("mijn/inlog/koppelen/", broker_views.tie, name="mine_tie"),
    path("mijn/inlog/los/", broker_views.untie, name="mine_untie"),
    path("mijn/overzicht/", views.overview, name="mine"),
    path("mijn/gegevens/", views.details, name="mine_details"),
    path("mijn/adres/", views.address, name="mine_address"),
    path("mijn/gegevens.json", views.download_json, name="mine_json"),
    path("mijn/gegevens.pdf", views.download_pdf, name="mine_pdf"),
    path("mijn/bestand/<uuid:pk>/", views.own_file, name="mine_file"),
    path("mijn/toestemming/<uuid:pk>/intrekken/", views.withdraw, name="mine_withdraw"),
    path("mijn/bezwaar/<uuid:ground>/", views.objection, name="mine_object"),
    path("mijn/volgorde/", views.ranking, name="mine_ranking"),
    path("mijn/profiel/<uuid:pk>/", profile_views.change, name="mine_profile"),
    path("mijn/profiel/<uuid:pk>/weg/", profile_views.forget, name="mine_profile_forget"),
    path("mijn/contact/<uuid:pk>/", contact_views.contact, name="mine_contact"),
    path("mijn/verwijderen/", views.delete, name="mine_delete"),
    path("mijn/weg/", views.leave, name="mine_leave"),
]
