"""A decision to give a power of attorney or a mandate, and the list of what a body decided."""

from typing import Final

from werkcentrum.core.blocks import listed
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.governance.documents.words import (
    Made,
    capital,
    day,
    last_day,
    lettered,
    paragraphs,
    reference,
    to_write,
)
from werkcentrum.governance.models import (
    AgendaItem,
    Body,
    Decision,
    Document,
    Mandate,
    Meeting,
    OfficeHolder,
)
from werkcentrum.governance.money.cents import in_words

_LAW: Final = {
    Mandate.Kind.POWER_OF_ATTORNEY: "artikel 171, tweede lid, van de Gemeentewet",
    Mandate.Kind.MANDATE: "afdeling 10.1.1 van de Algemene wet bestuursrecht",
    Mandate.Kind.AUTHORISATION: "artikel 10:12 van de Algemene wet bestuursrecht",
}
# Most of a number that would be a name of a part.
_LONGEST_HEADING: Final = 140


def mandate_decision(document: Document) -> list[Made]:
    """The sections of a decision that gives somebody authority."""
    mandate = document.mandate
    assert mandate is not None  # noqa: S101  `document_rules` let no other pass
    proposal = mandate.decision.proposal if mandate.decision else None
    return [
        reference(
            ("Nummer", mandate.number), ("Zaaknummer", proposal.reference if proposal else ""),
            ("Datum", day(mandate.starts_on)), ("Onderwerp", mandate.subject),
        ),
        Made("overwegingen", "Overwegingen", _grounds(mandate)),
        Made("besluit", "Besluit", _gives(mandate)),
        Made("bekendmaking", "Bekendmaking", _published(mandate)),
        Made("ondertekening", "Ondertekening", _signed(mandate)),
    ]  # fmt: skip


def decision_list(document: Document) -> list[Made]:
    """What a body decided in a meeting, or one decision."""
    if document.meeting is not None:
        return _of_meeting(document.meeting)
    decision = document.decision
    assert decision is not None  # noqa: S101  `document_rules` let no other pass
    return [
        reference(
            ("Orgaan", decision.body.name), ("Datum", day(decision.decided_on)),
            ("Zaaknummer", decision.proposal.reference if decision.proposal else ""),
        ),
        _decided("besluit-1", decision.title, decision, ""),
    ]  # fmt: skip


def _giver(mandate: Mandate) -> str:
    if mandate.giver:
        return mandate.giver.name
    assert mandate.parent is not None  # noqa: S101  a constraint of the table
    return f"{mandate.parent.holder_name}, {mandate.parent.holder_function}"


def _grounds(mandate: Mandate) -> str:
    law = _LAW[Mandate.Kind(mandate.kind)]
    of_mayor = mandate.giver is not None and mandate.giver.kind == Body.Kind.MAYOR
    is_private = mandate.kind == Mandate.Kind.POWER_OF_ATTORNEY and not of_mayor
    grounds = [] if is_private else [f"Dit besluit berust op {law}."]
    if mandate.decision:
        grounds.append(
            f"Het berust op besluit {mandate.decision.number} van {mandate.decision.body.name}, "
            f"van {day(mandate.decision.decided_on)}."
        )
    if mandate.parent:
        grounds.append(f"Het geeft {mandate.parent} van {day(mandate.parent.starts_on)} door.")
    return paragraphs(*grounds) or to_write("waarop dit besluit berust")


def _gives(mandate: Mandate) -> str:
    agreements = [f"‘{row.title}’" for row in mandate.agreements.order_by("reference")]
    to_whom = f"{mandate.holder_name}, {mandate.holder_function}"
    what = mandate.get_kind_display()
    points = [f"Aan {to_whom}, {what} te verlenen voor: {mandate.subject}."]
    if agreements:
        points.append(f"Dit geldt alleen voor {' en '.join(agreements)}.")
    if mandate.most_cents is not None:
        points.append(f"Dit geldt tot een bedrag van {in_words(mandate.most_cents)}.")
    points.append(
        "Doorgeven aan een ander mag." if mandate.may_pass_on else "Doorgeven aan een ander mag "
        "niet."
    )  # fmt: skip
    until = f" tot en met {last_day(mandate.ends_on)}" if mandate.ends_on else ""
    points.append(f"Dit besluit geldt vanaf {day(mandate.starts_on)}{until}.")
    return paragraphs(f"{capital(_giver(mandate))} besluit:", lettered(points))


def _published(mandate: Mandate) -> str:
    if not mandate.published_on:
        return to_write("waar en wanneer dit besluit is bekendgemaakt")
    where = f" op {mandate.published_at_url}" if mandate.published_at_url else ""
    return f"Bekendgemaakt op {day(mandate.published_on)}{where}."


def _signed(mandate: Mandate) -> str:
    """Who holds the giver's office that day, when it is an office of one person."""
    name = ""
    if mandate.giver and mandate.giver.kind == Body.Kind.MAYOR:
        offices = (OfficeHolder.Kind.MAYOR, OfficeHolder.Kind.ACTING_MAYOR)
        holder = (
            OfficeHolder.objects.filter(organisation=mandate.organisation, kind__in=offices)
            .on(mandate.starts_on).order_by("-kind", "-starts_on").first()
        )  # fmt: skip
        name = f"{holder.name}, {holder.get_kind_display()}" if holder else ""
    elif mandate.parent:
        name = f"{mandate.parent.holder_name}, {mandate.parent.holder_function}"
    return paragraphs(mandate.organisation.name, name or to_write("naam en functie"))


def _of_meeting(meeting: Meeting) -> list[Made]:
    items = meeting.items.select_related("decision__body").prefetch_related(
        "decision__points", "decision__votes", "actions"
    )
    rows = list(items.order_by("position", "added_on", "pk"))
    head = reference(
        ("Orgaan", meeting.body.name),
        ("Datum", day(meeting.starts_at.astimezone(AMSTERDAM).date())),
        ("Plaats", meeting.place), ("Aanwezig", " ".join(meeting.present.split())),
        ("Afwezig", " ".join(meeting.absent.split())),
    )  # fmt: skip
    parts = [_of_item(number, row) for number, row in enumerate(rows, start=1)]
    actions = [
        f"{action.owner_name}: {action.text} Uiterlijk {day(action.due_on)}."
        for row in rows
        for action in sorted(row.actions.all(), key=lambda action: (action.due_on, action.text))
    ]
    return [head, *parts, Made("acties", "Afgesproken acties", listed(actions))]


def _of_item(number: int, item: AgendaItem) -> Made:
    # The key is the point itself, so that a text stays with it when points change places.
    key = f"punt-{item.pk}"
    heading = f"{number}. {item.title}"[:_LONGEST_HEADING]
    if item.decision:
        return _decided(key, heading, item.decision, item.outcome)
    return Made(key, heading, item.outcome or to_write("uitkomst"))


def _decided(key: str, heading: str, decision: Decision, outcome: str) -> Made:
    points = [row.text for row in sorted(decision.points.all(), key=lambda row: row.position)]
    votes = [
        f"{vote.voter}: {vote.get_choice_display()}" + (f" ({vote.reason})" if vote.reason else "")
        for vote in sorted(decision.votes.all(), key=lambda vote: vote.voter)
    ]
    withdrawn = f"Ingetrokken op {day(decision.withdrawn_on)}." if decision.withdrawn_on else ""
    text = paragraphs(
        outcome, f"Besluit {decision.number}:", lettered(points), "Stemmen:" if votes else "",
        listed(votes), withdrawn,
    )  # fmt: skip
    return Made(key, heading[:_LONGEST_HEADING], text)
