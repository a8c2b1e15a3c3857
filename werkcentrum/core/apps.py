"""What happens once when the software starts."""

from django.apps import AppConfig
from django.conf import settings

from werkcentrum.core.gettext_files import compile_stale


class CoreConfig(AppConfig):
    """The shared kernel."""

    name = "werkcentrum.core"

    def ready(self) -> None:
        """Translations are ready before the first page asks for one."""
        compile_stale(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
