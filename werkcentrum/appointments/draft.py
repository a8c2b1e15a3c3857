"""What somebody chose and typed in the steps to an appointment. It is stored nowhere: each page
holds it in its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final
from uuid import UUID

from werkcentrum.appointments import queries, rules
from werkcentrum.appointments.models import AppointmentSlot, Channel, Offer, ServiceType
from werkcentrum.appointments.queries import ShownAdviser
from werkcentrum.core.forms import NO_BSN
from werkcentrum.core.typed import visible
from werkcentrum.partners.models import Region

MOST_QUESTION: Final = 5_000
# In the place of a location, and of an adviser.
BY_PHONE, BY_VIDEO, ANYBODY = "bellen", "beeldbellen", "maakt-niet-uit"
_WITHOUT_PLACE: Final = {BY_PHONE: Channel.PHONE, BY_VIDEO: Channel.VIDEO}
# What is chosen, in the order of the steps, and what is typed. Only the first may be in an address.
CHOSEN: Final = ("thema", "groep", "soort", "waar", "wie", "dag", "tijd", "mensen")
TYPED: Final = ("vraag", NO_BSN, "naam", "via", "mail", "telefoon", "brief")
_MOST_CHOSEN: Final = 80


class Step(IntEnum):
    """The pages before an appointment is made, in order. A group session begins with `PEOPLE`."""

    ABOUT = 1
    WHERE = 2
    ADVISER = 3
    DAY = 4
    TIME = 5
    PEOPLE = 6
    REACH = 7
    CHECK = 8
    BOOK = 9


# What the buttons say to the server.
WORDS: Final = {
    Step.ABOUT: "onderwerp", Step.WHERE: "plek", Step.ADVISER: "persoon", Step.DAY: "dagen",
    Step.TIME: "tijden", Step.PEOPLE: "aantal", Step.REACH: "gegevens", Step.CHECK: "nakijken",
    Step.BOOK: "maken",
}  # fmt: skip
_STEPS: Final = {word: step for step, word in WORDS.items()}


@dataclass(frozen=True)
class Draft:
    """What a form or an address says. It never refuses; what cannot be is as if not chosen."""

    typed: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        most = MOST_QUESTION if name in TYPED else _MOST_CHOSEN
        return visible(self.typed.get(name, ""), most)

    @property
    def wanted(self) -> Step:
        """The step that the button asked for."""
        return _STEPS.get(self.typed.get("stap", ""), Step.ABOUT)

    @property
    def day(self) -> date | None:
        """The chosen day."""
        try:
            return date.fromisoformat(self["dag"])
        except ValueError:
            return None

    @property
    def people(self) -> int:
        """How many people come; 1 when that is no number."""
        return int(self["mensen"]) if self["mensen"].isdecimal() else 1

    def key(self, name: str) -> UUID | None:
        """A chosen row."""
        try:
            return UUID(self[name])
        except ValueError:
            return None

    def kept(self, names: Sequence[str]) -> dict[str, str]:
        """What goes along unseen; nothing that is empty."""
        return {name: self[name] for name in names if self[name]}


@dataclass(frozen=True)
class Plan:
    """What a draft comes down to: as far as it was chosen, and exists in this region.

    `kinds`: what can be chosen. `offers`: where the chosen one can be booked, in the chosen way.
    `adviser` is None for whoever does not mind.
    """

    draft: Draft
    kinds: Sequence[ServiceType] = ()
    kind: ServiceType | None = None
    everywhere: Sequence[Offer] = ()
    channel: str = ""
    offers: Sequence[Offer] = ()
    advisers: Sequence[ShownAdviser] = ()
    adviser: UUID | None = None
    slot: AppointmentSlot | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is a group session."""
        return self.slot is not None and self.slot.offer_id is None

    @property
    def people(self) -> int:
        """How many places are asked for."""
        return self.draft.people if self.is_group else 1

    @property
    def adviser_name(self) -> str:
        """Whom the visitor chose; '' for whoever does not mind."""
        return next((one.name for one in self.advisers if one.key == self.adviser), "")

    @property
    def first_open(self) -> Step:
        """The first step that still has a question, as far as choices go."""
        if self.is_group:
            return Step.BOOK
        answers = {
            Step.ABOUT: self.kind,
            Step.WHERE: self.channel,
            Step.ADVISER: not self.advisers or self.adviser or self.draft["wie"] == ANYBODY,
            Step.DAY: self.draft.day or self.slot,
            Step.TIME: self.slot,
        }
        return next((step for step, answer in answers.items() if not answer), Step.BOOK)


def plan_of(region: Region, draft: Draft) -> Plan:
    """Look up what a draft names."""
    if draft["groep"]:
        return Plan(draft, channel=Channel.OFFICE, slot=_session_slot(region, draft))
    offers = [offer for offer in queries.offers_for(region) if offer.service_type.is_public]
    kinds = sorted({offer.service_type for offer in offers}, key=lambda kind: kind.name)
    found: dict[str, Any] = {"kinds": _at_the_place(kinds, offers, draft["waar"])}
    kind = next((one for one in kinds if one.key == draft["soort"]), None)
    if kind is None:
        return Plan(draft, **found)
    everywhere = [offer for offer in offers if offer.service_type_id == kind.pk]
    channel, chosen = _way(kind, everywhere, draft["waar"])
    advisers = queries.advisers_of(chosen[0]) if len(chosen) == 1 else []
    adviser, slot = draft.key("wie"), None
    if draft.key("tijd"):
        slot = queries.slot_for(region, draft.key("tijd"))
    return Plan(
        draft, kind=kind, everywhere=everywhere, channel=channel, offers=chosen, advisers=advisers,
        adviser=adviser if adviser in {one.key for one in advisers} else None,
        slot=slot if slot and slot.offer_id in {offer.pk for offer in chosen} else None,
        **found,
    )  # fmt: skip


def _session_slot(region: Region, draft: Draft) -> AppointmentSlot | None:
    key = draft.key("groep")
    slot = queries.slot_for(region, key) if key else None
    session = getattr(slot, "session", None)
    return slot if session is not None and not session.is_cancelled else None


def _at_the_place(
    kinds: Sequence[ServiceType], offers: Sequence[Offer], place: str
) -> Sequence[ServiceType]:
    """Only what can be booked at the location that somebody came from; all when there is none."""
    there = {o.service_type_id for o in offers if o.agenda.location.key == place}
    return [kind for kind in kinds if kind.pk in there] or kinds


def _way(kind: ServiceType, offers: Sequence[Offer], chosen: str) -> tuple[str, Sequence[Offer]]:
    """In which way they speak, and with whose agenda; '' when that cannot be."""
    channel = _WITHOUT_PLACE.get(chosen, Channel.OFFICE)
    if channel not in rules.channels_of(kind):
        return "", []
    if chosen not in _WITHOUT_PLACE:
        offers = [offer for offer in offers if offer.agenda.location.key == chosen]
    return (channel if offers else ""), offers
