"""Everything that is held about somebody as a document that a person reads.

What apps tell of a client (`casework.people`) has names for machines; here stand words for them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.pdf import Part

HEADINGS: Final[Mapping[str, Promise]] = {
    "client": _("Uw naam en adres"),
    "enquiries": _("Uw vragen"),
    "files": _("Uw bestanden"),
    "notes": _("Wat een gids opschreef"),
    "earlier": _("Hoe het er eerst stond"),
    "drafts": _("Wat een gids nog niet af heeft"),
    "plan": _("Uw plan"),
    "steps": _("Stappen"),
    "aftercare": _("Vragen hoe het u ging"),
    "contacts": _("Contact met u"),
    "log": _("Wat er met uw gegevens gebeurde"),
    "consents": _("Wat u goed vond"),
    "objections": _("Waartegen u bezwaar maakte"),
    "disclosures": _("Wie uw gegevens kreeg"),
    "appointments": _("Uw afspraken"),
    "waiting_list": _("Wachten op een eerdere afspraak"),
    "referrals": _("Naar welke partner u ging"),
    "messages": _("Berichten"),
    "attempts": _("Proberen u te bereiken"),
    "visits": _("Uw bezoeken aan de balie"),
    "numbers": _("Volgnummers"),
    "requests": _("Uw klachten en verzoeken"),
    "addressees": _("Wie antwoord geeft"),
    "entry_keys": _("Codes om hier binnen te komen"),
    "logins": _("Uw gekoppelde inlog"),
    "looks": _("Wie uw gegevens bekeek"),
    "profile": _("Uw profiel"),
    "told": _("Wat u vertelde over uw werk"),
    "lists": _("Lijsten van passend werk"),
    "results": _("Wat in de lijst stond"),
    "changes": _("Wat een gids in de lijst veranderde"),
    "contact": _("Wie contact met u vroeg over een vacature"),
}
LABELS: Final[Mapping[str, Promise]] = {
    "added_at": _("Toegevoegd op"),
    "address": _("Adres of nummer"),
    "agreed_at": _("Afgesproken op"),
    "answer": _("Antwoord"),
    "arrived_at": _("Aangekomen op"),
    "at": _("Wanneer"),
    "audience": _("Van wie"),
    "body": _("Tekst"),
    "by_representative": _("Door een vertegenwoordiger"),
    "changed_at": _("Veranderd op"),
    "channel": _("Manier"),
    "closed_at": _("Afgesloten op"),
    "controller": _("Van welke organisatie"),
    "count": _("Hoe vaak"),
    "data": _("Welke gegevens"),
    "decided_at": _("Besloten op"),
    "decline_reason": _("Waarom de partner niet kon helpen"),
    "desk": _("Balie"),
    "done_at": _("Gedaan op"),
    "dropped_at": _("Gestopt op"),
    "due_on": _("Uiterlijk op"),
    "ends_at": _("Einde"),
    "expires_at": _("Geldig tot"),
    "extended_at": _("Verlengd op"),
    "extension_reason": _("Waarom het langer duurt"),
    "given_at": _("Gegeven op"),
    "group": _("Groep"),
    "handled_at": _("Afgehandeld op"),
    "happened_at": _("Wanneer"),
    "is_digital": _("Antwoord mag per e-mail"),
    "is_ranked": _("Op volgorde van wat het best past"),
    "is_reached": _("Gelukt"),
    "is_upheld": _("U kreeg gelijk"),
    "kept_at": _("Geschreven op"),
    "kept_until": _("Bewaren tot"),
    "kind": _("Soort"),
    "label": _("Nummer"),
    "language": _("Taal"),
    "law": _("Waarom dit mocht"),
    "made_at": _("Gemaakt op"),
    "moment": _("Wanneer"),
    "municipality": _("Gemeente"),
    "name": _("Naam"),
    "name_to_use": _("Naam"),
    "number": _("Kenmerk"),
    "offered_at": _("Aangeboden op"),
    "offers": _("Hoe vaak aangeboden"),
    "opened_at": _("Begonnen op"),
    "organisation": _("Organisatie"),
    "origin": _("Binnengekomen via"),
    "outcome": _("Uitkomst"),
    "own_words": _("In uw eigen woorden"),
    "owner": _("Wie dit doet"),
    "partner": _("Partner"),
    "party_size": _("Aantal mensen"),
    "place": _("Plaats"),
    "postal_address": _("Postadres"),
    "purpose": _("Waarvoor"),
    "reach": _("Bereikbaar via"),
    "reached_at": _("Bereikt op"),
    "reason": _("Reden"),
    "received_at": _("Ontvangen op"),
    "recipient": _("Aan welke organisatie"),
    "representative": _("Vertegenwoordiger"),
    "representative_name": _("Naam van de vertegenwoordiger"),
    "requested_at": _("Gevraagd op"),
    "retention_until": _("Bewaren tot"),
    "rights": _("Wat u vroeg"),
    "score": _("Hoe goed het past"),
    "sent_at": _("Verstuurd op"),
    "service": _("Dienst"),
    "service_type": _("Soort afspraak"),
    "since": _("Sinds"),
    "size": _("Grootte in bytes"),
    "starts_at": _("Begin"),
    "state": _("Hoe het ervoor staat"),
    "subject": _("Onderwerp"),
    "suggestion": _("Advies van de partner"),
    "summary": _("Wat de partner las"),
    "team": _("Team"),
    "text": _("De tekst"),
    "theme": _("Onderwerp"),
    "themes": _("Onderwerpen"),
    "urgency": _("Spoed"),
    "title": _("Vacature"),
    "tied_at": _("Gekoppeld op"),
    "used_at": _("Gebruikt op"),
    "vacancy": _("Vacature"),
    "way": _("Manier"),
    "weights": _("Versie van de gewichten"),
    "what": _("Wat"),
    "why": _("Waarom"),
    "wish": _("Wat u wilt"),
    "withdrawn_at": _("Ingetrokken op"),
    "written_at": _("Geschreven op"),
}
# Rows as short as these stand on one line each.
_SHORT: Final = 3
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


def parts_of(found: Mapping[str, Any]) -> Iterator[Part]:
    """What all apps told about one person, with a heading for everything that holds something."""
    for told in found.values():
        for key, value in told.items():
            yield from _under(key, value, 2)


def _under(key: str, value: Any, level: int) -> Iterator[Part]:
    """The parts of what stands below one name."""
    heading = str(HEADINGS.get(key, key))
    if isinstance(value, Mapping):
        yield from _row(heading, value, level)
    elif value and all(_is_short(row) for row in value):
        yield Part(heading, facts=[_line(row) for row in value], level=level)
    elif value:
        yield Part(heading, level=level)
        for number, row in enumerate(value, start=1):
            yield from _row(f"{heading} ({number})", row, level + 1)


def _row(heading: str, row: Mapping[str, Any], level: int) -> Iterator[Part]:
    yield Part(heading, facts=list(_facts(row)), level=level)
    for key, value in row.items():
        if _is_nested(value):
            yield from _under(key, value, level + 1)


def _facts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if not _is_nested(value) and (words := _words(value)):
            yield str(LABELS.get(key, key)), words


def _line(row: Mapping[str, Any]) -> tuple[str, str]:
    """The first value as the name; of one more only the value."""
    (_key, first), *rest = row.items()
    found = [(str(LABELS.get(key, key)), words) for key, value in rest if (words := _words(value))]
    if len(rest) == 1:
        return _words(first), " ".join(words for _label, words in found)
    return _words(first), "; ".join(f"{label}: {words}" for label, words in found)


def _is_short(row: Mapping[str, Any]) -> bool:
    return len(row) <= _SHORT and not any(_is_nested(value) for value in row.values())


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(item, Mapping) for item in value)
    )


def _words(value: Any) -> str:
    """A value as people write it; '' for nothing."""
    if isinstance(value, bool):
        return say("ja") if value else say("nee")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return date_format(datetime.fromisoformat(value).astimezone(AMSTERDAM), "j E Y, H:i")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "j E Y")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_words(item) for item in value)
    return "" if value is None else str(value)
