"""What an agreement can give a party: the purposes that the code of this house asks for.

A region may have more of them in its register, which stands above this app.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the middle of a sentence.
GIVES: Final[dict[str, str | Promise]] = {
    "network": _("getoond worden bij het Werkcentrum"),
    "referral": _("doorverwijzingen ontvangen"),
    "aftercare": _("later vragen hoe het met iemand gaat"),
    "vacancy_contact": _("horen wie bij een vacature past en ja zegt"),
    "appointment": _("een afspraak maken met iemand"),
    "statistics": _("meetellen in cijfers"),
    "invitations": _("mensen uitnodigen"),
}


def in_words(purpose: str) -> str:
    """What a purpose gives; one of the region's own as it is written there."""
    return str(GIVES.get(purpose, purpose))
