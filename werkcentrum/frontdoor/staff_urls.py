"""Addresses for staff about what visitors asked, below /medewerkers/."""

from django.urls import path

from werkcentrum.frontdoor import staff_hours_views as hours
from werkcentrum.frontdoor import staff_views

urlpatterns = [
    path("tijden/", hours.hours_home, name="hours_home"),
    path("tijden/<slug:key>/", hours.hours_page, name="hours_page"),
    path("tijden/<slug:key>/sluiten/", hours.hours_close, name="hours_close"),
    path("tijden/<slug:key>/openen/<uuid:pk>/", hours.hours_reopen, name="hours_reopen"),
    path("tijden/<slug:key>/vast/", hours.weekly_add, name="weekly_add"),
    path("tijden/<slug:key>/vast/<uuid:pk>/", hours.weekly_change, name="weekly_change"),
    path("tijden/<slug:key>/vast/<uuid:pk>/stoppen/", hours.weekly_stop, name="weekly_stop"),
    path("tijden/<slug:key>/dag/", hours.exception_add, name="exception_add"),
    path("tijden/<slug:key>/dag/<uuid:pk>/weg/", hours.exception_remove, name="exception_remove"),
    path("tijden/<slug:key>/feestdagen/", hours.holidays, name="hours_holidays"),
    path("tijden/<slug:key>/feestdagen/kiezen/", hours.holiday_decide, name="holiday_decide"),
    path("vragen/", staff_views.question_queue, name="question_queue"),
    path("vragen/indelen/", staff_views.sort_group, name="sort_group"),
    path("gezondheid/", staff_views.content_health, name="content_health"),
]
