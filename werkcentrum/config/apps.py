"""Django's administration, in our own shape."""

from django.contrib.admin.apps import AdminConfig


class HouseAdminConfig(AdminConfig):
    """Registers what every app shows with our own site."""

    default_site = "werkcentrum.core.admin.HouseAdminSite"
