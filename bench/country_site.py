"""The site as the country bench serves it: every answer tells what it cost the worker."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from werkcentrum.config.starting import ready_application


def application() -> Callable[..., Any]:
    """The WSGI application; headers tell the processor time (microseconds) and which worker."""
    settings.ROOT_URLCONF = "bench.country_urls"
    # Here the whole country comes from one address.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"take_number": "1000000/h/ip"}
    django = ready_application()
    _know_the_regions()

    worker = ("X-Worker", str(os.getpid()))

    def measured(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = time.thread_time_ns()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            spent = (time.thread_time_ns() - begun) // 1000
            return start_response(status, [*headers, ("X-Cpu", str(spent)), worker], *rest)

        answer: Iterable[bytes] = django(environ, start)
        return answer

    return measured


def _know_the_regions() -> None:
    """As a worker does that found a read model: it asks nobody whose host name this is."""
    # These need Django set up.
    from werkcentrum.partners.middleware import region_memory
    from werkcentrum.partners.models import RegionHost

    hosts = RegionHost.objects.select_related("region")
    region_memory.publish({host.host: host.region for host in hosts})
    connection.close()
