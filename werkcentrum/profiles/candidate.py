"""Reads the form in which the website of Europass exports a CV since 2020: `Candidate` of HR-Open.

Element names are those of the Europass CV schema 3.0.0 of 2020. Only read, not written.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from werkcentrum.profiles.codes import CEFR, LICENCES, OF_EQF, TWO_LETTERS, postcode4
from werkcentrum.profiles.exchange import FileError, Found, Notes, Words, whole
from werkcentrum.profiles.facts import Experience, Facts, Language, Study
from werkcentrum.profiles.lines import lines_of

ROOT: Final = "Candidate"
_NOT_READ: Final = {
    "CandidatePerson/PersonName": "naam",
    "CandidatePerson/Communication": "adres, telefoonnummer en e-mailadres",
    "CandidatePerson/BirthDate": "geboortedatum",
    "CandidatePerson/GenderCode": "geslacht",
    "CandidatePerson/NationalityCode": "nationaliteit",
    "CandidateProfile/ExecutiveSummary": "uw eigen verhaal",
    "CandidateProfile/HobbiesAndInterests/HobbyOrInterest": "hobby’s",
    "CandidateProfile/SocialAndPoliticalActivities/SocialOrPoliticalActivity": "wat u vindt",
    "CandidateProfile/NetworksAndMemberships/NetworkOrMembership": "lidmaatschappen",
    "CandidateProfile/Attachment": "foto en bijlagen",
    "CandidateProfile/EmploymentHistory/EmployerHistory/OrganizationName": "bij wie u werkte",
    "CandidateProfile/EducationHistory/EducationOrganizationAttendance/OrganizationName":
        "waar u leerde",
}  # fmt: skip


def read(root: Element, words: Words, *, today: date) -> Found:
    """What stands below the root. Raises FileError without a profile."""
    profile, notes = root.find("CandidateProfile"), Notes()
    if profile is None:
        raise FileError("Dit cv van Europass is leeg.")
    notes.leave(what for path, what in _NOT_READ.items() if root.find(path) is not None)
    told = (_text(row, ".") for row in profile.iterfind("Skills"))
    lines = [line for text in told for line in lines_of(text, marks="\n;,")]
    able = notes.few((*lines, *_competencies(profile)), "skills")
    skills = [words.skill(line) for line in able]
    return notes.found(
        Facts(
            work=tuple(_works(profile, words, notes, today)),
            skills=tuple(dict.fromkeys(filter(None, skills))),
            studies=tuple(_studies(profile, words, notes)),
            languages=tuple(_languages(root, profile, notes)),
            licences=_licences(profile),
            postcode4=_postcode(root),
        )
    )


def _text(parent: Element, path: str) -> str:
    found = parent.find(path)
    return "" if found is None else "\n".join(part for part in found.itertext()).strip()


def _works(profile: Element, words: Words, notes: Notes, today: date) -> Iterator[Experience]:
    every = profile.iterfind("EmploymentHistory/EmployerHistory/PositionHistory")
    rows = notes.few(every, "work")
    for number, row in enumerate(rows, start=1):
        told = "\n".join(lines_of(_text(row, "Description")))
        years, where = _lasted(row, today), f"Werkervaring {number}"
        if years < 0:
            notes.problem(f"{where}: het einde ligt voor het begin. Kijk dat na.")
        if found := words.work(_text(row, "PositionTitle"), years=years, told=told):
            yield found
        else:
            notes.problem(f"{where}: wij lezen niet welk werk dit is.")


def _lasted(row: Element, today: date) -> float:
    begun, ended = (
        _month(_text(row, f"EmploymentPeriod/{name}/FormattedDateTime"))
        for name in ("StartDate", "EndDate")
    )
    if _text(row, "EmploymentPeriod/CurrentIndicator") == "true":
        ended = today.year + (today.month - 1) / 12
    return 0.0 if begun is None or ended is None else ended - begun


def _month(written: str) -> float | None:
    """A year and a part of it, of 2019, 2019-03 or 2019-03-31."""
    year, month = whole(written[:4], 1900, 2100), whole(written[5:7], 1, 12)
    return None if year is None else year + ((month or 1) - 1) / 12


def _studies(profile: Element, words: Words, notes: Notes) -> Iterator[Study]:
    every = profile.iterfind("EducationHistory/EducationOrganizationAttendance")
    rows = notes.few(every, "studies")
    for number, row in enumerate(rows, start=1):
        name = _text(row, "ProgramName") or _text(row, "EducationDegree/DegreeName")
        is_done = _text(row, "AttendancePeriod/Ongoing") != "true"
        level = OF_EQF.get(_text(row, "EducationLevelCode"))
        if found := words.study(name, level, is_done=is_done):
            yield found
        else:
            notes.problem(f"Opleiding {number}: wij lezen niet welke opleiding dit is.")


def _languages(root: Element, profile: Element, notes: Notes) -> Iterator[Language]:
    """The first language is one that somebody knows well; more is not said about it."""
    first = _text(root, "CandidatePerson/PrimaryLanguageCode")
    told = [(first, "c2")] if first else []
    for row in profile.iterfind("PersonQualifications/PersonCompetency"):
        if _text(row, "TaxonomyID") == "language":
            levels = {one.text.strip().lower() for one in row.iter("ScoreText") if one.text}
            told.append((_text(row, "CompetencyID"), min(levels & CEFR, default="")))
    for written, level in notes.few(told, "languages"):
        code = written.rpartition("/")[2].lower()
        two = TWO_LETTERS.get(code, code if len(code) == 2 else "")
        if two:
            yield Language(two, level)
        else:
            notes.problem(f"De taal ‘{code[:10]}’ kennen wij niet. Vul die zelf in.")


def _competencies(profile: Element) -> Iterator[str]:
    """What somebody can, beside languages: by its name, or else by what stands for a number."""
    for row in profile.iterfind("PersonQualifications/PersonCompetency"):
        if _text(row, "TaxonomyID") != "language":
            yield _text(row, "CompetencyName") or _text(row, "CompetencyID")


def _licences(profile: Element) -> tuple[str, ...] | None:
    codes = [_text(row, "LicenseTypeCode").upper() for row in profile.iterfind("Licenses/License")]
    return tuple(dict.fromkeys(code for code in codes if code in LICENCES)) or None


def _postcode(root: Element) -> str:
    rows = root.iterfind("CandidatePerson/Communication/Address")
    found = (
        postcode4(_text(row, "PostalCode"))
        for row in rows
        if _text(row, "CountryCode").upper() in ("", "NL")
    )
    return next(filter(None, found), "")
