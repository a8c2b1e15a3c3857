"""The administration: for superusers, for looking, not for changing."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Shows rows; nobody adds, changes or deletes here."""

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


class HouseAdminSite(admin.AdminSite):
    """Django's administration without its own way in: whoever looks came in by our login.

    The second factor is asked there (`accounts.middleware`).
    """

    site_header = "Werkcentrum: beheer (alleen lezen)"
    site_title = "Werkcentrum"
    index_title = "Overzicht"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what was made for looking; the pages that packages bring could change rows."""
        if admin_class is not None and issubclass(admin_class, ReadOnlyAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Superusers. For other staff the administration does not exist."""
        user = request.user
        if user.is_authenticated and not (user.is_active and user.is_superuser):
            raise Http404
        return user.is_active and user.is_superuser

    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Our login, and back to where somebody was going."""
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, reverse("account_login"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Our page, which leaves an audit line."""
        return HttpResponseRedirect(reverse("account_change_password"))
