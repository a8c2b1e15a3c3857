"""A letter that informs the council (raadsinformatiebrief), with figures when there are any."""

from datetime import date

from django.db.models import Q

from werkcentrum.core.blocks import listed
from werkcentrum.governance.documents.proposal_texts import involvement_text, money_text
from werkcentrum.governance.documents.style_queries import style_of
from werkcentrum.governance.documents.words import (
    Made,
    annexes,
    day,
    greeting,
    joined,
    last_day,
    paragraphs,
    reference,
    to_write,
)
from werkcentrum.governance.models import Agreement, Body, Document, Involvement, Paper


def council_letter(document: Document) -> list[Made]:
    """The sections of a letter to the council."""
    agreements = _agreements(document)
    on = document.made_at.date()
    return [
        _reference(document),
        Made("aanleiding", "Aanleiding", _occasion(document, agreements)),
        Made("kernboodschap", "Kernboodschap", _message(document, agreements)),
        Made("stand", "Stand van zaken", _figures(document)),
        Made("financien", "Financiën", money_text(document.region, _year(document, on))),
        Made(
            "participatie", "Communicatie en participatie",
            involvement_text(_involvements(document, agreements)),
        ),
        Made("vervolg", "Vervolg", _planning(agreements, on)),
        annexes([row.title for row in agreements] + _papers(document)),
        greeting(style_of(document)),
    ]  # fmt: skip


def figure_text(number: int | None) -> str:
    """A number as people read it; None may not be told."""
    return "noemen wij niet" if number is None else f"{number:,}".replace(",", ".")


def _reference(document: Document) -> Made:
    municipality = document.municipality
    name = municipality.name if municipality else to_write("gemeente")
    number = document.proposal.reference if document.proposal else (
        document.agreement.reference if document.agreement else to_write("zaaknummer")
    )  # fmt: skip
    return reference(
        ("Aan", f"de gemeenteraad van {name}"),
        ("Van", f"het {Body.Kind.EXECUTIVE.label}"),
        ("Datum", day(document.made_at.date())), ("Zaaknummer", number),
        ("Onderwerp", f"Werkcentrum {document.region.name}"),
    )  # fmt: skip


def _agreements(document: Document) -> list[Agreement]:
    """What the letter is about: of its proposal, its own, else all that hold in the region."""
    found = Agreement.objects.filter(region=document.region)
    if document.proposal_id:
        found = found.filter(proposals=document.proposal_id)
    elif document.agreement_id:
        found = found.filter(pk=document.agreement_id)
    else:
        found = found.in_force_on(document.made_at.date())
    return list(found.order_by("reference"))


def _occasion(document: Document, agreements: list[Agreement]) -> str:
    return paragraphs(
        f"In het Werkcentrum {document.region.name} werken gemeenten, UWV en partners samen. "
        "Inwoners, werkgevers en werkenden kunnen er terecht met alle vragen over werk.",
        "Het college is deze overeenkomsten aangegaan, of bereidt ze voor:" if agreements else "",
        listed([_standing(row) for row in agreements]),
        "Met deze brief leest u hoe het daarmee staat.",
    )


def _standing(agreement: Agreement) -> str:
    if agreement.in_force_on:
        return f"{agreement.title}: in werking sinds {day(agreement.in_force_on)}"
    return f"{agreement.title}: {agreement.get_stage_display()}"


def _message(document: Document, agreements: list[Agreement]) -> str:
    place = document.municipality
    who = f"Inwoners van {place.name}" if place else "Inwoners"
    return paragraphs(
        f"{who} kunnen zonder afspraak binnenlopen bij het Werkcentrum. Zij krijgen hulp bij werk "
        "zoeken, scholing en loopbaan, wat hun situatie ook is.",
        to_write("wat de raad in ieder geval moet weten") if not agreements else "",
    )


def _figures(document: Document) -> str:
    if not document.figures:
        return to_write("de cijfers over een periode, van de pagina Cijfers")
    since, until = document.starts_on, document.ends_on
    assert since is not None  # noqa: S101  figures are of a period
    assert until is not None  # noqa: S101
    numbers = [f"{name}: {figure_text(number)}" for name, number in document.figures.items()]
    is_hidden = any(number is None for number in document.figures.values())
    return paragraphs(
        f"Van {day(since)} tot en met {last_day(until)} telden wij:",
        listed(numbers),
        "Was een aantal in een kwartaal 1 tot en met 4, dan noemen wij het niet. Zo is niemand te "
        "herkennen."
        if is_hidden
        else "",
    )


def _year(document: Document, on: date) -> int:
    return (document.starts_on or on).year


def _involvements(document: Document, agreements: list[Agreement]) -> list[Involvement]:
    """About its case whenever that was; of a letter about a period only what was in it."""
    rows = Involvement.objects.filter(region=document.region).select_related("body")
    is_about_one = document.proposal_id or document.agreement_id
    if document.starts_on and document.ends_on and not is_about_one:
        rows = rows.filter(on__gte=document.starts_on, on__lt=document.ends_on)
    else:
        rows = rows.filter(
            Q(proposal=document.proposal_id) | Q(proposal__agreements__in=agreements)
        ).distinct()
    return list(rows.order_by("on"))


def _planning(agreements: list[Agreement], on: date) -> str:
    """What is known to come: evaluations, and ends of what holds."""
    lines = [
        f"{row.title}: loopt tot {day(row.ends_on)}"
        for row in agreements
        if row.ends_on is not None and row.ends_on > on
    ]
    every = {row.evaluation_months for row in agreements}
    evaluation = (
        f"Wij evalueren de samenwerking om de {joined(str(months) for months in sorted(every))} "
        "maanden." if every else ""
    )  # fmt: skip
    return paragraphs(evaluation, listed(lines)) or to_write("wat er nog komt, en wanneer")


def _papers(document: Document) -> list[str]:
    """Public ones only: a title can tell what is confidential."""
    if not document.proposal_id:
        return []
    found = Paper.objects.filter(proposal=document.proposal_id, is_confidential=False)
    return list(found.order_by("title").values_list("title", flat=True))
