"""What a referral tells of somebody, what remains of it and of their enquiry, and for how long.

An enquiry goes after its referrals, so both stand here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework import people
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox, records
from werkcentrum.core.clock import day_of
from werkcentrum.core.records import FIVE_YEARS, MINIMISED, ONE_YEAR, Cutoff, Record, deletes
from werkcentrum.privacy.models import Data
from werkcentrum.referrals.models import AnswerLink, Referral, ReferralMessage
from werkcentrum.referrals.states import OPEN, TERMINAL, State
from werkcentrum.referrals.stepping import step
from werkcentrum.referrals.telling import tell_stopped

_FIELDS: Final = (
    "sent_at", "theme", "service", "team", "organisation", "summary", "data", "state", "outcome",
    "decline_reason", "suggestion", "made_at", "closed_at",
)  # fmt: skip
_ABOUTS: Final = ("referral", "referral-ended")
# Broken off before anybody was helped.
_STOPPED: Final = (State.WITHDRAWN, State.CANCELLED, State.CLOSED_UNREACHABLE)
_NO_ADVICE: Final = (
    Enquiry.Outcome.NOT_REACHED, Enquiry.Outcome.WITHDRAWN, Enquiry.Outcome.NOT_SUITABLE,
)  # fmt: skip


def describe(client: Client) -> dict[str, Any]:
    """To whom they were brought with what, what was asked and answered, and how it ended."""
    rows = _of(client).select_related("service", "team__organisation", "organisation")
    return {
        "referrals": [
            {
                **told(row, *_FIELDS),
                "data": [str(Data(key).label) for key in row.data],
                "steps": [told(event, "at", "state") for event in row.events.all()],
                "messages": [told(message, "at", "body") for message in row.messages.all()],
                "attempts": [
                    told(attempt, "at", "channel", "is_reached") for attempt in row.attempts.all()
                ],
            }
            for row in rows.prefetch_related("events", "messages", "attempts")
        ]
    }


def forget(client: Client, at: datetime) -> list[Kept]:
    """Stop what is open, and leave nothing in a referral but where it went, when, and the end."""
    rows = list(
        _of(client)
        .order_by("pk")
        .select_related("team__organisation", "region", "organisation")
        .select_for_update(of=("self",))
    )
    keys = [row.pk for row in rows]
    abouts = [f"{kind}:{key}" for kind in _ABOUTS for key in keys]
    outbox.forget(region_key=client.region.key, about=abouts)
    for row in rows:
        if row.state not in TERMINAL:
            _stop(row, at)
    AnswerLink.objects.filter(referral__in=keys).delete()
    ReferralMessage.objects.filter(referral__in=keys).delete()
    Referral.objects.filter(pk__in=keys).update(summary="", suggestion="", data=[], consent=None)
    found = [Kept(_record_of(row), day_of(row.closed_at or at)) for row in rows]
    enquiries = client.enquiries.order_by("opened_at", "pk")
    return [*found, *(Kept(_kind_of(row), day_of(row.closed_at or at)) for row in enquiries)]


def _of(client: Client) -> QuerySet[Referral]:
    found: QuerySet[Referral] = Referral.objects.filter(enquiry__client=client)
    return found


def _stop(row: Referral, at: datetime) -> None:
    """As when somebody takes it back. The team hears that, and not what it was about."""
    was_sent = row.state in OPEN
    step(row, State.WITHDRAWN, SYSTEM, at, data=[])
    if was_sent:
        tell_stopped(row, at)


def _record_of(row: Referral) -> str:
    return "referral_stopped" if row.state in _STOPPED else "referral"


def _kind_of(enquiry: Enquiry) -> str:
    if enquiry.outcome == Enquiry.Outcome.INFORMED:
        return "enquiry"
    return "advice_not_given" if enquiry.outcome in ("", *_NO_ADVICE) else "advice"


def _enquiries_past(region_key: str, cutoff: Cutoff, which: Q) -> QuerySet[Enquiry]:
    """Closed, of nobody any more, and without a referral that stays longer."""
    is_referred = Exists(Referral.objects.filter(enquiry=OuterRef("pk")).exclude(state=State.DRAFT))
    rows: QuerySet[Enquiry] = Enquiry.objects.filter(
        which, region__key=region_key, closed_at__lt=cutoff.moment, client=None, employer=None
    )
    return rows.exclude(is_referred).order_by("closed_at", "pk")


def _informed_past(region_key: str, cutoff: Cutoff) -> QuerySet[Enquiry]:
    return _enquiries_past(region_key, cutoff, Q(outcome=Enquiry.Outcome.INFORMED))


def _not_advised_past(region_key: str, cutoff: Cutoff) -> QuerySet[Enquiry]:
    return _enquiries_past(region_key, cutoff, Q(outcome__in=_NO_ADVICE))


def _advised_past(region_key: str, cutoff: Cutoff) -> QuerySet[Enquiry]:
    return _enquiries_past(
        region_key, cutoff, ~Q(outcome__in=(Enquiry.Outcome.INFORMED, *_NO_ADVICE))
    )


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Referral]:
    ended = [state for state in TERMINAL if state not in _STOPPED]
    return _referrals_past(region_key, cutoff, ended)


def _stopped_past(region_key: str, cutoff: Cutoff) -> QuerySet[Referral]:
    return _referrals_past(region_key, cutoff, _STOPPED)


def _referrals_past(region_key: str, cutoff: Cutoff, states: Sequence[State]) -> QuerySet[Referral]:
    """As long as an enquiry is open, or somebody's, its referrals are part of its story."""
    found: QuerySet[Referral] = Referral.objects.filter(
        region__key=region_key, state__in=states, closed_at__lt=cutoff.moment,
        enquiry__closed_at__lt=cutoff.moment, enquiry__client=None, enquiry__employer=None,
    )  # fmt: skip
    return found.order_by("closed_at", "pk")


def _words_past(region_key: str, cutoff: Cutoff) -> QuerySet[Referral]:
    """Whoever gave no name, and an employer that is gone, may still stand in what was written."""
    is_written = Exists(ReferralMessage.objects.filter(referral=OuterRef("pk")))
    found: QuerySet[Referral] = Referral.objects.filter(
        ~Q(summary="") | ~Q(suggestion="") | is_written, region__key=region_key,
        closed_at__lt=cutoff.moment, enquiry__closed_at__lt=cutoff.moment, enquiry__client=None,
        enquiry__employer=None,
    )  # fmt: skip
    return found.order_by("closed_at", "pk")


def _destroy_words(keys: Sequence[UUID], _at: datetime) -> None:
    ReferralMessage.objects.filter(referral__in=keys).delete()
    Referral.objects.filter(pk__in=keys).update(summary="", suggestion="")


people.register("referrals", describe=describe, forget=forget)
records.register(
    Record(
        key="enquiry",
        kind="klantvraag_informatie",
        label=_("vraag om informatie, zonder naam"),
        counts_from="de dag waarop de vraag is afgesloten, als de klant is vergeten",
        way="De vraag wordt verwijderd, met alles wat erbij hoort.",
        days=ONE_YEAR,
        source="6.1.3 Informatieverzoek",
        past=_informed_past,
        destroy=deletes(Enquiry),
    ),
    Record(
        key="advice_not_given",
        kind="gidsadvies_niet_verstrekt",
        label=_("vraag zonder advies, zonder naam"),
        counts_from="de dag waarop de vraag is afgesloten, als de klant is vergeten",
        way="De vraag wordt verwijderd, met alles wat erbij hoort.",
        days=ONE_YEAR,
        source="21.2 Advies niet verstrekt",
        past=_not_advised_past,
        destroy=deletes(Enquiry),
    ),
    Record(
        key="advice",
        kind="gidsadvies",
        label=_("vraag met advies, zonder naam"),
        counts_from="de dag waarop de vraag is afgesloten, als de klant is vergeten",
        way="De vraag wordt verwijderd, met alles wat erbij hoort.",
        days=FIVE_YEARS,
        source="21.1 Advies verstrekt",
        past=_advised_past,
        destroy=deletes(Enquiry),
        needs_second=True,
    ),
    Record(
        key="referral_words",
        label=_("berichten bij een doorverwijzing zonder naam"),
        counts_from="de dag waarop de vraag en de doorverwijzing klaar zijn",
        way="Het bericht aan de partner, het antwoord en het voorstel gaan weg; de doorverwijzing "
        "blijft.",
        days=90,
        source=MINIMISED,
        past=_words_past,
        destroy=_destroy_words,
    ),
    Record(
        key="referral",
        kind="verwijzing_interne_taak",
        label=_("doorverwijzing zonder naam"),
        counts_from="de dag waarop de vraag en de doorverwijzing klaar zijn",
        way="De doorverwijzing en haar stappen worden verwijderd.",
        days=FIVE_YEARS,
        source="19.1 Gegevens verwerkt",
        past=_past,
        destroy=deletes(Referral),
        needs_second=True,
    ),
    Record(
        key="referral_stopped",
        kind="afgebroken_traject_sociaal_domein",
        label=_("doorverwijzing die niet doorging, zonder naam"),
        counts_from="de dag waarop de vraag en de doorverwijzing klaar zijn",
        way="De doorverwijzing en haar stappen worden verwijderd.",
        days=42,
        source="8.4.1 Voorziening in sociaal domein afgebroken",
        past=_stopped_past,
        destroy=deletes(Referral),
    ),
)
