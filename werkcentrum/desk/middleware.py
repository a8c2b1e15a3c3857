"""Screens of a desk are answered before what only people need: a session, a login, a form."""

import re
from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from werkcentrum.core.languages import bare_path
from werkcentrum.desk.views import device_state

GetResponse = Callable[[HttpRequest], HttpResponse]
_ASKS: Final = re.compile(r"scherm/([^/]+)/stand/")


class ScreenMiddleware:
    """Answers a screen that asks what is new (`device_state`) at once.

    Screens ask hundreds of times a second, and what stands behind this middleware was a third of
    what that cost. Stands behind what guards every answer and LanguageMiddleware, and before
    sessions. An address that is wrong goes on, and gets the page of any other wrong address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _ASKS.fullmatch(bare_path(request.path))
        if asked is None:
            return self.get_response(request)
        try:
            return device_state(request, asked[1])
        except Http404:
            return self.get_response(request)
