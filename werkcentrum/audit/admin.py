"""The audit trail in the administration."""

from django.contrib import admin

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.admin import ReadOnlyAdmin


@admin.register(AuditLine)
class AuditLineAdmin(ReadOnlyAdmin):
    """Who did what, when. A line knows its region by key, not by reference."""

    list_display = ("at", "verb", "subject_type", "actor", "region_key")
    list_filter = ("verb",)
