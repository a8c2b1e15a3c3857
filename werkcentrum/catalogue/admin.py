"""The catalogue in the administration."""

from django.contrib import admin

from werkcentrum.catalogue.models import EmergencyHelp, ExampleQuestion, LocalVariant, Service
from werkcentrum.core.admin import ReadOnlyAdmin


@admin.register(Service)
class ServiceAdmin(ReadOnlyAdmin):
    """Services: what is there, and what nobody checked yet."""

    list_display = ("title", "kind", "main_theme", "provider", "checked_on")
    list_select_related = ("main_theme",)
    # Only themes with services in the list: all themes would be those of every region.
    list_filter = ("kind", ("main_theme", admin.RelatedOnlyFieldListFilter), "provider")
    search_fields = ("title", "summary")


@admin.register(LocalVariant)
class LocalVariantAdmin(ReadOnlyAdmin):
    """Where municipalities differ."""

    list_display = ("service", "municipality", "is_example")
    list_select_related = ("service", "municipality")


@admin.register(ExampleQuestion)
class ExampleQuestionAdmin(ReadOnlyAdmin):
    """Questions the ranker learns from."""

    list_display = ("text", "label", "lang", "style")
    list_filter = ("lang", "style")
    search_fields = ("text", "label")


@admin.register(EmergencyHelp)
class EmergencyHelpAdmin(ReadOnlyAdmin):
    """Emergency help and who approved it."""

    list_display = ("title", "kind", "approved_by", "approved_on", "checked_on")
