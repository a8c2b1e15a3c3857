"""Invented people who look for work, without a name, so that pages that count people have some.

Each let the municipality keep a profile: facts of nobody are gone the first night.
"""

from datetime import datetime
from typing import Final

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.actions import remember_client
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

# Of each: what work they want, the keys of our list, and how many of them there are.
_LOOKING: Final = (
    ("magazijnmedewerker orderpicker", 9), ("vrachtwagenchauffeur bezorger", 5), ("bezorger", 3),
    ("verzorgende", 3), ("helpende-zorg huishoudelijke-hulp", 4), ("kok bediening", 4),
    ("schoonmaker kamermeisje", 7), ("schoonmaker magazijnmedewerker", 4),
    ("administratief-medewerker receptionist", 8), ("verkoper-winkel kassamedewerker", 5),
    ("timmerman", 2), ("schilder klusser", 6), ("onderwijsassistent", 2),
)  # fmt: skip
_CODES: Final = ("2273", "2718", "2641", "2652", "2262")
_MOST_YEARS: Final = 12
_FEWEST_HOURS, _MORE_HOURS = 16, 8
_KM: Final = (10, 15, 25)


def make_demo_people(region: Region, *, at: datetime) -> None:
    """People with a profile. Nothing when somebody has one, or when nobody may keep any."""
    grounds = LegalGround.objects.on(day_of(at)).filter(
        purpose__region=region, purpose__key=PURPOSE, kind=LegalGround.Kind.CONSENT
    )
    ground = grounds.select_related("controller").order_by("controller__key").first()
    if ground is None or ProfileFacts.objects.filter(region=region).exists():
        return
    wanted = [wishes.split() for wishes, count in _LOOKING for _one in range(count)]
    for number, keys in enumerate(wanted):
        consent = _consent(region, ground, f"Voorbeeld {number + 1}", at)
        facts = _facts(keys, number)
        keep_profile(client=consent.client, facts=facts, consent=consent, by=SYSTEM, at=at)


def _consent(region: Region, ground: LegalGround, name: str, at: datetime) -> Consent:
    client = remember_client(
        region=region, name_to_use=name, language="nl", retention_until=keep_until(region, at),
        by=SYSTEM, at=at,
    )  # fmt: skip
    text = text_for(ground.purpose_id, client.language, at)
    assert text is not None  # noqa: S101  a purpose has a text in Dutch
    return give_consent(
        client=client, text=text, controller=ground.controller, recipient=ground.controller,
        data=[Data.PROFILE], way=Consent.Way.VOICE, by=SYSTEM, at=at,
    )  # fmt: skip


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
