"""The audit trail in the administration."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.admin import ReadOnlyAdmin


@admin.register(AuditLine)
class AuditLineAdmin(ReadOnlyAdmin):
    """Who did what, when. A line knows its region by key, not by reference."""

    list_display = ("at", "verb", "subject_type", "actor", "region_key")
    list_filter = ("verb",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lines of the user's region."""
        rows = super(ReadOnlyAdmin, self).get_queryset(request)
        if request.user.is_superuser:
            return rows
        region = getattr(request.user, "region", None)
        return rows.filter(region_key=region.key) if region else rows.none()
