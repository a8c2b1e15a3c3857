"""What the pages about agreements show: lists, one agreement, and how far its parties are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkcentrum.governance.agreements.dates import Due, next_due
from werkcentrum.governance.agreements.ground_queries import ABOUT_GROUNDS
from werkcentrum.governance.agreements.states import (
    CHANGES,
    HOLDING,
    PartyFacts,
    PartyState,
    Stage,
    State,
    overall_state,
    party_state,
)
from werkcentrum.governance.authority.chain import Chain, Missing
from werkcentrum.governance.authority.rules import authority_of_representatives
from werkcentrum.governance.authority.together import bound_on, put
from werkcentrum.governance.models import (
    Agreement,
    AgreementEvent,
    Party,
    Signature,
)
from werkcentrum.partners.models import Region

# How far, as far as a list can be asked for it.
PHASES: Final[dict[str, str | Promise]] = {
    "maken": _("In de maak"),
    "tekenen": _("Ter ondertekening"),
    "werking": _("In werking"),
    "einde": _("Beëindigd"),
}


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list."""

    agreement: Agreement
    state: State
    signed: int
    parties: int
    due: Due | None
    is_near: bool
    is_late: bool

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.state in HOLDING


@dataclass(frozen=True)
class PartyRow:
    """One party with how far it is, and its chain of authority in words."""

    party: Party
    facts: PartyFacts
    state: PartyState
    links: tuple[str, ...]


def agreements_of(region: Region) -> QuerySet[Agreement]:
    """All of a region, each with what last changed it while it held (`last_change`), and what was
    last said about a ground of a signature (`ground`, `ground_words`)."""
    changed = AgreementEvent.objects.filter(agreement=OuterRef("pk"), kind__in=CHANGES)
    last = Subquery(changed.order_by("-at", "-pk").values("kind")[:1])
    about = AgreementEvent.objects.filter(agreement=OuterRef("pk"), kind__in=ABOUT_GROUNDS)
    about = about.order_by("-at", "-pk")
    rows: QuerySet[Agreement] = Agreement.objects.filter(region=region).annotate(
        last_change=last, ground=Subquery(about.values("kind")[:1]),
        ground_words=Subquery(about.values("words")[:1]),
    )  # fmt: skip
    return rows.select_related("region", "parent")


def with_children(region: Region, pk: UUID) -> tuple[Agreement | None, list[Agreement]]:
    """One of a region and what belongs to it, in one query; None when it is not there.

    Each knows in `event_count` how much stands on its timeline.
    """
    events = AgreementEvent.objects.filter(agreement=OuterRef("pk")).order_by()
    count = Subquery(events.values("agreement").annotate(count=Count("pk")).values("count"))
    rows = agreements_of(region).annotate(event_count=Coalesce(count, 0))
    family = list(rows.filter(Q(pk=pk) | Q(parent=pk)).order_by("reference"))
    found = next((row for row in family if row.pk == pk), None)
    return found, [row for row in family if row.pk != pk]


def in_phase(rows: QuerySet[Agreement], phase: str, today: date) -> QuerySet[Agreement]:
    """Those that are so far; all of them for a phase that does not exist."""
    ended = Q(ends_on__lte=today) | Q(terminated_on__lte=today)
    ended |= Q(parent__ends_on__lte=today) | Q(parent__terminated_on__lte=today)
    begun = Q(in_force_on__lte=today)
    wanted = {
        "maken": ~Q(stage=Stage.TO_SIGN),
        "tekenen": Q(stage=Stage.TO_SIGN) & ~begun,
        "werking": begun,
    }
    if phase == "einde":
        return rows.filter(ended)
    return rows.filter(wanted[phase]).exclude(ended) if phase in wanted else rows


def agreement_rows(agreements: Sequence[Agreement], today: date) -> list[AgreementRow]:
    """These, with how far they are; as many queries for one as for many."""
    parties = parties_of(agreements)
    facts = facts_of(agreements, parties, today)
    found = []
    for one in agreements:
        known = [facts[party.pk] for party in parties[one.pk]]
        there = [row for row in known if party_state(row, today) != PartyState.LEFT]
        due = next_due(one, today)
        found.append(AgreementRow(
            agreement=one, state=overall_state(one, known, _changes(one), today),
            signed=sum(row.is_bound for row in there), parties=len(there), due=due,
            is_near=due is not None and due.is_near(today),
            is_late=due is not None and due.is_late(today),
        ))  # fmt: skip
    return found


def party_rows(agreement: Agreement, today: date) -> list[PartyRow]:
    """The parties of one agreement in order."""
    parties = parties_of([agreement])
    chains = _chains([agreement], parties, today)
    facts = facts_of([agreement], parties, today, chains=chains)
    return [
        PartyRow(party, facts[party.pk], party_state(facts[party.pk], today),
                 _links(chains.get(party.pk)))
        for party in parties[agreement.pk]
    ]  # fmt: skip


def state_of(agreement: Agreement, rows: Sequence[PartyRow], today: date) -> State:
    """How far one of `agreements_of` is."""
    return overall_state(agreement, [row.facts for row in rows], _changes(agreement), today)


def gone_ground(agreement: Agreement) -> str:
    """Of one of `agreements_of`: what was withdrawn and nobody looked at, in words, or ''."""
    is_gone = getattr(agreement, "ground", "") == AgreementEvent.Kind.GROUND_GONE
    return str(getattr(agreement, "ground_words", "")) if is_gone else ""


def parties_of(agreements: Collection[Agreement]) -> dict[UUID, list[Party]]:
    """The parties of each, in order, each with its signatures under the newest version."""
    signatures = Signature.objects.under_newest().order_by("signed_on", "registered_at")
    rows = Party.objects.filter(agreement__in=[one.pk for one in agreements]).prefetch_related(
        Prefetch("signatures", signatures.defer("scan", "evidence"), to_attr="under_newest")
    )
    found: dict[UUID, list[Party]] = defaultdict(list)
    for row in rows.select_related("organisation", "agreement").order_by("position", "pk"):
        found[row.agreement_id].append(row)
    return found


def facts_of(
    agreements: Collection[Agreement],
    parties: dict[UUID, list[Party]],
    today: date,
    *,
    chains: dict[UUID, Chain | Missing] | None = None,
) -> dict[UUID, PartyFacts]:
    """What is known of each party, by its id."""
    if chains is None:
        chains = _chains(agreements, parties, today, stages=(Stage.CHECKED,))
    return {
        party.pk: _facts(party, chains.get(party.pk))
        for one in agreements
        for party in parties[one.pk]
    }


def _facts(party: Any, chain: Chain | Missing | None) -> PartyFacts:
    """Of one of `parties_of`, which knows its signatures."""
    lacks_decision = chain is None or (isinstance(chain, Missing) and chain.link == "decision")
    signatures: list[Signature] = party.under_newest
    confirmed = [put(row) for row in signatures if row.counts]
    waiting = next((row.pk for row in signatures if not row.counts), None)
    is_enough = not signatures or bound_on(map(put, signatures)) is not None
    return PartyFacts(
        pk=party.pk, name=party.organisation.name, consulted_on=party.consulted_on,
        checked_on=party.checked_on, joined_on=party.joined_on, left_on=party.left_on,
        end_agreed_on=party.end_agreed_on,
        is_decided=not lacks_decision,
        is_authorised=isinstance(chain, Chain),
        missing=chain.what if isinstance(chain, Missing) else "",
        who_supplies=chain.who if isinstance(chain, Missing) else "",
        unconfirmed=waiting,
        waits_for_another=not is_enough,
        signed_on=bound_on(confirmed),
    )  # fmt: skip


def _chains(
    agreements: Collection[Agreement],
    parties: dict[UUID, list[Party]],
    today: date,
    *,
    stages: Collection[str] = (Stage.CHECKED, Stage.TO_SIGN),
) -> dict[UUID, Chain | Missing]:
    """Who may sign, of agreements in these stages that are not in force.

    Before that people still write; afterwards a signature tells that the authority was there.
    """
    asked = [
        party for one in agreements if one.stage in stages and one.in_force_on is None
        for party in parties[one.pk]
    ]  # fmt: skip
    return authority_of_representatives(asked, on=today) if asked else {}


def _links(chain: Chain | Missing | None) -> tuple[str, ...]:
    if chain is None:
        return ()
    links = chain.links if isinstance(chain, Chain) else chain.there
    return tuple(link.words for link in links)


def _changes(agreement: Agreement) -> list[str]:
    """What last changed it, if anything did."""
    last = getattr(agreement, "last_change", None)
    return [last] if last else []
