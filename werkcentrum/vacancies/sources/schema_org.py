"""Vacancies as schema.org's JobPosting (JSON-LD), as employers and job sites publish them."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final, TextIO, TypeAlias

from werkcentrum.vacancies.models import AT_HOME, ApplyBy, Contract
from werkcentrum.vacancies.sources.elements import elements
from werkcentrum.vacancies.sources.rows import Typed, first, listed, said, without_html
from werkcentrum.vacancies.sources.wages import ODD, is_odd, wage

Named: TypeAlias = Mapping[str, dict[str, Any]]

# Employers and places of one feed; a posting may refer to one anywhere in the file.
_MOST_NAMED: Final = 10_000
_OF_NAMED: Final = ("name", "address", "addressLocality", "addressRegion", "postalCode")
_MOST_PLACES: Final = 10
# Not in "9.00 tot 17.00 uur", "8 uur per dag" or "70 uur per maand".
_HOURS: Final = re.compile(
    r"(?<![\d.:,])(\d{1,2})(?:\s*(?:-|–|tot(?: en met)?|t/m|to)\s*(\d{1,2}))?"
    r"\s*(?:uur|uren|hours|hrs|u\b)(?!\s*(?:per|a|/)\s*(?:da[gy]|maand|month))"
)
_ONLY_HOURS: Final = re.compile(r"(\d{1,2})(?:\s*(?:-|–)\s*(\d{1,2}))?")
_POSTCODE: Final = re.compile(r"\b([1-9]\d{3}) ?[A-Z]{2}\b,?\s*([^,]*)")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"\d{4}")
_CONTRACTS: Final = {
    "TEMPORARY": Contract.TEMPORARY, "CONTRACTOR": Contract.AGENCY, "PER_DIEM": Contract.ON_CALL,
}  # fmt: skip


def read(file: TextIO) -> Iterator[Typed]:
    """The JobPostings of a file; other things between them are skipped. Raises ValueError."""
    named = dict(islice(_named(file), _MOST_NAMED))
    file.seek(0)
    for number, posting in enumerate(filter(_is_posting, _things(file)), start=1):
        fields = _fields(posting, named)
        problem = ODD if is_odd(fields["salary"]) else ""
        yield Typed(number, _source_id(posting), fields, problem)


def _named(file: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in _things(file):
        if (key := said(one.get("@id"))) and not _is_posting(one):
            yield key, {name: one[name] for name in _OF_NAMED if name in one}


def _things(file: TextIO) -> Iterator[dict[str, Any]]:
    """Each thing of a file, also of a graph, or of what stands around one in a list."""
    for element in elements(file):
        for thing in listed(element):
            around = () if _is_posting(thing) else ("@graph", "item", "mainEntity")
            inside = (listed(thing.get(name)) for name in around)
            yield from list(chain.from_iterable(inside)) or [thing]


def _is_posting(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    every = map(said, types if isinstance(types, list) else [types])
    return any(re.split("[/:]", one)[-1] == "JobPosting" for one in every)


def _source_id(posting: dict[str, Any]) -> str:
    identifier = posting.get("identifier")
    value = _text(first(identifier).get("value")) or _text(identifier)
    return value or _text(posting.get("url")) or said(posting.get("@id"))


def _text(value: Any) -> str:
    """A text as JSON-LD may have it: alone, as the first of a list, or with its language."""
    one = value[0] if isinstance(value, list) and value else value
    return said(one.get("@value") if isinstance(one, dict) else one)


def _fields(posting: dict[str, Any], named: Named) -> dict[str, Any]:
    work_hours = _text(posting.get("workHours"))
    hours = _HOURS.search(work_hours) or _ONLY_HOURS.fullmatch(work_hours)
    least, most = (hours[1], hours[2] or hours[1]) if hours else ("", "")
    apply_by, apply_to = _apply(posting)
    places = list(dict.fromkeys(filter(any, _places(posting, named))))
    place, postcode = places[0] if places else (_remote(posting), "")
    others = [name for name, _ in places[1:_MOST_PLACES] if name and name != place]
    also = f"\n\nOok in: {', '.join(dict.fromkeys(others))}." if others else ""
    return {
        "title": _text(posting.get("title")) or _text(posting.get("name")),
        "employer_name": _employer(posting, named),
        "description": without_html(_text(posting.get("description"))) + also,
        "place": place,
        "postcode4": postcode,
        "hours_min": least,
        "hours_max": most,
        "contract": next((_CONTRACTS[one] for one in _kinds(posting) if one in _CONTRACTS), ""),
        "salary": wage(posting),
        # "Zo snel mogelijk" is no day; the last one to apply must be one.
        "starts_on": "".join(_DAY.findall(_text(posting.get("jobStartDate")))[:1]),
        "closes_on": _last_day(_text(posting.get("validThrough"))),
        "apply_by": apply_by,
        "apply_to": apply_to,
    }


def _last_day(written: str) -> str:
    """Its day; "" of 9999-12-31 and such, with which sources say that there is none."""
    year = _YEAR.search(written)
    return "" if year and year[0] >= "2099" else written[:10]


def _kinds(posting: dict[str, Any]) -> Iterator[str]:
    """Of "Part-time, TEMPORARY" and of lists: in the words of schema.org."""
    types = posting.get("employmentType")
    for one in map(said, types if isinstance(types, list) else [types]):
        for kind in one.split(","):
            yield re.sub(r"[\s-]+", "_", kind.strip().upper().rpartition("/")[2])


def _employer(posting: dict[str, Any], named: Named) -> str:
    employer = posting.get("hiringOrganization")
    found = first(employer)
    return _text((named.get(said(found.get("@id")), {}) | found).get("name")) or _text(employer)


def _places(posting: dict[str, Any], named: Named) -> Iterator[tuple[str, str]]:
    """The name and the postcode of each place where the work is."""
    locations = posting.get("jobLocation")
    for location in locations if isinstance(locations, list) else [locations]:
        found = first(location)
        found = named.get(said(found.get("@id")), {}) | found
        address = found.get("address", found) if found else location
        yield _in_line(said(address)) if isinstance(address, str) else _in_parts(first(address))


def _in_parts(address: dict[str, Any]) -> tuple[str, str]:
    postcode = _text(address.get("postalCode"))
    name = _text(address.get("addressLocality")) or _text(address.get("addressRegion"))
    return name or (f"postcode {postcode[:4]}" if postcode else ""), postcode


def _in_line(address: str) -> tuple[str, str]:
    """Of "Laan 1, 2271 AB Voorburg", or "Voorburg, Nederland"."""
    if found := _POSTCODE.search(address):
        return found[2].strip() or f"postcode {found[1]}", found[1]
    parts = (part.strip() for part in address.split(","))
    return next((part for part in parts if not re.search(r"\d", part)), ""), ""


def _remote(posting: dict[str, Any]) -> str:
    return AT_HOME if _text(posting.get("jobLocationType")).upper() == "TELECOMMUTE" else ""


def _apply(posting: dict[str, Any]) -> tuple[str, str]:
    """The page of the vacancy itself, unless it says whom to write or call."""
    contact = first(posting.get("applicationContact"))
    ways = (
        (ApplyBy.MAIL, _text(contact.get("email")).removeprefix("mailto:")),
        (ApplyBy.PHONE, _text(contact.get("telephone")).removeprefix("tel:")),
        (ApplyBy.WEBSITE, _text(contact.get("url")) or _text(posting.get("url"))),
    )
    return next(((by, to) for by, to in ways if to), (ApplyBy.WERKCENTRUM, ""))
