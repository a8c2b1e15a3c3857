"""Addresses of the digital desk: pages for people in every language, and pages for machines."""

from django.urls import path

from werkcentrum.frontdoor import (
    answer_views,
    browse_views,
    enquiry_views,
    machine_views,
    reach_views,
    views,
)

pages = [
    path("", views.home, name="home"),
    path("antwoord/", answer_views.answers, name="answers"),
    path("diensten/", browse_views.services, name="services"),
    path("diensten/<slug:key>/", views.service, name="service"),
    path("diensten/<slug:key>/meenemen/", views.take_along, name="take_along"),
    path("onderwerpen/", views.themes, name="themes"),
    path("onderwerpen/<slug:key>/", browse_views.theme, name="theme"),
    path("voor/<slug:key>/", browse_views.group, name="group"),
    path("werkgevers/", views.employers, name="employers"),
    path("werkgevers/stel-uw-vraag/", enquiry_views.ask_as_employer, name="ask_as_employer"),
    path("stel-uw-vraag/", enquiry_views.ask, name="ask"),
    path("verder/", enquiry_views.go_on, name="go_on"),
    path("locaties/", views.locations, name="locations"),
    path("locaties/<slug:key>/", views.location, name="location"),
    path("locaties/<slug:key>/openingstijden.ics", views.location_feed, name="location_feed"),
    path("gemeenten/", views.municipalities, name="municipalities"),
    path("gemeenten/<slug:key>/", views.municipality, name="municipality"),
    path("woordenlijst/", views.glossary, name="glossary"),
    path("over/", views.info, {"key": "over"}, name="about"),
    path("privacy/", views.info, {"key": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.info, {"key": "toegankelijkheid"}, name="accessibility"),
    path("cookies/", views.info, {"key": "cookies"}, name="cookies"),
    path("componenten/", views.components, name="components"),
    path("loop-binnen/", views.walk_in, name="walk_in"),
    path("hielp-dit/", views.feedback, name="feedback"),
    path("bedankt/", views.thanks, name="thanks"),
    path("insluiten/", reach_views.embed, name="embed"),
    path("vraagvak/", reach_views.box, name="box"),
    path("zuil/", reach_views.kiosk_start, name="kiosk"),
    path("zuil/antwoord/", reach_views.kiosk_answers, name="kiosk_answers"),
    path("zuil/onderwerpen/<slug:key>/", reach_views.kiosk_theme, name="kiosk_theme"),
    path("zuil/diensten/<slug:key>/", reach_views.kiosk_service, name="kiosk_service"),
]
machine_pages = [
    path(".well-known/security.txt", machine_views.security_txt, name="security_txt"),
    path("robots.txt", machine_views.robots_txt, name="robots_txt"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("insluiten.js", reach_views.embed_script, name="embed_script"),
    path("gezond/", machine_views.health, name="health"),
]
