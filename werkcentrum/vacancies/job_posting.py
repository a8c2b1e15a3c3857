"""A vacancy as schema.org's JobPosting, for search engines and other sites."""

from html import escape
from typing import Any, Final

from werkcentrum.core.clock import day_of
from werkcentrum.vacancies.models import AT_HOME, Contract, Vacancy
from werkcentrum.vacancies.queries import Coded, Confirmed

# From so many hours a week search engines call it full time.
_FULL_TIME: Final = 36
_TYPES: Final = {
    Contract.TEMPORARY: "TEMPORARY", Contract.AGENCY: "CONTRACTOR", Contract.ON_CALL: "PER_DIEM",
}  # fmt: skip


_ESCO: Final = "http://data.europa.eu/esco/"


def job_posting(vacancy: Vacancy, confirmed: Confirmed, *, address: str) -> dict[str, Any]:
    """What is known of a published vacancy and what a person confirmed of it; `address` is the
    full URL of its page.

    What was not said is left out. The description is HTML there. The wage is free text, so that
    `baseSalary` cannot be said.
    """
    posted, closes_on = vacancy.published_at, vacancy.closes_on
    said = {
        "title": vacancy.title,
        "description": escape(vacancy.description).replace("\n", "<br>"),
        "url": address,
        "identifier": {"@type": "PropertyValue", "name": "Werkcentrum", "value": str(vacancy.pk)},
        "datePosted": day_of(posted).isoformat() if posted else None,
        "validThrough": f"{closes_on.isoformat()}T23:59:59" if closes_on else None,
        "employmentType": _employment_types(vacancy),
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer_name},
        **_where(vacancy),
        "jobStartDate": vacancy.starts_on.isoformat() if vacancy.starts_on else None,
        "workHours": _hours(vacancy),
        "directApply": False,
        "occupationalCategory": [
            code for one in confirmed.occupations for code in _category_codes(one)
        ],
        "skills": list(map(_term, confirmed.skills)),
    }
    return {"@type": "JobPosting"} | {
        name: value for name, value in said.items() if value not in (None, [], "")
    }


def _where(vacancy: Vacancy) -> dict[str, Any]:
    if vacancy.place == AT_HOME:
        country = {"@type": "Country", "name": "NL"}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    return {"jobLocation": {"@type": "Place", "address": _address(vacancy)}}


def _address(vacancy: Vacancy) -> dict[str, str]:
    address = {"@type": "PostalAddress", "addressLocality": vacancy.place, "addressCountry": "NL"}
    return address | ({"postalCode": vacancy.postcode4} if vacancy.postcode4 else {})


def _employment_types(vacancy: Vacancy) -> list[str]:
    types = [_TYPES[Contract(vacancy.contract)]] if vacancy.contract in _TYPES else []
    hours = vacancy.hours
    if hours is None:
        return types
    least, most = hours
    time = ["FULL_TIME"] * (most >= _FULL_TIME) + ["PART_TIME"] * (least < _FULL_TIME)
    return time + types


def _hours(vacancy: Vacancy) -> str:
    if vacancy.hours is None:
        return ""
    least, most = vacancy.hours
    return f"{most} uur per week" if least == most else f"{least} tot {most} uur per week"


def _category_codes(occupation: Coded) -> list[dict[str, Any]]:
    """The occupation in ISCO-08 and in the list that has an address for it."""
    listed = {"ISCO-08": occupation.isco, _list_of(occupation.address): occupation.address}
    return [
        {
            "@type": "CategoryCode", "name": occupation.label, "codeValue": code,
            "inCodeSet": {"@type": "CategoryCodeSet", "name": name},
        } | ({"url": code} if code == occupation.address else {})
        for name, code in listed.items() if code
    ]  # fmt: skip


def _term(skill: Coded) -> dict[str, str]:
    term = {"@type": "DefinedTerm", "name": skill.label}
    if not skill.address:
        return term
    return term | {"url": skill.address, "inDefinedTermSet": _list_of(skill.address)}


def _list_of(address: str) -> str:
    return "ESCO" if address.startswith(_ESCO) else "CompetentNL"
