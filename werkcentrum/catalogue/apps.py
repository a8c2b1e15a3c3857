"""What happens once when the software starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CatalogueConfig(AppConfig):
    """Services, and the folder of a region."""

    name = "werkcentrum.catalogue"

    def ready(self) -> None:
        """Every app that reads a part of a region's folder registers it in its `region_part`."""
        autodiscover_modules("region_part")
