"""What somebody may do here, and for how long."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from werkcentrum.casework.models import Client
from werkcentrum.core.configured import can_send
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Region

KEY_WORKS_FOR: Final = timedelta(minutes=30)
# Nobody comes near guessing one in a million.
MOST_TRIES: Final = 5
# Somebody goes away from a library computer without saying so.
STAYS_IN_FOR: Final = timedelta(minutes=30)


def language_to_write(clients: Sequence[Client], *, page: str) -> str:
    """In which we write to somebody: what they chose for that, else the language of the `page`.

    Dutch counts as no choice: everybody begins with it. Of several choices the newest counts.
    """
    chosen = (client.language for client in reversed(clients))
    return next((code for code in chosen if code != settings.LANGUAGE_CODE), page)


def can_text(region: Region) -> bool:
    """Whether this site sends text messages; a demonstration shows them."""
    return region.is_demonstration or can_send(OutboxMessage.Channel.SMS)


def open_too_long() -> Refusal:
    """The form is too old."""
    return Refusal(_("Deze pagina stond te lang open. Kijk alles na en ga verder."))


def same_address() -> Refusal:
    """Nothing would change."""
    return Refusal(_("Dit adres kennen wij al van u."))


def wrong_code() -> Refusal:
    """Not the code that was sent, or not any more."""
    return Refusal(
        _("Deze code klopt niet of werkt niet meer. Kijk nog eens, of vraag een nieuwe.")
    )


def old_link() -> Refusal:
    """It was used, or it is too old."""
    return Refusal(_("Deze link werkt niet meer. Vraag een nieuwe."))


def login_failed() -> Refusal:
    """Cancelled at the broker, too late, made up, or the broker is away."""
    return Refusal(
        _("Het inloggen is niet gelukt. Probeer het opnieuw, of kom binnen met een link of code.")
    )


def not_tied() -> Refusal:
    """Nobody comes in by a login that was never tied."""
    return Refusal(
        _(
            "Wij weten nog niet wie er bij deze inlog hoort. Kom één keer binnen met een link of "
            "code. Koppel daarna uw inlog."
        )
    )


def tied_already() -> Refusal:
    """One login at a time."""
    return Refusal(_("Er is al een inlog gekoppeld. Maak die eerst los."))


def tied_elsewhere() -> Refusal:
    """This login leads to others than whoever is in."""
    return Refusal(_("Deze inlog hoort al bij een ander adres. Maak hem daar eerst los."))


def nothing_tied() -> Refusal:
    """In another window, a moment ago."""
    return Refusal(_("Er is geen inlog gekoppeld."))


def nothing_to_do() -> Refusal:
    """In another window a moment ago, or what it was about is over."""
    return Refusal(_("U deed dit al, of het kan niet meer. Hieronder ziet u hoe het nu is."))


def too_often() -> Refusal:
    """One network asks very often."""
    return Refusal(_("Dit is te vaak gevraagd. Probeer het over een uur nog eens, of bel ons."))
