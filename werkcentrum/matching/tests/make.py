"""People and vacancies to match in tests."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.tests.make import make_enquiry
from werkcentrum.core.testing import Page
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.matching import finding, market
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Hours, Profile, Study, Vacancy, Work
from werkcentrum.matching.models import MatchRun, MatchWeights
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.rules import CONTACT, CONTACT_DATA
from werkcentrum.matching.scoring import Market
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.models import LegalGround
from werkcentrum.privacy.tests.make import (
    make_client,
    make_ground,
    make_municipal,
    make_purpose,
    make_standing,
)
from werkcentrum.profiles.facts import Experience, Facts, Skill, Wish, to_json
from werkcentrum.profiles.models import Profile as StoredProfile
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.tests.make import make_profile
from werkcentrum.search.embed import NullEmbedder
from werkcentrum.vacancies.models import Vacancy as SiteVacancy
from werkcentrum.vacancies.tests.make import LAST_DAY, make_published

VOORBURG, DELFT = (52.071, 4.363), (52.012, 4.357)
POINTS = {"2271": VOORBURG, "2611": DELFT}

COOK = Facts(
    wishes=(Wish("koken overdag", "kok"),),
    work=(Experience("kok in een hotel", "kok", 8.0, "ontbijt lunch voor grote groepen"),),
    skills=(Skill("hygiëne"), Skill("vers koken", "koken"), Skill("HACCP", "haccp")),
    postcode4="2271", km=10, hours_min=16, hours_max=36, irregular=False,
)  # fmt: skip


def make_cook(**fields: Any) -> Profile:
    """Somebody who cooked in a hotel for eight years."""
    wanted: dict[str, Any] = {
        "key": "kok",
        "wishes": ("koken, overdag",),
        "work": (Work("kok in een hotel", 8, "ontbijt en lunch voor grote groepen"),),
        "skills": ("hygiëneregels",),
        "studies": (Study("koksschool"),),
        "postcode4": "2271",
        "km": 10,
        "hours": Hours(24, 32),
        "level": 4,
        "licences": frozenset({"B"}),
        "irregular": False,
    }
    return Profile(**(wanted | fields))


def make_vacancy(key: str = "keuken", title: str = "Kok zorgcentrum", **fields: Any) -> Vacancy:
    """A cook wanted by day, around the corner."""
    wanted: dict[str, Any] = {
        "text": "U kookt elke middag vers voor ouderen en werkt met HACCP.",
        "postcode4": "2271",
        "hours": Hours(28, 36),
        "level": 3,
        "licences": frozenset(),
        "irregular": False,
    }
    return Vacancy(key, title, **(wanted | fields))


def make_market(*vacancies: Vacancy) -> Market:
    """These vacancies, with words and concepts but without meaning."""
    return Market(list(vacancies), Preparer(seed_reader(), NullEmbedder()), POINTS)


@cache
def make_street() -> Market:
    """Four quite different vacancies."""
    return make_market(
        make_vacancy(),
        make_vacancy("balie", "Receptionist", text="U ontvangt gasten en neemt de telefoon op."),
        make_vacancy("bouw", "Timmerman", text="U zaagt, schroeft en leest tekeningen. VCA nodig."),
        make_vacancy("groen", "Hovenier", text="U snoeit, maait en legt tuinen aan."),
    )


def make_kitchen(region: Region, **others: Any) -> SiteVacancy:
    """The kitchen of a care home is on the website."""
    said = {
        "title": "Kok zorgcentrum", "description": "U kookt elke dag vers en werkt met HACCP.",
        "employer_name": "Huize Linde",
    }  # fmt: skip
    return make_published(region, **(said | others))


def make_seeker(region: Region, name: str = "Olena", **others: Any) -> StoredProfile:
    """Olena cooked for eight years, and let the municipality keep that."""
    client = make_client(region, name, address=f"{name.lower()}@post.example")
    return make_profile(client, COOK if not others else replace(COOK, **others))


def guide_of(profile: StoredProfile, page: Page, region: Region) -> Page:
    """Fatima, who helps this person."""
    fatima = make_staff(region, "fatima", "adviser", organisation=make_municipal(region))
    enquiry = make_enquiry(region)
    Enquiry.objects.filter(pk=enquiry.pk).update(client=profile.client, adviser=fatima)
    other = page.at("testserver")
    other.log_in(fatima)
    return other


def make_contact_ground(region: Region, recipient: Organisation) -> LegalGround:
    """The municipality may tell who somebody is to who asks contact, if they agree.

    The same row when it is there already.
    """
    purpose = make_purpose(region, CONTACT, "In contact brengen met een werkgever")
    found = purpose.grounds.filter(recipient=recipient).first()
    if found is not None:
        return found
    make_standing(recipient, CONTACT)
    return make_ground(purpose, make_municipal(region), recipient, data=CONTACT_DATA)


def no_meaning(monkeypatch: pytest.MonkeyPatch) -> Preparer:
    """The encoder takes a second to load; what words do is the same without."""
    preparer = Preparer(seed_reader(), NullEmbedder())
    for module in (market, finding):
        monkeypatch.setattr(module, "preparer", lambda: preparer)
    market._kept.clear()
    market._written.clear()
    return preparer


def find_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """People are found without meaning. The scores of words alone are lower."""
    no_meaning(monkeypatch)
    monkeypatch.setattr(finding, "FITS", 0.25)


def make_known_list(region: Region, pk: str) -> None:
    """A proposal for other weights and a list of somebody unknown, under a number of their own."""
    facts = ProfileFacts.objects.create(
        pk=pk, region=region, facts=to_json(COOK), changed_at=MONDAY_MORNING, kept_until=LAST_DAY
    )
    MatchRun.objects.create(
        pk=pk, facts=facts, software="x", weights="2026-1", input_digest=COOK.digest,
        vacancy_count=0, filters={}, excluded={}, results=[], is_ranked=True, made_by="x",
        made_at=MONDAY_MORNING,
    )  # fmt: skip
    MatchWeights.objects.create(
        pk=pk, region=region, version=f"{region.key[:8]}-{pk[-4:]}", words=50, meaning=50, skills=0,
        occupation=0, level=0, reason="Anders.", starts_on=LAST_DAY, proposed_by="karin",
        proposed_at=MONDAY_MORNING,
    )  # fmt: skip
