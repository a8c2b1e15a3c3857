"""A council proposal (collegevoorstel), in the sections that a Dutch municipality uses."""

from collections.abc import Iterable

from werkcentrum.core.blocks import listed
from werkcentrum.governance.documents.words import (
    ANNEXES,
    Made,
    capital,
    day,
    joined,
    lettered,
    paragraphs,
    reference,
    to_write,
)
from werkcentrum.governance.models import (
    Agreement,
    AgreementKind,
    Body,
    BudgetLine,
    Decision,
    Document,
    Funding,
    Involvement,
    Mandate,
    Paper,
    Proposal,
)
from werkcentrum.governance.money.cents import in_words
from werkcentrum.partners.models import Location, Municipality, Organisation, Region


def proposal_text(document: Document) -> list[Made]:
    """The sections of a proposal."""
    proposal = document.proposal
    assert proposal is not None  # noqa: S101  `document_rules` let no other pass
    agreements = list(proposal.agreements.order_by("reference").prefetch_related(
        "parties__organisation"
    ))  # fmt: skip
    return [
        reference(
            ("Aan", capital(_decides(proposal.organisation))), ("Zaaknummer", proposal.reference),
            ("Datum", day(proposal.made_on)), ("Onderwerp", proposal.title),
        ),
        Made("besluit", "Voorgesteld collegebesluit", _decision(proposal, agreements)),
        Made("aanleiding", "Aanleiding", _occasion(proposal.region, agreements)),
        Made(
            "kernboodschap", "Kernboodschap en externe communicatie",
            _message(proposal.region, proposal.organisation.municipality),
        ),
        Made("afwegingen", "Afwegingen", _considerations(proposal.region, agreements)),
        Made(
            "financien", "De financiële gevolgen van het besluit",
            money_text(proposal.region, proposal.made_on.year),
        ),
        Made(
            "betrokkenheid", "Hoe zijn inwoners en belanghebbenden betrokken",
            involvement_text(proposal.involvements.select_related("body")),
        ),
        Made("raad", "Rol van de raad", _council(proposal)),
        Made(ANNEXES, "Documenten bij dit voorstel", _annexes(proposal, agreements)),
    ]  # fmt: skip


def partners_text(agreement: Agreement, apart_from: Organisation) -> str:
    """With whom, in a sentence."""
    parties = sorted(agreement.parties.all(), key=lambda party: party.position)
    names = [party.organisation.name for party in parties if party.organisation_id != apart_from.pk]
    return joined(names) if names else to_write("met wie")


def involvement_text(involvements: Iterable[Involvement]) -> str:
    """Who was informed or asked, when, and what came back."""
    lines = []
    for row in sorted(involvements, key=lambda row: row.on):
        who = row.body.name if row.body else row.group
        line = f"{capital(who)}: {row.get_kind_display()} op {day(row.on)} over {row.about}."
        if row.answer:
            line += f" Reactie: {row.answer}"
        if row.follow_up:
            line += f" Wat wij daarmee doen: {row.follow_up}"
        lines.append(line)
    return listed(lines) or to_write("wie is geïnformeerd of om advies gevraagd, en wanneer")


def money_text(region: Region, year: int) -> str:
    """What comes in that year, and what the local desk costs; amounts as they are recorded."""
    fundings = Funding.objects.filter(budget__region=region, budget__year=year)
    state = [row for row in fundings.order_by("kind", "source") if row.kind in Funding.STATE]
    centre = Municipality.objects.filter(region=region, is_centre=True).order_by("name").first()
    if not state:
        return to_write("waaruit de kosten worden betaald; de begroting is nog niet ingevuld")
    receiver = f"De centrumgemeente {centre.name}" if centre else "De centrumgemeente"
    lines = [f"{row.get_kind_display()}: {in_words(row.amount_cents)}" for row in state]
    desks = BudgetLine.objects.filter(
        budget__region=region, budget__year=year, purpose=BudgetLine.Purpose.LOCAL_DESK
    ).order_by("title")
    local = [f"{row.title}: begroot {in_words(row.planned_cents)}" for row in desks]
    return paragraphs(
        f"{receiver} ontvangt in {year} van het Rijk geld voor de dienstverlening:",
        listed(lines),
        "De regio betaalt de kosten van het lokale Werkcentrum:" if local else "",
        listed(local),
    )


def _decides(organisation: Organisation) -> str:
    body = organisation.bodies.filter(kind=Body.Kind.EXECUTIVE).order_by("name").first()
    return body.name if body else organisation.name


def _decision(proposal: Proposal, agreements: list[Agreement]) -> str:
    """What was decided word for word, once that is known; until then what is proposed."""
    decided = (
        proposal.decisions.filter(withdrawn_on=None, body__kind=Body.Kind.EXECUTIVE)
        .order_by("decided_on", "number").prefetch_related("points").first()
    )  # fmt: skip
    points = _points(decided) if decided else [
        _enter(agreement, proposal.organisation) for agreement in agreements
    ]  # fmt: skip
    mayors = _mayor_points(proposal, agreements)
    return paragraphs(
        "Het college besluit:", lettered(points) or to_write("wat het college besluit"),
        "De burgemeester besluit:" if mayors else "", lettered(mayors),
    )  # fmt: skip


def _points(decision: Decision) -> list[str]:
    return [point.text for point in sorted(decision.points.all(), key=lambda row: row.position)]


def _enter(agreement: Agreement, organisation: Organisation) -> str:
    others = partners_text(agreement, organisation)
    if agreement.kind == AgreementKind.LOCAL_HOST:
        return f"In te stemmen met het aangaan van ‘{agreement.title}’ met {others}."
    return f"De overeenkomst ‘{agreement.title}’ aan te gaan met {others}."


def _mayor_points(proposal: Proposal, agreements: list[Agreement]) -> list[str]:
    """Powers of attorney that the mayor gives for these agreements."""
    given = Mandate.objects.filter(
        organisation=proposal.organisation, kind=Mandate.Kind.POWER_OF_ATTORNEY,
        giver__kind=Body.Kind.MAYOR, agreements__in=agreements, revoked_on=None,
    ).order_by("starts_on", "number").distinct()  # fmt: skip
    what = {1: "de overeenkomst", 2: "beide overeenkomsten"}.get(
        len(agreements), "de overeenkomsten"
    )
    return [
        f"{capital(row.holder_function)} {row.holder_name} volmacht "
        f"te verlenen om {what} te ondertekenen."
        for row in given
    ]


def _occasion(region: Region, agreements: list[Agreement]) -> str:
    several = len(agreements) != 1
    return paragraphs(
        "Gemeenten en UWV werken in de arbeidsmarktregio samen. Dat staat in de Wet structuur "
        "uitvoeringsorganisatie werk en inkomen (Wet SUWI). Werkgevers, werkenden en "
        "werkzoekenden moeten met al hun vragen over werk op één plek terechtkunnen. Daarvoor is "
        "het Werkcentrum.",
        _openings(region),
        f"Met {'deze overeenkomsten' if several else 'deze overeenkomst'} willen wij bereiken:",
        "1. dat de samenwerking in de arbeidsmarktregio vastligt;\n"
        "2. dat iedereen met vragen over werk makkelijk kan binnenlopen, naast het digitale "
        "loket;\n"
        "3. dat de centrumgemeente het geld dat zij hiervoor krijgt, kan inzetten voor "
        "werkzoekenden en werkgevers, voor aansluiting van het onderwijs, en voor sociale en "
        "economische vragen;\n"
        "4. dat bestuur en ondersteuning in de regio zijn geregeld;\n"
        "5. dat er hulp is voor groepen die wij nu nog niet bereiken;\n"
        "6. dat er ruimte blijft voor wat lokaal beter werkt.",
    )


def _openings(region: Region) -> str:
    found = Location.objects.filter(region=region, opened_on__isnull=False).order_by("opened_on")
    lines = [f"{row.name}: open sinds {day(row.opened_on)}" for row in found]
    return paragraphs("De locaties van het Werkcentrum:", listed(lines)) if lines else ""


def _message(region: Region, municipality: Municipality | None) -> str:
    there = Location.objects.filter(region=region).order_by("name")
    mine = list(there.filter(municipality=municipality)) if municipality else []
    where = listed([_address(row) for row in mine])
    who = f"Inwoners van {municipality.name}" if municipality else "Inwoners"
    return paragraphs(
        f"Werkcentrum {region.name} is er voor alle vragen over werk. {who} krijgen er "
        "vrijblijvend hulp en advies over werk, scholing, loopbaan en personeel.",
        "In de eigen gemeente kunnen zij terecht bij:" if where else "",
        where,
        "# Communicatie",
        to_write("hoe en wanneer inwoners en partners het horen"),
    )


def _address(location: Location) -> str:
    """Its name often says already in which place it is."""
    place = "" if location.place in location.name else location.place
    return ", ".join(filter(None, (location.name, location.street, place)))


def _considerations(region: Region, agreements: list[Agreement]) -> str:
    is_local = any(row.kind == AgreementKind.LOCAL_HOST for row in agreements)
    local = paragraphs(
        "# Een lokaal Werkcentrum brengt de hulp dichtbij",
        "Inwoners krijgen in de eigen gemeente een vaste plek voor vragen over werk of studie. "
        "De plek is toegankelijk, uitnodigend en goed bereikbaar.",
    )
    return paragraphs(
        "# De overeenkomst legt de samenwerking vast",
        f"De partners in de arbeidsmarktregio {region.name} werken al samen. Met hun handtekening "
        "leggen zij dat vast. Er komt geen nieuwe organisatie: het Werkcentrum is een plek waar "
        "partijen samenwerken.",
        "# De overeenkomst geeft meer samenhang",
        "Publieke en private partijen hebben nu elk een eigen ingang. Daardoor is het aanbod "
        "versnipperd. Het Werkcentrum brengt vraag en aanbod van werk bij elkaar. Zo voorkomen "
        "wij werkloosheid, of houden wij die kort, en vinden bedrijven personeel.",
        local if is_local else "",
    )


def _council(proposal: Proposal) -> str:
    return paragraphs(
        "Een overeenkomst aangaan is een bevoegdheid van het college (artikel 160, eerste lid, "
        "van de Gemeentewet).",
        "De raad krijgt hierover een raadsinformatiebrief.",
    )


def _annexes(proposal: Proposal, agreements: list[Agreement]) -> str:
    """Public ones only: a title can tell what is confidential."""
    mandates = Mandate.objects.filter(
        organisation=proposal.organisation, agreements__in=agreements
    ).order_by("number").distinct()  # fmt: skip
    powers = [f"{row.number} {row.get_kind_display().capitalize()}besluit" for row in mandates]
    texts = [f"{row.reference} {row.title}" for row in agreements]
    papers = Paper.objects.filter(proposal=proposal, is_confidential=False).order_by("title")
    return listed([*powers, *texts, *papers.values_list("title", flat=True)])
