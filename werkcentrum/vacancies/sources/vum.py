"""Vacancies as VUM 3.0 writes them (Verbeteren Uitwisseling Matchingsgegevens, BIDN).

Names and codes are those of its interface specification: codes 0, 7 and 8 say that something is
not known, and then it is left empty here.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from werkcentrum.vacancies.models import ApplyBy, Contract
from werkcentrum.vacancies.sources.elements import elements
from werkcentrum.vacancies.sources.rows import Typed, first, listed, said, without_html

_KNOWN_LEVELS: Final = frozenset("123456")
_YES, _NO = "1", "2"
_IRREGULAR: Final = {_YES: "ja", _NO: "nee"}
_CONTRACTS: Final = {"O": Contract.PERMANENT, "B": Contract.TEMPORARY}
_LEARNING: Final = "02"
_CLOSES_IN_2: Final = "sluitingsDatumVacature"
_DUTCH: Final = "nld"
_BY_PHONE, _BY_MAIL, _ONLINE = "2", "3", "4"
# From 'beginner' to 'mother tongue'; the last needs no more than 'without effort'.
_DUTCH_LEVELS: Final = {"1": "a2", "2": "b1", "3": "b2", "4": "c1"}


def read(file: TextIO, places: Mapping[str, str]) -> Iterator[Typed]:
    """The vacancies of a file; `places`: the place by the four digits of its postcode.

    VUM 3 gives no name of a place. Raises ValueError.
    """
    for number, vacancy in enumerate(elements(file), start=1):
        found = first(vacancy)
        yield Typed(number, said(found.get("idVacature")), _fields(found, places))


def _fields(vacancy: dict[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    terms, hours = first(vacancy.get("arbeidsVoorwaarden")), first(vacancy.get("werktijden"))
    place, postcode = _place(vacancy, places)
    contracts = list(listed(vacancy.get("contractvorm")))
    level = said(vacancy.get("codeWerkEnDenkniveauMinimaal"))
    irregular = first(vacancy.get("flexibiliteit")).get("indicatieOnregelmatigWerkOfPloegendienst")
    apply_by, apply_to = _apply(vacancy)
    return {
        "title": said(vacancy.get("naamVacature")),
        "employer_name": said(first(vacancy.get("werkgever")).get("handelsnaamOrganisatie")),
        "description": without_html(said(vacancy.get("omschrijvingVacature"))),
        "place": place,
        "postcode4": postcode,
        "hours_min": said(hours.get("aantalWerkurenPerWeekMinimaal")),
        "hours_max": said(hours.get("aantalWerkurenPerWeekMaximaal")),
        "is_irregular": _IRREGULAR.get(said(irregular), ""),
        "level": level if level in _KNOWN_LEVELS else "",
        "licences": [
            said(one.get("codeSoortRijbewijs")) for one in listed(vacancy.get("rijbewijs"))
        ],
        "is_learning_place": any(
            said(one.get("codeTypeOvereenkomst")) == _LEARNING for one in contracts
        ),
        "contract": _only(
            _CONTRACTS, [said(one.get("codeTypeArbeidscontract")) for one in contracts]
        ),
        "dutch_level": _dutch(vacancy),
        "salary": said(terms.get("salarisIndicatie")),
        "starts_on": said(terms.get("datumAanvangWerkzaamheden")),
        "closes_on": said(vacancy.get("sluitingsdatumVacature", vacancy.get(_CLOSES_IN_2))),
        "apply_by": apply_by,
        "apply_to": apply_to,
    }


def _place(vacancy: dict[str, Any], places: Mapping[str, str]) -> tuple[str, str]:
    """The place and the postcode; before version 3 they stood with the employer, by name too."""
    held = first(first(vacancy.get("werkgever")).get("adresHouding"))
    older = first(first(held.get("adres")).get("adresNederland"))
    postcode = said(first(vacancy.get("adres")).get("postcode")) or said(older.get("postcode"))
    digits = postcode[:4]
    named = said(older.get("woonplaatsnaam")) or (f"postcode {digits}" if digits else "")
    return places.get(digits, named), postcode


def _only(words: Mapping[str, str], codes: list[str]) -> str:
    """What the codes say, when they say one thing."""
    found = {words[code] for code in codes if code in words}
    return found.pop() if len(found) == 1 else ""


def _dutch(vacancy: dict[str, Any]) -> str:
    levels = (
        said(one.get("codeNiveauTaalbeheersingMondeling"))
        for one in listed(vacancy.get("taalbeheersing"))
        if one.get("codeTaal") == _DUTCH
    )
    return next((_DUTCH_LEVELS[level] for level in levels if level in _DUTCH_LEVELS), "")


def _apply(vacancy: dict[str, Any]) -> tuple[str, str]:
    """The first way for which there is an address; else by way of the Werkcentrum."""
    ways = list(listed(vacancy.get("sollicitatiewijze")))
    asked = [said(way.get("codeSollicitatiewijze")) for way in ways]
    contacts = list(listed(first(vacancy.get("werkgever")).get("contactpersoon")))
    found = (
        (_ONLINE, ApplyBy.WEBSITE, [first(way.get("webadres")).get("url") for way in ways]),
        (_BY_MAIL, ApplyBy.MAIL, _flat(contacts, "emailadres")),
        (_BY_PHONE, ApplyBy.PHONE, _flat(contacts, "telefoonnummer")),
    )
    for code, apply_by, addresses in found:
        address = next(filter(None, map(said, addresses)), "")
        if code in asked and address:
            return apply_by, address
    return ApplyBy.WERKCENTRUM, ""


def _flat(contacts: list[dict[str, Any]], name: str) -> list[Any]:
    found = (contact.get(name) for contact in contacts)
    return [one for some in found if isinstance(some, list) for one in some]
