"""The site map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("werkcentrum.frontdoor.urls")),
    path("beheer/", admin.site.urls),
]
