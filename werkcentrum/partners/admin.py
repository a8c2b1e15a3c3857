"""Regions and partners in the administration."""

from django.contrib import admin

from werkcentrum.core.admin import ReadOnlyAdmin
from werkcentrum.partners.models import Location, Municipality, Organisation, Region


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions."""

    list_display = ("name", "code", "content_version", "is_demonstration")


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    """Municipalities with their emergency numbers."""

    list_display = ("name", "homeless_phone", "hunger_phone", "phones_checked_on")


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    """Partners."""

    list_display = ("name", "kind", "municipality", "is_example")
    list_select_related = ("municipality",)
    list_filter = ("kind",)


@admin.register(Location)
class LocationAdmin(ReadOnlyAdmin):
    """Places to walk in."""

    list_display = ("name", "place", "organisation", "is_example")
    list_select_related = ("organisation",)
