"""Users and their roles in the administration."""

from django.contrib import admin

from werkcentrum.accounts.models import Membership, User
from werkcentrum.core.admin import ReadOnlyAdmin


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Who may log in."""

    list_display = ("email", "is_active", "is_superuser", "last_login")
    fields = ("email", "is_active", "is_superuser", "last_login")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Which role somebody has where."""

    list_display = ("user", "region", "role")
    list_select_related = ("user", "region")
    list_filter = ("role",)
