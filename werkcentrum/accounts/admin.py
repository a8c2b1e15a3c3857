"""Users and their roles in the administration."""

from django.contrib import admin

from werkcentrum.accounts.models import Membership, User
from werkcentrum.audit.admin import LookedAtAdmin


@admin.register(User)
class UserAdmin(LookedAtAdmin):
    """Who may log in."""

    list_display = ("email", "is_active", "is_superuser", "last_login")
    fields = ("email", "is_active", "is_superuser", "last_login")


@admin.register(Membership)
class MembershipAdmin(LookedAtAdmin):
    """Which role somebody has where."""

    list_display = ("user", "organisation", "role")
    list_select_related = ("user", "organisation")
    list_filter = ("role",)
