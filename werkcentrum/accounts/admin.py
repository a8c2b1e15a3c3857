"""Users in the administration."""

from django.contrib import admin
from django.contrib.auth.models import Group

from werkcentrum.accounts.models import User
from werkcentrum.core.admin import ReadOnlyAdmin

# Django shows groups by itself, to be changed by hand; here nothing is changed by hand.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Who may log in."""

    list_display = ("username", "region", "is_active", "last_login")
    list_select_related = ("region",)
    fields = ("username", "region", "is_active", "is_staff", "last_login")
