"""Profiles as a Europass CV: the SkillsPassport of the XML schema of Cedefop, version 3.4.

Written and read by its element names; versions 3.0 to 3.3 have the same ones for what we read. The
form in which the website of Europass exports since 2020 is read too (`candidate.py`).
Europass has no place for hours, travel distance, work times, a level of work and the licences that
only the Netherlands has.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from math import inf
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from werkcentrum.profiles import candidate
from werkcentrum.profiles.codes import CEFR, EQF, LICENCES, OF_EQF, postcode4
from werkcentrum.profiles.exchange import FileError, Found, Made, Notes, Words, whole, years_between
from werkcentrum.profiles.facts import Experience, Facts, Language, Study
from werkcentrum.profiles.lines import items_of, lines_of, years_in
from werkcentrum.profiles.plain_xml import root_of
from werkcentrum.profiles.terms import language_named

ROOT: Final = "SkillsPassport"
_NAMESPACE: Final = "http://europass.cedefop.europa.eu/Europass"
_VERSION: Final = "V3.4"
_SPOKEN: Final = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
_UNFINISHED: Final = " (niet afgerond)"
_SKILLS: Final = ("JobRelated", "Computer", "Organisational", "Communication", "Other")
# Of the categories of VUM those that the list of Europass does not have.
_DUTCH_LICENCES: Final = frozenset({"B+", "T"})
# Of our languages the only one without a code in that list: it goes by its name.
_BY_NAME: Final = {"ti": "Tigrinya"}
_NOT_READ: Final = {
    "Identification/PersonName": "naam",
    "Identification/ContactInfo/Email": "e-mailadres",
    "Identification/ContactInfo/TelephoneList": "telefoonnummer",
    "Identification/ContactInfo/WebsiteList": "websites",
    "Identification/ContactInfo/InstantMessagingList": "berichtenapps",
    "Identification/ContactInfo/Address/Contact/AddressLine": "adres",
    "Identification/Demographics/Birthdate": "geboortedatum",
    "Identification/Demographics/Gender": "geslacht",
    "Identification/Demographics/NationalityList": "nationaliteit",
    "Identification/Photo": "foto",
    "Identification/Signature": "handtekening",
    "Documentation": "bijlagen",
    "WorkExperienceList/WorkExperience/Employer": "bij wie u werkte",
    "EducationList/Education/Organisation": "waar u leerde",
}  # fmt: skip

# Of what somebody achieved, what they learned; the rest is not read.
_LEARNED: Final = ("courses", "certifications")
_ESCO: Final = "http://data.europa.eu/esco/occupation/"

# Of the same document, beside the learner.
_BESIDE: Final = {"CoverLetter": "sollicitatiebrief", "AttachmentList": "bijlagen"}


def export(facts: Facts, words: Words, *, at: datetime) -> Made:
    """A SkillsPassport without a name; whoever opens it at Europass adds that there."""
    notes = Notes()
    root = Element(ROOT, {"xmlns": _NAMESPACE, "locale": "nl"})
    about = SubElement(root, "DocumentInfo")
    _add(about, "DocumentType", "ECV")
    for name in ("CreationDate", "LastUpdateDate"):
        _add(about, name, f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z")
    _add(about, "XSDVersion", _VERSION)
    _add(about, "Generator", "Werkcentrum")
    learner = SubElement(root, "LearnerInfo")
    if facts.postcode4:
        _add(learner, "Identification/ContactInfo/Address/Contact/PostalCode", facts.postcode4)
    if facts.wishes:
        headline = SubElement(learner, "Headline")
        _add(headline, "Type/Code", "preferred_job")
        _add(headline, "Description/Label", "; ".join(_plain(one.name) for one in facts.wishes))
    _add_work(learner, facts)
    _add_studies(learner, facts)
    _add_skills(learner, facts, words)
    _tell_what_is_left_out(facts, notes)
    indent(root)
    text = tostring(root, encoding="unicode", short_empty_elements=True)
    return Made(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', tuple(notes.left_out))


def read(content: bytes, words: Words, *, today: date) -> Found:
    """What a CV of Europass says of work, in either form. Raises FileError for another file."""
    root = root_of(content)
    if root.tag == candidate.ROOT:
        return candidate.read(root, words, today=today)
    learner, notes = root.find("LearnerInfo"), Notes()
    if root.tag != ROOT or learner is None:
        raise FileError("Dit is geen cv van Europass. Kies het XML-bestand dat u daar bewaarde.")
    notes.leave(what for path, what in _NOT_READ.items() if learner.find(path) is not None)
    notes.leave(what for name, what in _BESIDE.items() if root.find(name) is not None)
    notes.written_in(root.get("locale", ""))
    wishes = [words.wish(name) for name in _wishes(learner, notes)]
    able = [
        line for sort in _SKILLS for line in lines_of(_text(learner, f"Skills/{sort}/Description"))
    ]
    skills = [words.skill(line) for line in notes.few(able, "skills")]
    return notes.found(
        Facts(
            wishes=tuple(filter(None, wishes)),
            work=tuple(_works(learner, words, notes, today)),
            skills=tuple(dict.fromkeys(filter(None, skills))),
            studies=tuple(_studies(learner, words, notes)),
            languages=tuple(_languages(learner, notes)),
            licences=_licences(learner, notes),
            postcode4=_postcode(learner),
        )
    )


# Writing ---------------------------------------------------------------------------------------


def _add(parent: Element, path: str, text: str) -> Element:
    """An element at a path below a parent, with a text."""
    here = parent
    for name in path.split("/"):
        here = SubElement(here, name)
    here.text = text
    return here


def _plain(name: str) -> str:
    return name.replace(";", " ")


def _add_work(learner: Element, facts: Facts) -> None:
    if not facts.work:
        return
    listed = SubElement(learner, "WorkExperienceList")
    for work in facts.work:
        one = SubElement(listed, "WorkExperience")
        _add(one, "Position/Label", work.name)
        years = f"{work.years:g} jaar".replace(".", ",") if work.years else ""
        if told := ". ".join(filter(None, (years, work.told))):
            _add(one, "Activities", told)


def _add_studies(learner: Element, facts: Facts) -> None:
    if not facts.studies:
        return
    listed = SubElement(learner, "EducationList")
    for study in facts.studies:
        one = SubElement(listed, "Education")
        _add(one, "Title", study.name + ("" if study.is_done else _UNFINISHED))
        if study.level in EQF:
            _add(one, "Level/Code", EQF[study.level])


def _add_skills(learner: Element, facts: Facts, words: Words) -> None:
    licences = [code for code in facts.licences or () if code not in _DUTCH_LICENCES]
    if not (facts.skills or facts.languages or licences):
        return
    skills = SubElement(learner, "Skills")
    if facts.languages:
        listed = SubElement(SubElement(skills, "Linguistic"), "ForeignLanguageList")
        for language in facts.languages:
            _add_language(listed, language)
    if facts.skills:
        told = "\n".join(words.label(one.key, _plain(one.name)) for one in facts.skills)
        _add(skills, "JobRelated/Description", told)
    if licences:
        driving = SubElement(SubElement(skills, "Driving"), "Description")
        for code in licences:
            _add(driving, "Licence", code)


def _add_language(listed: Element, language: Language) -> None:
    one = SubElement(listed, "ForeignLanguage")
    if language.code in _BY_NAME:
        _add(one, "Description/Label", _BY_NAME[language.code])
    else:
        _add(one, "Description/Code", language.code)
    if language.level:
        known = SubElement(one, "ProficiencyLevel")
        for name in _SPOKEN:
            _add(known, name, language.level.upper())


def _tell_what_is_left_out(facts: Facts, notes: Notes) -> None:
    told = {
        "hoeveel uren u wilt werken": (facts.hours_min, facts.hours_max) != (None, None),
        "hoe ver u wilt reizen": facts.km is not None,
        "of u ’s avonds, ’s nachts of in het weekend kunt werken": facts.irregular is not None,
        "uw niveau van werken": facts.level is not None,
        "dat u geen rijbewijs heeft": facts.licences == (),
        "uw rijbewijs B+ of T": not _DUTCH_LICENCES.isdisjoint(facts.licences or ()),
    }
    notes.leave(what for what, is_there in told.items() if is_there)


# Reading ---------------------------------------------------------------------------------------


def _text(parent: Element, path: str) -> str:
    found = parent.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _wishes(learner: Element, notes: Notes) -> list[str]:
    """The headline, when it says what somebody wants; it may also say what somebody is."""
    wanted = ("preferred_job", "job_applied_for", "position")
    if _text(learner, "Headline/Type/Code") not in wanted:
        return []
    return notes.few(lines_of(_text(learner, "Headline/Description/Label")), "wishes")


def _works(learner: Element, words: Words, notes: Notes, today: date) -> Iterator[Experience]:
    rows = notes.few(learner.iterfind("WorkExperienceList/WorkExperience"), "work")
    for number, row in enumerate(rows, start=1):
        told, where = _text(row, "Activities"), f"Werkervaring {number}"
        years, told = years_in("\n".join(lines_of(told, marks="\n")))
        years = years or _lasted(row, notes, where, today)
        code = _text(row, "Position/Code")
        uri = _ESCO + code if "-" in code else ""
        named = words.work(_text(row, "Position/Label"), uri=uri, years=years, told=told)
        found = named or words.work(told, years=years)
        if found:
            yield found
        else:
            notes.problem(f"{where}: wij lezen niet welk werk dit is.")


def _lasted(row: Element, notes: Notes, where: str, today: date) -> float:
    """Years from the month in which it began; until today when it goes on."""
    begun, ended = (_month(row.find(f"Period/{name}")) for name in ("From", "To"))
    if ended is None and _text(row, "Period/Current").lower() == "true":
        ended = inf
    years = years_between(begun, ended, today=today)
    if years < 0:
        notes.problem(f"{where}: het einde ligt voor het begin. Kijk dat na.")
    return years


def _month(found: Element | None) -> float | None:
    """A year and a part of it; `month` is written as --03."""
    if found is None:
        return None
    told = [found.get(name) or _text(found, name.title()) for name in ("year", "month")]
    year, month = whole(told[0], 1900, 2100), whole(told[1].strip("-"), 1, 12)
    return None if year is None else year + ((month or 1) - 1) / 12


def _studies(learner: Element, words: Words, notes: Notes) -> Iterator[Study]:
    """What somebody learned, then the courses and certificates that stand between achievements."""
    educations = learner.iterfind("EducationList/Education")
    learned = [
        (_text(row, "Title"), _text(row, "Level/Code"), _text(row, "Period/Current") != "true")
        for row in educations
    ]
    courses = [(line, "", True) for line in _courses(learner, notes)]
    for number, row in enumerate(notes.few([*learned, *courses], "studies"), start=1):
        title, level, is_over = row
        is_done = is_over and _UNFINISHED.strip() not in title
        name = title.replace(_UNFINISHED.strip(), "")
        if found := words.study(name, OF_EQF.get(level), is_done=is_done):
            yield found
        else:
            notes.problem(f"Opleiding {number}: wij lezen niet welke opleiding dit is.")


def _courses(learner: Element, notes: Notes) -> Iterator[str]:
    for row in learner.iterfind("AchievementList/Achievement"):
        if _text(row, "Title/Code") in _LEARNED:
            yield from items_of(_text(row, "Description"))
        else:
            notes.leave(["publicaties, prijzen en lidmaatschappen"])


def _languages(learner: Element, notes: Notes) -> Iterator[Language]:
    """A mother tongue is a language that somebody knows well; more is not said about it."""
    tongues = learner.find("Skills/Linguistic")
    if tongues is None:
        return
    rows = [*tongues.iter("MotherTongue"), *tongues.iter("ForeignLanguage")]
    for row in notes.few(rows, "languages"):
        levels = [_text(row, f"ProficiencyLevel/{name}").lower() for name in _SPOKEN]
        known = min(filter(CEFR.__contains__, levels), default="")
        yield from _language(row, "c2" if row.tag == "MotherTongue" else known, notes)


def _language(row: Element, level: str, notes: Notes) -> Iterator[Language]:
    label = _text(row, "Description/Label")[:30]
    code = _text(row, "Description/Code").lower() or language_named(label)
    if len(code) == 2 and code.isascii() and code.isalpha():
        yield Language(code, level)
    else:
        notes.problem(f"De taal ‘{label}’ kennen wij niet. Vul die zelf in.")


def _licences(learner: Element, notes: Notes) -> tuple[str, ...] | None:
    driving = learner.find("Skills/Driving")
    if driving is None:
        return None
    told = " ".join(driving.itertext()).replace(",", " ").upper().split()
    codes = list(dict.fromkeys(code for code in told if code in LICENCES))
    notes.leave(["een rijbewijs dat wij niet kennen"] if told and not codes else [])
    return tuple(codes) or None


def _postcode(learner: Element) -> str:
    here = "Identification/ContactInfo/Address/Contact"
    is_dutch = _text(learner, f"{here}/Country/Code").upper() in ("", "NL")
    return postcode4(_text(learner, f"{here}/PostalCode")) if is_dutch else ""
