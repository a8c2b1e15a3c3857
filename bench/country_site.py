"""The site as the country bench serves it: every answer tells what it cost the worker."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from werkcentrum.config.starting import ready_application


def application() -> Callable[..., Any]:
    """The WSGI application; headers tell the processor time (microseconds) and which worker."""
    settings.ROOT_URLCONF = "bench.country_urls"
    # Here the whole country comes from one address.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"take_number": "1000000/h/ip"}
    django = ready_application()

    worker = ("X-Worker", str(os.getpid()))

    def measured(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = time.thread_time_ns()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            spent = (time.thread_time_ns() - begun) // 1000
            return start_response(status, [*headers, ("X-Cpu", str(spent)), worker], *rest)

        answer: Iterable[bytes] = django(environ, start)
        return answer

    return measured
