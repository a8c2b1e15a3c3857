"""Addresses of bodies and offices."""

from django.urls import path

from werkcentrum.governance.authority import body_views as views
from werkcentrum.governance.authority import correct_views

urlpatterns = [
    path("", views.body_list, name="body_list"),
    path("ambten/<uuid:pk>/einde/", views.office_end, name="office_end"),
    path("ambten/<uuid:pk>/verbeteren/", correct_views.office_correct, name="office_correct"),
    path("orgaan/<uuid:pk>/verbeteren/", correct_views.body_correct, name="body_correct"),
    path("<slug:key>/", views.organisation_bodies, name="organisation_bodies"),
    path("<slug:key>/orgaan/", views.body_add, name="body_add"),
    path("<slug:key>/ambt/", views.office_add, name="office_add"),
]
