"""What happens once when the software starts."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from werkcentrum.core.gettext_files import compile_stale


class CoreConfig(AppConfig):
    """The shared kernel."""

    name = "werkcentrum.core"

    def ready(self) -> None:
        """Translations are ready before the first page asks for one, and every app with personal
        data has told what it holds, from the lowest floor up."""
        compile_stale(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
        autodiscover_modules("forgetting")
