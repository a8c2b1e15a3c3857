"""What each form for a formal message is called, and what it is for, in the words of visitors."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from werkcentrum.formal.models import Kind


@dataclass(frozen=True)
class Wording:
    """The texts of one form; `page` is the name of its address."""

    page: str
    title: Any
    lead: Any
    to_whom: Any
    about_whom: Any
    text: Any
    text_hint: Any


WORDING: Final = {
    Kind.COMPLAINT: Wording(
        page="complaint",
        title=_("Stuur een klacht"),
        lead=_("Bent u niet tevreden over hoe iemand u hielp? Schrijf op wat er is gebeurd."),
        to_whom=_("Over wie gaat uw klacht?"),
        about_whom=_("Kies de organisatie waar dit gebeurde. Weet u het niet? Kies uw gemeente."),
        text=_("Wat is er gebeurd?"),
        text_hint=_("Schrijf op wat er gebeurde, waar en wanneer. En wat u wilt dat er gebeurt."),
    ),
    Kind.PRIVACY: Wording(
        page="privacy_request",
        title=_("Vraag iets over uw gegevens"),
        lead=_("U mag weten wat een organisatie van u bewaart. U mag dat ook laten verbeteren."),
        to_whom=_("Aan wie vraagt u dit?"),
        about_whom=_("Kies een of meer organisaties. Weet u het niet? Kies uw gemeente."),
        text=_("Om welke gegevens gaat het?"),
        text_hint=_("Bijvoorbeeld: alles van mijn gesprek in mei."),
    ),
    Kind.WOO: Wording(
        page="woo_request",
        title=_("Vraag om stukken van de overheid"),
        lead=_("Iedereen mag dat vragen. U hoeft niet te zeggen waarom. Dit heet een Woo-verzoek."),
        to_whom=_("Wie heeft de stukken?"),
        about_whom=_("Stukken over de hele regio liggen bij de gemeente die al gekozen is."),
        text=_("Welke stukken wilt u zien?"),
        text_hint=_("Schrijf op waar ze over gaan en uit welke tijd ze zijn."),
    ),
}  # fmt: skip
