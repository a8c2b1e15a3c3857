"""The administration: for looking, not for changing. Changes come through `load-region`."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

admin.site.site_header = "Werkcentrum: beheer (alleen lezen)"
admin.site.site_title = "Werkcentrum"
admin.site.index_title = "Overzicht"


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Shows rows of the user's own region; nobody adds, changes or deletes here.

    `region_path` is the lookup from the model to its region.
    """

    region_path = "region"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows of the user's region; a superuser sees all, a user without region nothing."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        region = getattr(request.user, "region_id", None)
        return rows.filter(**{self.region_path: region}) if region else rows.none()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """Every field, without building a form to find out: there is nothing to fill in."""
        columns = (*self.opts.concrete_fields, *self.opts.many_to_many)
        return list(self.fields or (field.name for field in columns if field.editable))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only by what the list offers to filter on.

        Django lets the address ask for any column: `?password__startswith=` would tell it.
        """
        offered = {name[0] if isinstance(name, tuple) else name for name in self.list_filter}
        is_offered = lookup.partition("__")[0] in offered
        return is_offered and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes."""
        return False
