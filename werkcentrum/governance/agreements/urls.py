"""Addresses of agreements, below /medewerkers/samenwerking/overeenkomsten/."""

from django.urls import path

from werkcentrum.governance.agreements import clause_views, party_views, term_views, views

urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("nieuw/", views.agreement_new, name="agreement_new"),
    path("<uuid:pk>/", views.agreement, name="agreement"),
    path("<uuid:pk>/gegevens/", views.agreement_change, name="agreement_change"),
    path("<uuid:pk>/stand/<slug:stage>/", views.agreement_stage, name="agreement_stage"),
    path("<uuid:pk>/partij-erbij/", party_views.party_new, name="party_new"),
    path("partij/<uuid:pk>/", party_views.party, name="party"),
    path("partij/<uuid:pk>/vastleggen/<slug:what>/", party_views.party_note, name="party_note"),
    path("partij/<uuid:pk>/weg/", party_views.party_remove, name="party_remove"),
    path("<uuid:pk>/tekst/", clause_views.agreement_text, name="agreement_text"),
    path("<uuid:pk>/tekst/erbij/", clause_views.clause_new, name="clause_new"),
    path("bepaling/<uuid:pk>/", clause_views.clause, name="clause"),
    path("bepaling/<uuid:pk>/weg/", clause_views.clause_remove, name="clause_remove"),
    path("bepaling/<uuid:pk>/naar/<slug:way>/", clause_views.clause_move, name="clause_move"),
    path("<uuid:pk>/versie-maken/", clause_views.version_make, name="version_make"),
    path("<uuid:pk>/versie/<int:number>/", clause_views.version, name="version"),
    path("<uuid:pk>/versie/<int:number>/pdf/", clause_views.version_pdf, name="version_pdf"),
    path("<uuid:pk>/looptijd/", term_views.agreement_term, name="agreement_term"),
    path("<uuid:pk>/looptijd/<slug:step>/", term_views.term_step, name="term_step"),
]
