"""The WSGI application that the server runs."""

import os
import threading

from werkcentrum.config.starting import ready_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.config.settings")
application = ready_application()

# These need Django set up.
from werkcentrum.frontdoor.answering import warm_up  # noqa: E402
from werkcentrum.frontdoor.readmodel import Watcher  # noqa: E402


def _keep_up() -> None:
    """What is published, at once and ever after; where nothing is, what the database holds."""
    watcher = Watcher()
    watcher.look()
    if not watcher.has_found_any:
        # The language model takes a second to read; the first visitor should not wait for it.
        warm_up()
    watcher.watch()


threading.Thread(target=_keep_up, daemon=True).start()
