"""How a web worker starts: whatever pages need of the program is read before the first request.

A worker that took requests sooner kept their visitors waiting a second, while another was free.
"""

import gc
from importlib import import_module

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.translation import override


def ready_application() -> WSGIHandler:
    """The application, with the site map and all its views."""
    # What is read now stays. To search it for garbage again and again was a sixth of the start.
    gc.disable()
    try:
        application = get_wsgi_application()
        import_module(settings.ROOT_URLCONF)
        # Made of the site map when an address is asked for, in each language anew.
        for code, _name in settings.LANGUAGES:
            with override(code):
                _ = get_resolver().reverse_dict
    finally:
        gc.freeze()
        gc.enable()
    return application
