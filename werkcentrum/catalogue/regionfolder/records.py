"""The records that staff change on the website, one by one, in the shape of the region folder.

A record is written as a file would say it: texts, lists of texts and lists of rows. Each kind says
how to find one in a region's contents, how to check it, and how to put it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, ClassVar, Final, Protocol

from django.utils.translation import gettext_lazy as _

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.approval import Approval
from werkcentrum.catalogue.regionfolder.contents import Contents, dutch_texts
from werkcentrum.catalogue.regionfolder.copies import copied, questions_of_the_test
from werkcentrum.catalogue.regionfolder.fields import WEEKDAYS, Field, Spec, check_row, day, flag
from werkcentrum.catalogue.regionfolder.places import read_hours
from werkcentrum.catalogue.regionfolder.reading import Problems, Row
from werkcentrum.catalogue.regionfolder.translations import LANGUAGES, TRANSLATION

Values = dict[str, Any]
# What staff type of an example question; the folder may hold more about its maker.
QUESTION: Final[Spec] = {
    "text": specs.EXAMPLE["text"],
    "lang": specs.EXAMPLE["lang"],
    "style": replace(specs.EXAMPLE["style"], required=False),
}
# Of a longer text a list shows the beginning, in characters.
_LONGEST_TITLE = 80
_DAY_NAMES = {number: name for name, number in WEEKDAYS.items()}
# What people call the questions that are not for a service, by class.
CLASS_LABELS: Final[dict[str, Any]] = {
    "out-of-scope": _("Niet voor ons"),
    "nonsense": _("Onzin of een groet"),
    "danger:suicide": _("Gevaar: zelfmoord"),
    "danger:violence": _("Gevaar: geweld"),
    "danger:exploitation": _("Gevaar: uitbuiting"),
    "danger:homeless": _("Gevaar: geen slaapplek"),
    "danger:hunger": _("Gevaar: geen eten"),
}
# Who writes and who approves, as functions; the names stand in the audit trail as ids.
WRITER, APPROVER = "redacteur", "eindredacteur"


class Kind(Protocol):
    """One sort of record. `rows` are the fields that hold a list of rows, with their columns."""

    name: ClassVar[str]
    spec: ClassVar[Spec]
    rows: ClassVar[dict[str, Spec]]

    def about(self, contents: Contents, key: str) -> str:
        """What the writer needs beside the form; '' for most kinds."""

    def titles(self, contents: Contents) -> dict[str, str]:
        """The records there are: key to what people call it."""

    def texts(self, contents: Contents) -> dict[str, str]:
        """In which words a record is looked for, by key: mostly what people call it."""

    def read(self, contents: Contents, key: str) -> Values:
        """A record as a file would say it; `{}` when it is not there (yet)."""

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """The clean values; what is wrong is added to `problems`."""

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """The contents with this record in it, as decided on this date."""


class _Plain(Kind):
    """A record that needs nothing beside its form, and is looked for by what people call it."""

    def about(self, contents: Contents, key: str) -> str:
        """Nothing."""
        return ""

    def texts(self, contents: Contents) -> dict[str, str]:
        """As the list shows it."""
        return self.titles(contents)


@dataclass(frozen=True)
class ServiceRecord(_Plain):
    """A service: the regional default."""

    name: ClassVar[str] = "dienst"
    spec: ClassVar[Spec] = specs.SERVICE
    rows: ClassVar[dict[str, Spec]] = {}

    def titles(self, contents: Contents) -> dict[str, str]:
        """All services."""
        return {key: values["title"] for key, values in contents.services.items()}

    def read(self, contents: Contents, key: str) -> Values:
        """Topics in one order: the first theme counts, the others do not."""
        values = contents.services.get(key)
        if values is None:
            return {}
        first, *others = values["themes"]
        ordered = {"themes": [first, *sorted(others)], "groups": sorted(values["groups"])}
        return {name: written({**values, **ordered}[name]) for name in specs.SERVICE}

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """As the folder is checked, references too."""
        row = Row(key, 0, raw)
        clean = check_row(row, specs.SERVICE, problems)
        known = {
            "themes": {topic["key"] for topic in contents.themes},
            "groups": {topic["key"] for topic in contents.groups},
            "related": set(contents.services),
            "provider": {provider["role"] for provider in contents.providers},
        }
        for name, keys in known.items():
            value = clean[name]
            for item in value if isinstance(value, list) else [value]:
                if item and item not in keys:
                    problems.at(row, name, f"'{item}' bestaat niet.")
        return clean

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """In place of the service with this key."""
        return replace(contents, services={**contents.services, key: clean})


@dataclass(frozen=True)
class ExamplesRecord(_Plain):
    """The example questions of one service, near misses left out."""

    name: ClassVar[str] = "vragen"
    rows: ClassVar[dict[str, Spec]] = {"questions": QUESTION}
    spec: ClassVar[Spec] = {"questions": Field(list)}

    def titles(self, contents: Contents) -> dict[str, str]:
        """All services, and the classes of questions that are not for a service."""
        services = {key: values["title"] for key, values in contents.services.items()}
        return services | {name: str(text) for name, text in CLASS_LABELS.items()}

    def read(self, contents: Contents, key: str) -> Values:
        """Sorted: the order means nothing."""
        found = [row for row in contents.examples if self._is_of(row, key)]
        questions = [{name: row[name] for name in QUESTION} for row in found]
        return {"questions": sorted(questions, key=lambda row: (row["text"], row["lang"]))}

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """Every question by itself, none twice and few alike. Dutch and a whole one are usual."""
        usual = {"lang": "nl", "style": "" if key in specs.CLASSES else "question"}
        seen: set[str] = set()
        rows, clean = [], []
        for place, values in enumerate(raw.get("questions", ()), start=1):
            row = Row.of(key, values, place).filled()
            rows.append(row)
            row.values = usual | row.values
            question = check_row(row, QUESTION, problems)
            if question["text"] in seen:
                problems.at(row, "text", "deze vraag staat er twee keer; haal er een weg.")
            seen.add(question["text"])
            clean.append(question)
        if not problems:
            texts = [question["text"] for question in clean]
            for at, reason in copied(key, texts, questions_of_the_test()):
                problems.at(rows[at], "text", reason)
        return {"questions": clean}

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """In place of the questions with this label."""
        others = [row for row in contents.examples if not self._is_of(row, key)]
        own = [{"label": key, "is_near_miss": False, **row} for row in clean["questions"]]
        return replace(contents, examples=others + own)

    def _is_of(self, row: Values, key: str) -> bool:
        return bool(row["label"] == key and not row["is_near_miss"])


@dataclass(frozen=True)
class VariantRecord(_Plain):
    """What one municipality does differently; the key is 'gemeente/dienst'."""

    name: ClassVar[str] = "afwijking"
    spec: ClassVar[Spec] = specs.VARIANT
    rows: ClassVar[dict[str, Spec]] = {}

    def titles(self, contents: Contents) -> dict[str, str]:
        """Every municipality with every service."""
        return {
            f"{place['key']}/{key}": f"{place['name']}: {values['title']}"
            for place in contents.municipalities
            for key, values in contents.services.items()
        }

    def read(self, contents: Contents, key: str) -> Values:
        """Only what differs."""
        place, _slash, service = key.partition("/")
        values = contents.variants.get((service, place), {})
        return {name: written(values[name]) for name in specs.VARIANT if name in values}

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """Fields left empty inherit; fields that are fixed for the region may not differ."""
        service = key.partition("/")[2]
        row = Row(key, 0, raw).filled()
        for name in contents.region["locked"].get(service, ()):
            if name in row.values:
                problems.at(row, name, "dit veld is vast voor de hele regio; laat het leeg.")
        clean = check_row(row, specs.VARIANT, problems, partial=True)
        default = contents.services.get(service, {})
        return {name: value for name, value in clean.items() if value != default.get(name, False)}

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """A variant that differs in nothing goes."""
        place, _slash, service = key.partition("/")
        variants = {who: values for who, values in contents.variants.items()
                    if who != (service, place)}  # fmt: skip
        if clean.keys() - {"example"}:
            variants[service, place] = clean
        return replace(contents, variants=variants)


@dataclass(frozen=True)
class HoursRecord(_Plain):
    """When one location is open, with the days that differ. Staff change it at its own page."""

    name: ClassVar[str] = "tijden"
    rows: ClassVar[dict[str, Spec]] = {
        "hours": specs.HOURS,
        "exceptions": specs.EXCEPTION,
        "holidays": specs.HOLIDAY,
    }
    spec: ClassVar[Spec] = {name: replace(specs.LOCATION[name], required=False) for name in rows}

    def titles(self, contents: Contents) -> dict[str, str]:
        """All locations."""
        return {row["key"]: row["name"] for row in contents.locations}

    def read(self, contents: Contents, key: str) -> Values:
        """Days with the same times together, as people write them."""
        location = next((row for row in contents.locations if row["key"] == key), None)
        if location is None:
            return {}
        return {
            "hours": _weekly(location["hours"]),
            "exceptions": [
                {
                    "kind": row["kind"],
                    "on": written(row["on"]),
                    "closed": written(row["is_closed"]) if row["is_closed"] else "",
                    "from": written(row["opens_at"]),
                    "until": written(row["closes_at"]),
                    "reason": row["reason"],
                }
                for row in sorted(
                    location["exceptions"],
                    key=lambda row: (row["on"], row["kind"], row["opens_at"] or time.min),
                )
            ],
            "holidays": [
                {
                    "on": written(row["on"]),
                    "name": row["name"],
                    "closed": written(row["is_closed"]),
                }
                for row in sorted(location["holidays"], key=lambda row: row["on"])
            ],
        }

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """Also that no two rows say something else about one moment."""
        row = Row(key, 0, raw)
        clean = check_row(row, self.spec, problems) | {"latitude": None, "longitude": None}
        read_hours(row, clean, problems)
        return {name: clean[name] for name in self.rows}

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """The location with these hours."""
        return replace(
            contents,
            locations=[
                {**row, **clean} if row["key"] == key else row for row in contents.locations
            ],
        )


@dataclass(frozen=True)
class EmergencyRecord(_Plain):
    """Help for one danger, with the date on which all numbers of the emergency help were called."""

    name: ClassVar[str] = "noodhulp"
    rows: ClassVar[dict[str, Spec]] = {"contacts": specs.CONTACT}
    spec: ClassVar[Spec] = {
        **{name: specs.EMERGENCY[name] for name in ("title", "text", "contacts")},
        "checked_on": Field(day),
    }

    def titles(self, contents: Contents) -> dict[str, str]:
        """All dangers, in order of precedence."""
        return {row["kind"]: row["title"] for row in contents.emergency}

    def read(self, contents: Contents, key: str) -> Values:
        """Without the fields that hang on the kind of danger."""
        row = next((row for row in contents.emergency if row["kind"] == key), None)
        if row is None:
            return {}
        contacts = [{n: written(c.get(n, "")) for n in specs.CONTACT} for c in row["contacts"]]
        called = contents.approval.checked_on if contents.approval else None
        return {
            "title": row["title"], "text": row["text"], "contacts": contacts,
            "checked_on": written(called),
        }  # fmt: skip

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """The numbers too."""
        row = Row(key, 0, raw)
        clean = check_row(row, self.spec, problems)
        contacts = [
            Row.of(key, contact, place)
            for place, contact in enumerate(clean["contacts"] or (), start=1)
        ]
        clean["contacts"] = [check_row(contact, specs.CONTACT, problems) for contact in contacts]
        return clean

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """With the approval of whoever publishes it."""
        values = {name: value for name, value in clean.items() if name != "checked_on"}
        return replace(
            contents,
            emergency=[
                {**row, **values} if row["kind"] == key else row for row in contents.emergency
            ],
            approval=Approval(WRITER, APPROVER, on, clean["checked_on"]),
        )


@dataclass(frozen=True)
class TranslationRecord:
    """A text in another language, made from the Dutch of this moment; the key is 'taal/waar'."""

    name: ClassVar[str] = "vertaling"
    rows: ClassVar[dict[str, Spec]] = {}
    spec: ClassVar[Spec] = {
        "text": TRANSLATION["text"],
        "reviewed": Field(flag, required=False, default=False),
    }

    def about(self, contents: Contents, key: str) -> str:
        """The Dutch text."""
        return dutch_texts(contents).get(key.partition("/")[2], "")

    def titles(self, contents: Contents) -> dict[str, str]:
        """Every text in every language, a long one by its beginning."""
        lines = _lines(contents)
        return _in_every_language({context: _beginning(line) for context, line in lines.items()})

    def texts(self, contents: Contents) -> dict[str, str]:
        """The same, whole."""
        return _in_every_language(_lines(contents))

    def read(self, contents: Contents, key: str) -> Values:
        """A text that is not translated yet is empty."""
        row = self._row(contents, key)
        is_reviewed = bool(row and row["reviewed_on"])
        return {"text": row["text"] if row else "", "reviewed": written(is_reviewed)}

    def check(self, raw: Values, key: str, contents: Contents, problems: Problems) -> Values:
        """It may not be empty."""
        return check_row(Row(key, 0, raw), self.spec, problems)

    def put(self, contents: Contents, key: str, clean: Values, *, on: date) -> Contents:
        """With the Dutch it was made from; a review that was there keeps its day and its name."""
        language, _slash, context = key.partition("/")
        old = self._row(contents, key)
        is_same = bool(old and old["text"] == clean["text"] and old["reviewed_on"])
        review = {"reviewed_by": WRITER, "reviewed_on": on} if clean["reviewed"] else {}
        if clean["reviewed"] and is_same and old:
            review = {name: old[name] for name in ("reviewed_by", "reviewed_on")}
        row = {
            "language": language, "context": context, "text": clean["text"],
            "source": dutch_texts(contents)[context], "reviewed_by": "", "reviewed_on": None,
            **review,
        }  # fmt: skip
        others = [one for one in contents.translations if one is not old]
        return replace(contents, translations=[*others, row])

    def _row(self, contents: Contents, key: str) -> Values | None:
        language, _slash, context = key.partition("/")
        rows = contents.translations
        found = (r for r in rows if (r["language"], r["context"]) == (language, context))
        return next(found, None)


_ALL: tuple[Kind, ...] = (
    ServiceRecord(), ExamplesRecord(), VariantRecord(), HoursRecord(), EmergencyRecord(),
    TranslationRecord(),
)  # fmt: skip
KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in _ALL}


def written(value: Any) -> Any:
    """A clean value as a file would say it."""
    if isinstance(value, dict):
        return {name: written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _lines(contents: Contents) -> dict[str, str]:
    """Every Dutch text on one line, by where it stands."""
    return {context: " ".join(text.split()) for context, text in dutch_texts(contents).items()}


def _in_every_language(lines: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{language}/{context}": f"{language}: {line}"
        for language in LANGUAGES
        for context, line in lines.items()
    }


def _beginning(line: str) -> str:
    """A long line up to the last word that fits whole."""
    if len(line) <= _LONGEST_TITLE:
        return line
    return (line[: _LONGEST_TITLE + 1].rpartition(" ")[0] or line[:_LONGEST_TITLE]) + " …"


def _weekly(rows: Iterable[Values]) -> list[Values]:
    days: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        same = (
            row["kind"], row["opens_at"], row["closes_at"], row["starts_on"], row["ends_on"],
            row["every_weeks"], row["anchor_on"],
        )  # fmt: skip
        days.setdefault(same, []).append(row["weekday"])
    found = [
        {
            "kind": kind,
            "days": [_DAY_NAMES[number] for number in sorted(numbers)],
            "from": written(opens),
            "until": written(closes),
            "starts_on": written(starts),
            "ends_on": written(ends),
            "every_weeks": written(weeks) if weeks > 1 else "",
            "anchor_on": written(anchor),
        }
        for (kind, opens, closes, starts, ends, weeks, anchor), numbers in days.items()
    ]
    return sorted(
        found,
        key=lambda row: (
            row["kind"], WEEKDAYS[row["days"][0]], row["from"], row["starts_on"], row["anchor_on"],
        ),
    )  # fmt: skip
