"""Profiles as VUM 3.0 writes them (Verbeteren Uitwisseling Matchingsgegevens, BIDN).

Names and codes are those of `Werkzoekende` in the interface specification. It knows occupations and
competences by address only, and tells no years; so an occupation without an address is written as
an interest, and years in the text about the work. Our own flat form is read as well: `jaren`,
`competenties` and names as plain text. Codes 0, 7 and 8 say that something is not known.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from werkcentrum.profiles.codes import LICENCES, THREE_LETTERS, TWO_LETTERS, postcode4
from werkcentrum.profiles.exchange import (
    FileError,
    Found,
    Made,
    Notes,
    Words,
    said,
    split,
    text_of,
    whole,
)
from werkcentrum.profiles.facts import Experience, Facts, Language, Study

_LONGEST: Final = 1 << 20  # characters of a file
# From 'beginner' to 'mother tongue', as our import of vacancies reads them.
_SPOKEN: Final = {"a1": 1, "a2": 1, "b1": 2, "b2": 3, "c1": 4, "c2": 4}
_LEVELS_SPOKEN: Final = {1: "a2", 2: "b1", 3: "b2", 4: "c1"}
# The level of a study has other codes than that of work: havo and vwo stand apart there.
_STUDIED: Final = {2: 1, 3: 2, 4: 4, 5: 5, 6: 6}
_STUDY_LEVELS: Final = {1: 2, 2: 3, 3: 4, 4: 4, 5: 5, 6: 6}
_OTHER_STUDY: Final = 9
# As VUM 3 and the versions before it call them; those wrote names where 3 has a code only.
_STUDY_NAMES: Final = (
    "toelichtingOpleiding", "naam", "naamOpleiding", "omschrijvingOpleidingsnaam",
    "naamOpleidingOngecodeerd", "omschrijvingOpleiding",
)  # fmt: skip
_ABLE: Final = ("competentiebeheersing", "vakvaardigheid", "gedragscompetentie")
_ABLE_NAMES: Final = ("omschrijving", "omschrijvingGedragscompetentie")
_UNKNOWN_CODE: Final = "wij kennen deze code niet. Vul dit zelf in."
_NO_WORK: Final = "wij lezen niet welk werk dit is."
_YES, _NO = 1, 2
_MOST_HOURS, _MOST_KM = 99, 999
_LETTERS: Final = "AA"
# What is in such a file and is not about work, or tells who somebody is.
_NOT_READ: Final = {
    "persoonlijkePresentatie": "uw eigen verhaal (persoonlijke presentatie)",
    "contactpersoon": "contactpersonen", "emailadres": "e-mailadressen",
    "telefoonnummer": "telefoonnummers", "webadres": "webadressen", "naam": "naam",
    "voornamen": "naam", "achternaam": "naam", "geslachtsnaam": "naam",
    "geboortedatum": "geboortedatum", "geslacht": "geslacht", "nationaliteit": "nationaliteit",
    "burgerservicenummer": "burgerservicenummer", "bsn": "burgerservicenummer",
    "adres": "adres", "voorkeursland": "landen", "eisAanWerk": "wat nodig is op de werkplek",
    "indicatieLdrRegistratie": "registratie in het doelgroepregister", "foto": "foto",
    "vervoermiddel": "vervoermiddelen", "sector": "sectoren", "contractvorm": "soort contract",
}  # fmt: skip


def export(facts: Facts, words: Words, *, number: str) -> Made:
    """One profile as JSON; `number`: what it is called in exchange, never somebody's own."""
    notes = Notes()
    profile = {
        "idWerkzoekende": number,
        "mobiliteit": _mobility(facts, notes),
        "flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": _sign(facts.irregular)},
        "werktijden": {
            "aantalWerkurenPerWeekMinimaal": facts.hours_min,
            "aantalWerkurenPerWeekMaximaal": facts.hours_max,
        },
        "bemiddelingsberoep": [_code("codeBeroepsnaam", words.uri(one.occupation))
                               for one in facts.wishes if words.uri(one.occupation)],
        "arbeidsmarktkwalificatie": {
            "codeWerkEnDenkniveauWerkzoekende": facts.level,
            "interesse": [{"naamInteresse": one.name[:120]}
                          for one in facts.wishes if not words.uri(one.occupation)],
            "werkervaring": [_experience(one, words) for one in facts.work],
            "competentiebeheersing": _competences(facts, words, notes),
            "opleiding": [_study(one) for one in facts.studies],
            "taalbeheersing": _languages(facts, notes),
            "rijbewijs": facts.licences if facts.licences is None
            else [{"codeSoortRijbewijs": one} for one in facts.licences],
        },
    }  # fmt: skip
    found = json.dumps(_said_only(profile), ensure_ascii=False, indent=2)
    return Made(f"{found}\n", tuple(notes.left_out))


def read(text: str, words: Words, *, today: date) -> Found:
    """What one profile says of work. Raises FileError for what is no profile of one person."""
    profile, notes = _only(text), Notes()
    market = _object(profile.get("arbeidsmarktkwalificatie")) or profile
    notes.leave(what for name, what in _NOT_READ.items() if profile.get(name))
    least, most = _hours(profile, notes)
    level = market.get("codeWerkEnDenkniveauWerkzoekende", market.get("codeWerkEnDenkniveau"))
    return notes.found(
        Facts(
            wishes=tuple(_wishes(profile, market, words, notes)),
            work=tuple(_works(market, words, notes, today)),
            skills=tuple(_skills(market, words, notes)),
            studies=tuple(_studies(market, words, notes)),
            languages=tuple(_spoken(market, notes)),
            licences=_licences(market, notes),
            postcode4=_postcode(profile),
            km=_km(profile),
            hours_min=least,
            hours_max=most,
            level=whole(text_of(level)[:1], 1, 6),
            irregular=_irregular(profile),
        )
    )


# Writing ---------------------------------------------------------------------------------------


def _mobility(facts: Facts, notes: Notes) -> dict[str, Any]:
    """VUM wants letters behind the four digits that we know; the first of that area stand there."""
    if not facts.postcode4:
        notes.leave(["hoe ver u wilt reizen: dat kan daar alleen met een postcode"]
                    if facts.km is not None else [])  # fmt: skip
        return {}
    return {
        "bemiddelingspostcode": f"{facts.postcode4}{_LETTERS}",
        "maximaleReisafstand": facts.km,
    }


def _sign(is_so: bool | None) -> int | None:
    return None if is_so is None else (_YES if is_so else _NO)


def _code(name: str, uri: str) -> dict[str, str]:
    return {name: uri}


def _experience(work: Experience, words: Words) -> dict[str, Any]:
    uri = words.uri(work.occupation)
    found: dict[str, Any] = {"toelichtingWerkervaring": said(work)[:2000]}
    return ({"beroep": _code("codeBeroepsnaam", uri)} if uri else {}) | found


def _competences(facts: Facts, words: Words, notes: Notes) -> list[dict[str, str]]:
    uris = [(one.name, words.uri(one.key)) for one in facts.skills]
    notes.leave(f"wat u kunt: {name}" for name, uri in uris if not uri)
    return [_code("codeCompetentie", uri) for _, uri in uris if uri]


def _study(study: Study) -> dict[str, Any]:
    return {
        "codeNiveauOpleiding": _STUDIED.get(study.level or 0, _OTHER_STUDY),
        "indicatieDiploma": _YES if study.is_done else _NO,
        "toelichtingOpleiding": study.name[:2000],
    }


def _languages(facts: Facts, notes: Notes) -> list[dict[str, Any]]:
    found = []
    for language in facts.languages:
        if language.code not in THREE_LETTERS:
            notes.leave([f"taal: {language.code}"])
            continue
        spoken = {"codeNiveauTaalbeheersingMondeling": _SPOKEN.get(language.level)}
        found.append({"codeTaal": THREE_LETTERS[language.code]} | spoken)
    return found


def _said_only(value: Any) -> Any:
    """Without what is not known; an empty list of licences says that there are none."""
    if isinstance(value, dict):
        found = {name: _said_only(one) for name, one in value.items()}
        return {
            name: one for name, one in found.items()
            if one not in (None, {}) and (one != [] or name == "rijbewijs")
        }  # fmt: skip
    return [_said_only(one) for one in value] if isinstance(value, list) else value


# Reading ---------------------------------------------------------------------------------------


def _only(text: str) -> Mapping[str, Any]:
    """The one profile of a file: an object, or a list with one."""
    if len(text) > _LONGEST:
        raise FileError("Dit bestand is te groot voor één profiel. Kies een kleiner bestand.")
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise FileError("Dit is geen JSON van VUM. Kies het bestand dat u kreeg.") from None
    if isinstance(found, dict):
        found = found.get("matches") or found.get("werkzoekenden") or [found]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FileError("In dit bestand staat geen profiel van VUM.")
    if len(found) != 1:
        raise FileError(
            f"In dit bestand staan {len(found)} profielen. Kies een bestand met één profiel."
        )
    profile: Mapping[str, Any] = found[0]
    return profile


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _rows(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else []


def _named(value: Any) -> tuple[str, str]:
    """The name and the address of an occupation, in each way in which VUM wrote them."""
    if isinstance(value, str):
        return ("", value) if ":" in value else (value, "")
    row = _object(value)
    coded = _object(row.get("beroepsnaamGecodeerd")) or row
    free = _object(row.get("beroepsnaamOngecodeerd")) or row
    name = text_of(coded.get("omschrijvingBeroepsnaam")) or text_of(
        free.get("naamBeroepOngecodeerd")
    )
    return name, text_of(coded.get("codeBeroepsnaam"))


def _wishes(
    profile: Mapping[str, Any], market: Mapping[str, Any], words: Words, notes: Notes
) -> Iterator[Any]:
    named = [_named(row) for row in _rows(profile.get("bemiddelingsberoep"))]
    named += [
        (text_of(_object(row).get("naamInteresse")), "") for row in _rows(market.get("interesse"))
    ]
    for number, (name, uri) in enumerate(notes.few(named, "wishes"), start=1):
        if found := words.wish(name, uri):
            yield found
        else:
            notes.problem(f"Gewenst werk {number}: {_UNKNOWN_CODE if uri else _NO_WORK}")


def _works(
    market: Mapping[str, Any], words: Words, notes: Notes, today: date
) -> Iterator[Experience]:
    rows = notes.few(_rows(market.get("werkervaring")), "work")
    for number, row in enumerate(rows, start=1):
        one = _object(row)
        called, uri = _named(one.get("beroep"))
        told = text_of(one.get("toelichtingWerkervaring", one.get("toelichting")))
        name, years, rest = (called, 0.0, told) if called else split(told)
        if called:
            years = float(whole(one.get("jaren"), 0, 60) or 0)
        years = years or _between(one, notes, f"Werkervaring {number}", today)
        notes.leave(["bij wie u werkte"] if one.get("naamOrganisatie") else [])
        # Without a name of its own, the words about the work are its name.
        found = words.work(name, uri=uri, years=years, told=rest) or words.work(
            rest, uri=uri, years=years
        )
        if found:
            yield found
        elif one:
            notes.problem(f"Werkervaring {number}: wij lezen niet welk werk dit is.")


def _between(row: Mapping[str, Any], notes: Notes, where: str, today: date) -> float:
    """Years from the first to the last day; until today without a last one."""
    first, last = (
        _day(row.get(name), notes, where)
        for name in ("datumAanvangWerkzaamheden", "datumEindeWerkzaamheden")
    )
    if first is None:
        return 0.0
    days = (min(last or today, today) - first).days
    if last and last < first:
        notes.problem(f"{where}: de laatste dag ligt voor de eerste. Kijk dat na.")
    return max(days, 0) / 365.25


def _day(value: Any, notes: Notes, where: str) -> date | None:
    try:
        return date.fromisoformat(text_of(value)[:10]) if value else None
    except ValueError:
        notes.problem(f"{where}: ‘{text_of(value)[:20]}’ is geen datum, zoals 2024-03-31.")
        return None


def _skills(market: Mapping[str, Any], words: Words, notes: Notes) -> Iterator[Any]:
    rows = [_object(row) for name in _ABLE for row in _rows(market.get(name))]
    named = [
        (next(filter(None, (text_of(row.get(name)) for name in _ABLE_NAMES)), ""),
         text_of(row.get("codeCompetentie")))
        for row in rows
    ]  # fmt: skip
    named += [(text_of(row), "") for row in _rows(market.get("competenties"))]
    for number, (name, uri) in enumerate(notes.few(named, "skills"), start=1):
        if found := words.skill(name, uri):
            yield found
        elif uri:
            notes.problem(f"Vaardigheid {number}: {_UNKNOWN_CODE}")


def _studies(market: Mapping[str, Any], words: Words, notes: Notes) -> Iterator[Study]:
    """What somebody learned, courses last; together no more than a profile holds."""
    learned = [(_learned, _object(row)) for row in _rows(market.get("opleiding"))]
    learned += [(_course, _object(row)) for row in _rows(market.get("cursus"))]
    for number, (read_one, row) in enumerate(notes.few(learned, "studies"), start=1):
        notes.leave(["waar u leerde"] if row.get("naamOpleidingsinstituut") else [])
        if found := read_one(row, words):
            yield found
        elif row and read_one is _learned:
            notes.problem(f"Opleiding {number}: wij lezen niet welke opleiding dit is.")


def _learned(row: Mapping[str, Any], words: Words) -> Study | None:
    level = _STUDY_LEVELS.get(whole(row.get("codeNiveauOpleiding"), 1, 9) or 0)
    level = level or whole(text_of(row.get("niveau"))[:1], 1, 6)
    is_done = row.get("diploma") is not False and whole(row.get("indicatieDiploma"), 2, 2) is None
    older = _object(row.get("opleidingsnaam"))
    places = (row, older, *map(_object, older.values()))
    names = (text_of(place.get(key)) for place in places for key in _STUDY_NAMES)
    return words.study(next(filter(None, names), ""), level, is_done=is_done)


def _course(row: Mapping[str, Any], words: Words) -> Study | None:
    is_done = whole(row.get("indicatieCertificaat"), 2, 2) is None
    return words.study(text_of(row.get("naamCursus")), None, is_done=is_done)


def _spoken(market: Mapping[str, Any], notes: Notes) -> Iterator[Language]:
    """Each language once; Dutch may also stand in a field of its own, which is read first."""
    dutch = text_of(market.get("taalNederlands")).lower()
    told = {"nld": dutch if dutch in _SPOKEN else ""} if dutch else {}
    for row in map(_object, _rows(market.get("taalbeheersing"))):
        code = text_of(row.get("codeTaal")).lower()
        spoken = whole(row.get("codeNiveauTaalbeheersingMondeling"), 1, 4)
        told[code] = told.get(code) or _LEVELS_SPOKEN.get(spoken or 0, "")
    for code, level in notes.few(told.items(), "languages"):
        if code in TWO_LETTERS:
            yield Language(TWO_LETTERS[code], level)
        elif code:
            notes.problem(f"De taal ‘{code[:10]}’ kennen wij niet.")


def _licences(market: Mapping[str, Any], notes: Notes) -> tuple[str, ...] | None:
    if not isinstance(market.get("rijbewijs"), list):
        return None
    codes = [
        text_of(_object(row).get("codeSoortRijbewijs") if isinstance(row, dict) else row).upper()
        for row in market["rijbewijs"]
    ]
    for code in codes:
        if code not in LICENCES:
            notes.problem(f"Het rijbewijs ‘{code[:10]}’ bestaat niet.")
    return tuple(dict.fromkeys(code for code in codes if code in LICENCES))


def _postcode(profile: Mapping[str, Any]) -> str:
    told = _object(profile.get("mobiliteit")).get("bemiddelingspostcode", profile.get("postcode"))
    return postcode4(text_of(told))


def _km(profile: Mapping[str, Any]) -> int | None:
    place = _object(profile.get("mobiliteit"))
    return whole(place.get("maximaleReisafstand", profile.get("maximaleReisafstand")), 0, _MOST_KM)


def _hours(profile: Mapping[str, Any], notes: Notes) -> tuple[int | None, int | None]:
    times = _object(profile.get("werktijden"))
    least, most = (
        whole(times.get(f"aantalWerkurenPerWeek{end}", profile.get(f"werkuren{end}")), 0,
              _MOST_HOURS)
        for end in ("Minimaal", "Maximaal")
    )  # fmt: skip
    if least is not None and most is not None and least > most:
        notes.problem("Het minste aantal uren is meer dan het meeste. Vul uw uren zelf in.")
        return None, None
    return least, most


def _irregular(profile: Mapping[str, Any]) -> bool | None:
    name = "indicatieOnregelmatigWerkOfPloegendienst"
    told = _object(profile.get("flexibiliteit")).get(name, profile.get(name))
    if isinstance(told, bool):
        return told
    return {_YES: True, _NO: False}.get(whole(told, 0, 2) or 0)
