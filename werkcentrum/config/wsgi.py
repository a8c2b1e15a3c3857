"""The WSGI application that the server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.config.settings")
application = get_wsgi_application()

# The language model takes a second to read; the first visitor should not wait for it.
from werkcentrum.frontdoor.answering import warm_up  # noqa: E402  needs Django set up

threading.Thread(target=warm_up, daemon=True).start()
