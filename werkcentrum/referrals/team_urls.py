"""Addresses for a partner's employees, below /medewerkers/doorverwijzingen/, and of the link."""

from django.urls import path

from werkcentrum.referrals import answer_views, team_views

urlpatterns = [
    path("", team_views.received_referrals, name="received_referrals"),
    path("<uuid:pk>/", team_views.received_referral, name="received_referral"),
    path("<uuid:pk>/stap/", team_views.received_step, name="received_step"),
]
# In Dutch only: whoever answers works here.
links = [path("antwoord/<str:secret>/", answer_views.answer_link, name="answer_link")]
