"""Reads the form in which the website of Europass exports a CV since 2020: `Candidate` of HR-Open.

Element names are those of the Europass CV schema 3.0.0 of 2020. Only read, not written.
"""

from collections.abc import Iterator
from datetime import date
from math import inf
from typing import Final
from xml.etree.ElementTree import Element

from werkcentrum.profiles.codes import CEFR, LICENCES, OF_EQF, TWO_LETTERS, postcode4
from werkcentrum.profiles.exchange import (
    OWN_HEADING,
    FileError,
    Found,
    Notes,
    Words,
    whole,
    years_between,
)
from werkcentrum.profiles.facts import Experience, Facts, Language, Study
from werkcentrum.profiles.lines import lines_of
from werkcentrum.profiles.terms import language_named

ROOT: Final = "Candidate"
# What somebody can, beside languages; the website writes `Skills`, the schema of 2020 the others.
_ABLE: Final = (
    "Skills", "DigitalSkills", "OrganisationalSkills", "ManagementAndLeadershipSkills",
    "CommunicationAndInterpersonalSkills",
)  # fmt: skip
_FIRST_LANGUAGES: Final = "CandidatePerson/PrimaryLanguageCode"
_NOT_READ: Final = {
    "CandidatePerson/PersonName": "naam",
    "CandidatePerson/Communication": "adres, telefoonnummer en e-mailadres",
    "CandidatePerson/BirthDate": "geboortedatum",
    "CandidatePerson/BirthPlace": "geboorteplaats",
    "CandidatePerson/Disability": "een beperking",
    "CandidatePerson/GenderCode": "geslacht",
    "CandidatePerson/NationalityCode": "nationaliteit",
    "CandidateProfile/ExecutiveSummary": "uw eigen verhaal",
    "CandidateProfile/HobbiesAndInterests/HobbyOrInterest": "hobby’s",
    "CandidateProfile/SocialAndPoliticalActivities/SocialOrPoliticalActivity": "wat u vindt",
    "CandidateProfile/NetworksAndMemberships/NetworkOrMembership": "lidmaatschappen",
    "CandidateProfile/ConferencesAndSeminars/ConferenceAndSeminar": "congressen",
    "CandidateProfile/PublicationHistory/Publication": "publicaties",
    "CandidateProfile/Projects/Project": "projecten",
    "CandidateProfile/CreativeWorks/CreativeWork": "creatief werk",
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
    notes.written_in(profile.get("languageCode", ""))
    if profile.find("Others/Other") is not None:
        notes.problem(OWN_HEADING)
    able = notes.few((*_able(profile), *_competencies(profile)), "skills")
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
    """What somebody was paid for, and then what they did as a volunteer."""
    paid = profile.iterfind("EmploymentHistory/EmployerHistory/PositionHistory")
    unpaid = profile.iterfind("VoluntaryWorks/VoluntaryWork")
    for number, row in enumerate(notes.few([*paid, *unpaid], "work"), start=1):
        told = "\n".join(lines_of(_text(row, "Description")))
        years, where = _lasted(row, today), f"Werkervaring {number}"
        if years < 0:
            notes.problem(f"{where}: het einde ligt voor het begin. Kijk dat na.")
        name = _text(row, "PositionTitle") or _text(row, "Title")
        if found := words.work(name, uri=_occupation(row), years=years, told=told):
            yield found
        else:
            notes.problem(f"{where}: wij lezen niet welk werk dit is.")


def _occupation(row: Element) -> str:
    """The address in ESCO: the website has it as the language of the title."""
    title, code = row.find("PositionTitle"), _text(row, "JobCategoryCode")
    return code or ("" if title is None else title.get("languageID", ""))


def _lasted(row: Element, today: date) -> float:
    period = "EmploymentPeriod" if row.tag == "PositionHistory" else "Date"
    begun, ended = (
        _month(_text(row, f"{period}/{name}/FormattedDateTime"))
        for name in ("StartDate", "EndDate")
    )
    if "true" in (_text(row, f"{period}/CurrentIndicator"), _text(row, f"{period}/Ongoing")):
        ended = inf
    return years_between(begun, ended, today=today)


def _month(written: str) -> float | None:
    """A year and a part of it, of 2019, 2019-03 or 2019-03-31."""
    year, month = whole(written[:4], 1900, 2100), whole(written[5:7], 1, 12)
    return None if year is None else year + ((month or 1) - 1) / 12


def _studies(profile: Element, words: Words, notes: Notes) -> Iterator[Study]:
    """What somebody learned, courses and certificates last."""
    learned = profile.iterfind("EducationHistory/EducationOrganizationAttendance")
    courses = (
        *profile.iterfind("CourseCertifications/CourseCertification"),
        *profile.iterfind("Certifications/Certification"),
    )
    for number, row in enumerate(notes.few([*learned, *courses], "studies"), start=1):
        names = ("ProgramName", "EducationDegree/DegreeName", "CertificationName", "Title")
        name = next(filter(None, (_text(row, path) for path in names)), "")
        ongoing = (_text(row, f"{period}/Ongoing") for period in ("AttendancePeriod", "Date"))
        level = OF_EQF.get(_text(row, "EducationLevelCode"))
        if found := words.study(name, level, is_done="true" not in ongoing):
            yield found
        else:
            notes.problem(f"Opleiding {number}: wij lezen niet welke opleiding dit is.")


def _languages(root: Element, profile: Element, notes: Notes) -> Iterator[Language]:
    """A first language is one that somebody knows well; more is not said about it."""
    told = [("".join(row.itertext()), "c2") for row in root.iterfind(_FIRST_LANGUAGES)]
    for row in profile.iterfind("PersonQualifications/PersonCompetency"):
        if _text(row, "TaxonomyID") == "language":
            levels = {one.text.strip().lower() for one in row.iter("ScoreText") if one.text}
            told.append((_text(row, "CompetencyID"), min(levels & CEFR, default="")))
    for written, level in notes.few(told, "languages"):
        name = written.strip().rpartition("/")[2]
        code = name.lower()
        known = TWO_LETTERS.get(code, code if len(code) == 2 else "") or language_named(name)
        if known:
            yield Language(known, level)
        else:
            notes.problem(f"De taal ‘{name[:30]}’ kennen wij niet. Vul die zelf in.")


def _able(profile: Element) -> Iterator[str]:
    """Each by its name; a group around them has a title that is no skill."""
    for rows in (profile.iterfind(tag) for tag in _ABLE):
        for row in rows:
            named = [_text(one, "CompetencyName") for one in row.iter("PersonCompetency")]
            yield from named or lines_of(_text(row, "."), marks="\n;,")


def _competencies(profile: Element) -> Iterator[str]:
    """What stands between the languages: by its name, or else by what stands for a number."""
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
