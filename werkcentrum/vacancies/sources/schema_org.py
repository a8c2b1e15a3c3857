"""Vacancies as schema.org's JobPosting (JSON-LD), as employers and job sites publish them."""

import re
from collections.abc import Iterator
from typing import Any, Final, TextIO

from werkcentrum.vacancies.models import ApplyBy, Contract
from werkcentrum.vacancies.sources.elements import elements
from werkcentrum.vacancies.sources.rows import Typed, first, listed, said, without_html

_HOURS: Final = re.compile(
    r"\b(\d{1,2})(?:\s*(?:-|–|tot(?: en met)?|t/m)\s*(\d{1,2}))?\s*(?:uur|hours|u\b)"
)
_CONTRACTS: Final = {
    "TEMPORARY": Contract.TEMPORARY, "CONTRACTOR": Contract.AGENCY, "PER_DIEM": Contract.ON_CALL,
}  # fmt: skip
_PERIODS: Final = {
    "HOUR": "per uur", "DAY": "per dag", "WEEK": "per week", "MONTH": "per maand",
    "YEAR": "per jaar",
}  # fmt: skip


def read(file: TextIO) -> Iterator[Typed]:
    """The JobPostings of a file; other things between them are skipped. Raises ValueError."""
    number = 0
    for element in elements(file):
        for posting in listed(element.get("item", element) if isinstance(element, dict) else None):
            if "JobPosting" in _types(posting):
                number += 1
                yield Typed(number, _source_id(posting), _fields(posting))


def _types(posting: dict[str, Any]) -> list[Any]:
    types = posting.get("@type")
    return types if isinstance(types, list) else [types]


def _source_id(posting: dict[str, Any]) -> str:
    identifier = posting.get("identifier")
    value = said(first(identifier).get("value")) or said(identifier)
    return value or said(posting.get("url")) or said(posting.get("@id"))


def _fields(posting: dict[str, Any]) -> dict[str, Any]:
    address = first(first(posting.get("jobLocation")).get("address"))
    types = posting.get("employmentType")
    hours = _HOURS.search(said(posting.get("workHours")))
    least, most = (hours[1], hours[2] or hours[1]) if hours else ("", "")
    apply_by, apply_to = _apply(posting)
    kinds = map(said, types if isinstance(types, list) else [types])
    return {
        "title": said(posting.get("title")),
        "employer_name": said(first(posting.get("hiringOrganization")).get("name")),
        "description": without_html(said(posting.get("description"))),
        "place": said(address.get("addressLocality")),
        "postcode4": said(address.get("postalCode")),
        "hours_min": least,
        "hours_max": most,
        "contract": next((_CONTRACTS[kind] for kind in kinds if kind in _CONTRACTS), ""),
        "salary": _salary(first(posting.get("baseSalary"))),
        "starts_on": said(posting.get("jobStartDate"))[:10],
        "closes_on": said(posting.get("validThrough"))[:10],
        "apply_by": apply_by,
        "apply_to": apply_to,
    }


def _apply(posting: dict[str, Any]) -> tuple[str, str]:
    """The page of the vacancy itself, unless it says whom to write or call."""
    contact = first(posting.get("applicationContact"))
    ways = (
        (ApplyBy.MAIL, said(contact.get("email"))),
        (ApplyBy.PHONE, said(contact.get("telephone"))),
        (ApplyBy.WEBSITE, said(posting.get("url"))),
    )
    return next(((by, to) for by, to in ways if to), (ApplyBy.WERKCENTRUM, ""))


def _salary(salary: dict[str, Any]) -> str:
    """'1900 tot 2400 euro per maand'; '' when there are no numbers."""
    value = first(salary.get("value")) or {"value": salary.get("value")}
    numbers = [said(value.get(name)) for name in ("minValue", "maxValue", "value")]
    amount = " tot ".join(dict.fromkeys(number for number in numbers if number))
    currency = "euro" if salary.get("currency", "EUR") == "EUR" else said(salary.get("currency"))
    period = _PERIODS.get(said(value.get("unitText")).upper(), "")
    return f"{amount} {currency} {period}".strip() if amount else ""
