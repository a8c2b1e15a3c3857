"""Profiles of people, for who helps them and for themselves."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from werkcentrum.casework.models import Client
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import place_finder_of
from werkcentrum.privacy.models import Consent
from werkcentrum.profiles.exchange import Words
from werkcentrum.profiles.facts import Wish
from werkcentrum.profiles.items import Item
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.story import reader_of
from werkcentrum.profiles.terms import HOME
from werkcentrum.skills.queries import keys_by_uri, lexicon, uris
from werkcentrum.skills.reducing import seed_reducer

_THE_SAME = {
    "client": OuterRef("client"),
    "purpose": OuterRef("consent__purpose"),
    "controller": OuterRef("consent__controller"),
}


def profile_of(client: Client, controllers: Collection[UUID], *, today: date) -> Profile | None:
    """What one of these organisations keeps of somebody; None without, or past its last day."""
    found: QuerySet[Profile] = profiles_of([client], today=today)
    return found.filter(consent__controller__in=controllers).first()


def profiles_of(clients: Collection[Client], *, today: date) -> QuerySet[Profile]:
    """What is kept of one person, who may be several clients."""
    rows = Profile.objects.filter(client__in=clients, facts__kept_until__gt=today)
    return rows.select_related("facts", "client__region", "consent__controller").order_by("client")


def resting_on(consent: Consent) -> QuerySet[Profile]:
    """Profiles that are kept on a consent, or on one that it replaced."""
    return Profile.objects.filter(
        client=consent.client_id, consent__purpose=consent.purpose_id,
        consent__controller=consent.controller_id, consent__recipient=consent.recipient_id,
    )  # fmt: skip


def resting_on_own_word(client: Client) -> QuerySet[Profile]:
    """What is kept because somebody said so alone."""
    return Profile.objects.filter(client=client, consent__by_representative=False)


def to_delete(region_key: str, *, today: date, changed_before: datetime) -> QuerySet[ProfileFacts]:
    """Facts in a region that are past their day, whose consent is gone, or that are of nobody."""
    given = Consent.objects.filter(**_THE_SAME, withdrawn_at=None)
    held = Profile.objects.filter(Exists(given), facts=OuterRef("pk"))
    rows: QuerySet[ProfileFacts] = ProfileFacts.objects.filter(region__key=region_key)
    is_past = Q(kept_until__lte=today) | Q(changed_at__lt=changed_before)
    return rows.filter(is_past | ~Exists(held)).order_by("kept_until", "pk")


def facts_of(*clients: Client) -> QuerySet[Any]:
    """The ids of the facts that are kept of somebody, who may be several clients."""
    return Profile.objects.filter(client__in=clients).order_by("pk").values_list("facts", flat=True)


def recognised(story: str, region: Region, *, today: date) -> list[Item]:
    """What may be meant by a story, by the words and places that this site knows. Nothing of it is
    kept."""
    found = reader_of(lexicon(), today.year).recognise(story)
    if any(item.kind == "postcode" for item in found):
        return found
    return sorted([*found, *_home(story, region)], key=lambda item: item.start)


def _home(story: str, region: Region) -> Iterator[Item]:
    """The middle of the place where somebody says they live: nearly as good for a distance."""
    finder = place_finder_of(region)
    for match in HOME.finditer(story):
        place = finder.in_text(match["place"])
        if place and (postcode := finder.postcode_at(place)):
            yield Item("postcode", postcode, match[0].strip(), match.start())
            return


def words() -> Words:
    """With what files of others are read and written: the words that this site knows."""
    return Words(lexicon(), seed_reducer().reduce, uris(), keys_by_uri())


def wishes_in(typed: str) -> tuple[Wish, ...]:
    """What work somebody may mean by the few words they want."""
    found = reader_of(lexicon(), 0).recognise(f"Ik zoek werk als {typed}")
    return tuple(item.value for item in found if item.kind == "wish")
