"""The audit trail in the administration, and looking there at people, which leaves a line."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from werkcentrum.audit.actions import record_look
from werkcentrum.audit.models import AuditLine
from werkcentrum.core import clock
from werkcentrum.core.admin import ReadOnlyAdmin


class LookedAtAdmin(ReadOnlyAdmin):
    """Rows with personal data: whoever looks at a list or a row is written down.

    A superuser looks into every region, so the line belongs to none.
    """

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list."""
        response: HttpResponse = super().changelist_view(request, *args, **kwargs)
        shown = (getattr(response, "context_data", None) or {}).get("cl")
        if shown is not None:
            self._note(request, self.model(), count=len(shown.result_list))
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A row, to read."""
        found = self.get_object(request, object_id)
        if found is not None:
            self._note(request, found)
        return super().change_view(request, object_id, *args, **kwargs)

    def _note(self, request: HttpRequest, subject: Any, **detail: Any) -> None:
        by = str(request.user.pk)
        record_look(subject=subject, by=by, at=clock.now(), region_key="", **detail)


@admin.register(AuditLine)
class AuditLineAdmin(ReadOnlyAdmin):
    """Who did what, when. A line knows its region by key, not by reference."""

    list_display = ("at", "verb", "subject_type", "actor", "region_key")
    list_filter = ("verb",)
