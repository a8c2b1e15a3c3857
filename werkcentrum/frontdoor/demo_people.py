"""Invented people who look for work, so that pages that count people have some.

Each let an organisation keep a profile: facts of nobody are gone the first night. One of them has a
name and an adviser, so that somebody can answer when an account manager asks for contact.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.actions import remember_client
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.rules import keep_until
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Region
from werkcentrum.privacy.actions import give_consent
from werkcentrum.privacy.models import Consent, Data, LegalGround
from werkcentrum.privacy.rules import text_for
from werkcentrum.profiles.actions import keep_profile
from werkcentrum.profiles.facts import Experience, Facts, Wish
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.rules import PURPOSE
from werkcentrum.skills.queries import lexicon
from werkcentrum.training.actions import tell_people

# Enough of each group to be told of, whoever is left out by chance (`tell_people`).
# Of each: what work they want, the keys of our list, and how many of them there are.
_LOOKING: Final = (
    ("magazijnmedewerker orderpicker", 9), ("vrachtwagenchauffeur bezorger", 5), ("bezorger", 3),
    ("verzorgende", 5), ("helpende-zorg huishoudelijke-hulp", 4), ("kok bediening", 4),
    ("schoonmaker kamermeisje", 7), ("schoonmaker magazijnmedewerker", 4),
    ("administratief-medewerker receptionist", 8), ("verkoper-winkel kassamedewerker", 5),
    ("timmerman", 3), ("schilder klusser", 6), ("onderwijsassistent", 2),
)  # fmt: skip
# Who has an adviser (`demo_enquiries`), and what work she wants.
_HELPED: Final = ("Fleur", "verkoper-winkel kassamedewerker")
_CODES: Final = ("2273", "2718", "2641", "2652", "2262")
_MOST_YEARS: Final = 12
_FEWEST_HOURS, _MORE_HOURS = 16, 8
_KM: Final = (10, 15, 25)


def make_demo_people(region: Region, *, at: datetime) -> None:
    """People with a profile. Nothing when somebody has one, or when nobody may keep any."""
    rows = LegalGround.objects.on(day_of(at)).filter(
        purpose__region=region, purpose__key=PURPOSE, kind=LegalGround.Kind.CONSENT
    )
    grounds = list(rows.select_related("controller").order_by("controller__key"))
    if not grounds or ProfileFacts.objects.filter(region=region).exists():
        return
    _keep_of_helped(region, grounds, at)
    wanted = [wishes.split() for wishes, count in _LOOKING for _one in range(count)]
    for number, keys in enumerate(wanted):
        client = remember_client(
            region=region, name_to_use=f"Voorbeeld {number + 1}", language="nl",
            retention_until=keep_until(region, at), by=SYSTEM, at=at,
        )  # fmt: skip
        _keep(client, grounds[0], _facts(keys, number), at)
    tell_people(at=at)


def _keep_of_helped(region: Region, grounds: Sequence[LegalGround], at: datetime) -> None:
    name, wanted = _HELPED
    rows = Enquiry.objects.filter(region=region, client__name_to_use=name, adviser__isnull=False)
    found = rows.select_related("client").order_by("pk").first()
    for ground in grounds:
        if found and found.client and found.organisation_id == ground.controller_id:
            _keep(found.client, ground, _facts(wanted.split(), 1), at)


def _keep(client: Client, ground: LegalGround, facts: Facts, at: datetime) -> None:
    text = text_for(ground.purpose_id, client.language, at)
    assert text is not None  # noqa: S101  a purpose has a text in Dutch
    consent = give_consent(
        client=client, text=text, controller=ground.controller, recipient=ground.controller,
        data=[Data.PROFILE], way=Consent.Way.VOICE, by=SYSTEM, at=at,
    )  # fmt: skip
    keep_profile(client=client, facts=facts, consent=consent, by=SYSTEM, at=at)


def _facts(keys: list[str], number: int) -> Facts:
    """What they want and what they did: the first of those, a while."""
    names = {key: lexicon().concepts[key].label for key in keys}
    hours = _FEWEST_HOURS + number % 3 * _MORE_HOURS
    return Facts(
        wishes=tuple(Wish(name, key) for key, name in names.items()),
        work=(Experience(names[keys[0]], keys[0], float(number % _MOST_YEARS)),),
        postcode4=_CODES[number % len(_CODES)], km=_KM[number % len(_KM)],
        hours_min=hours, hours_max=hours + _MORE_HOURS,
    )  # fmt: skip
