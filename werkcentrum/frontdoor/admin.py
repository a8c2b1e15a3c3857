"""What visitors asked, in the administration."""

from django.contrib import admin

from werkcentrum.audit.admin import LookedAtAdmin
from werkcentrum.core.admin import ReadOnlyAdmin
from werkcentrum.frontdoor.models import Question, Tally


@admin.register(Question)
class QuestionAdmin(LookedAtAdmin):
    """Masked questions; the unanswered ones show where the catalogue falls short."""

    list_display = ("text", "asked_on", "language", "is_confident", "best")
    list_filter = ("is_confident", "language")
    search_fields = ("text",)


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin):
    """Counts per day."""

    list_display = ("on", "event", "key", "count")
    list_filter = ("event",)
