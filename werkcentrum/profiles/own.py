"""The profile of somebody who stays unknown: in a cookie of their browser, never on the server.

Signed, so that what comes back is what somebody confirmed here, and gone when the browser closes;
a browser that stays open, as in a library, brings it back in vain after `HOLDS_FOR`.
"""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.profiles.facts import Facts, from_json, to_json

COOKIE: Final = "werkprofiel"
_SALT: Final = "profiles.own"
# Browsers drop a cookie of more than 4 kB, its name and attributes counted.
HOLDS_FOR: Final = timedelta(hours=12)
"""Counted from when somebody last confirmed or changed something."""

MOST_BYTES: Final = 3_500


def read(request: HttpRequest) -> Facts | None:
    """What this browser holds; None without a profile, or with one that is old or not ours."""
    try:
        return from_json(_signed(request))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def is_old(request: HttpRequest) -> bool:
    """Whether this browser holds a profile of ours that counts no more."""
    try:
        _signed(request)
    except signing.SignatureExpired:
        return True
    except (signing.BadSignature, ValueError):
        pass
    return False


def keep(response: HttpResponse, facts: Facts) -> None:
    """Put it in the browser. Raises RefusedError with what to do when it is too much for one."""
    value = signing.dumps(to_json(facts), salt=_SALT, compress=True)
    if len(value) > MOST_BYTES:
        raise RefusedError(_too_much())
    response.set_cookie(
        COOKIE, value, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def forget(response: HttpResponse) -> None:
    """Throw it away."""
    response.delete_cookie(COOKIE, samesite="Lax")


def too_old() -> Refusal:
    """Somebody else may sit behind this browser now."""
    return Refusal(
        _("Uw profiel stond hier langer dan twaalf uur. Daarom is het weg. Vertel het opnieuw.")
    )


def _signed(request: HttpRequest) -> Any:
    return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=HOLDS_FOR)


def _too_much() -> Refusal:
    """The browser of somebody cannot hold all of it."""
    return Refusal(
        _("Dit is te veel om in uw browser te bewaren. Vink minder aan, of maak uw verhaal korter.")
    )
