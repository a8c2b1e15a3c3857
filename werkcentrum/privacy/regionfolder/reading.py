"""What a region's folder says about purposes, legal grounds, standings and periods, checked."""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings

from werkcentrum.catalogue.regionfolder.fields import (
    Field,
    Spec,
    check_row,
    day,
    flag,
    key,
    mapping,
    one_of,
    text,
)
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems, Row, shown
from werkcentrum.catalogue.regionfolder.rows import dated, keyed, refer
from werkcentrum.privacy.models import Data, LegalGround
from werkcentrum.privacy.regionfolder import keys

Values = dict[str, Any]
PURPOSES_FILE: Final = "purposes.yaml"
RETENTION_FILE: Final = "retention.csv"
GROUNDS_FILE: Final = "grounds.csv"
STANDINGS_FILE: Final = "standings.csv"
# The code asks for these by name; a region may have more.
PURPOSES: Final = (
    "answering", "appointment", "referral", "aftercare", "statistics", "invitations",
)  # fmt: skip
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
KEPT, DESTROYED = "blijvend_bewaren", "vernietigen"
# A term that begins to run at the end of the thing itself.
FROM_THE_END: Final = "na bestaansduur"
_DURATION = re.compile(rf"P([1-9][0-9]{{0,3}})([YMD])(?: ({FROM_THE_END}))?")
_DAYS = {"Y": 365, "M": 365 / 12, "D": 1}
_LIST_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}")
_MOST_SOURCE = 140


def categories(value: Any) -> list[str]:
    """Categories of data, with spaces between them, in the order of `Data`."""
    found = str(value).split()
    wrong = [word for word in found if word not in Data.values]
    if wrong:
        known = " ".join(Data.values)
        raise ValueError(f"'{shown(wrong[0])}' is geen soort gegeven; kies uit: {known}.")
    return [word for word in Data.values if word in found]


def duration(value: Any) -> tuple[int, bool]:
    """Days, and whether they count from the end: 'P5Y', 'P6M', 'P1Y na bestaansduur'."""
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"schrijf een termijn als P5Y, P6M, P42D of 'P1Y {FROM_THE_END}'.")
    return math.ceil(int(found[1]) * _DAYS[found[2]]), bool(found[3])


def list_number(value: Any) -> str:
    """A number in the selectielijst, such as 19.1.23."""
    if not isinstance(value, str) or not _LIST_NUMBER.fullmatch(value):
        raise ValueError("schrijf het nummer in de selectielijst als 19.1.23.")
    return value


PURPOSE: Spec = {
    "key": Field(key),
    "label": Field(text(120)),
    "description": Field(text(1000)),
    "translations": Field(mapping, required=False, default={}),
    "texts": Field(mapping, required=False, default={}),
}
TRANSLATION: Spec = {name: PURPOSE[name] for name in ("label", "description")}
CONSENT_TEXTS: Spec = {code: Field(text(2000, least=40)) for code in LANGUAGES}
GROUND: Spec = {
    "purpose": Field(key),
    "controller": Field(key),
    "recipient": Field(key, required=False),
    "kind": Field(one_of(LegalGround.Kind.values)),
    "law": Field(text(280), required=False),
    "data": Field(categories, default=[]),
    "starts_on": Field(day, default=None),
    "ends_on": Field(day, required=False, default=None),
}
STANDING: Spec = {
    "organisation": Field(key),
    "purpose": Field(key),
    "starts_on": Field(day, default=None),
    "ends_on": Field(day, required=False, default=None),
    "basis": Field(text(280)),
}
# The columns of the selectielijst have the names that archivists know them by.
PERIOD: Spec = {
    "record": Field(key),
    "selectielijst": Field(list_number, required=False),
    "resultaat": Field(text(_MOST_SOURCE)),
    "waardering": Field(one_of((DESTROYED, KEPT))),
    "termijn": Field(duration, required=False, default=None),
    "second": Field(flag, required=False, default=False),
}


@dataclass(frozen=True)
class Register:
    """What the files say. `kept` are the keys of what stays as it is on the website."""

    purposes: dict[str, Values] = field(default_factory=dict)
    # Purpose and language to the words.
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    grounds: list[Values] = field(default_factory=list)
    standings: list[Values] = field(default_factory=list)
    # Record to days, needs_second and source.
    periods: dict[str, Values] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def keeping(self, about: Collection[str]) -> "Register":
        """The same, but these stay as they are on the website."""
        return replace(self, kept=self.kept.union(about))

    def laid_over(self, site: "Register") -> "Register":
        """These files, with the website's own where that is kept. Grounds are kept by term."""

        def kept(ours: dict[Any, Any], theirs: dict[Any, Any], name: Callable[..., str]) -> Any:
            stays = {key: value for key, value in theirs.items() if name(key) in self.kept}
            return {key: v for key, v in ours.items() if name(key) not in self.kept} | stays

        return replace(
            self,
            purposes=kept(self.purposes, site.purposes, keys.purpose),
            texts=kept(self.texts, site.texts, lambda who: keys.text(*who)),
            periods=kept(self.periods, site.periods, keys.period),
        )


def read_register(
    base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
) -> Register:
    """The base with the region's own rows laid over it; grounds and standings are the region's."""
    purposes, texts = _purposes(base, own, problems)
    known = {row["key"]: bool(row["suwi"]) for row in organisations}
    return Register(
        purposes=purposes,
        texts=texts,
        grounds=_grounds(own, purposes, texts, known, problems),
        standings=_standings(own, purposes, known, problems),
        periods=_periods(base, own, problems),
    )


def _purposes(
    base: FolderReader, own: FolderReader, problems: Problems
) -> tuple[dict[str, Values], dict[tuple[str, str], str]]:
    rows = _by_key(base.yaml_rows(PURPOSES_FILE), problems)
    words = {name: [_texts_of(row)] for name, row in rows.items()}
    for name, row in _by_key(own.yaml_rows(PURPOSES_FILE, required=False), problems).items():
        words.setdefault(name, []).append(_texts_of(row))
        rows[name] = rows[name].overlaid(row.filled()) if name in rows else row
    purposes: dict[str, Values] = {}
    texts: dict[tuple[str, str], str] = {}
    for name, row in rows.items():
        values = check_row(row, PURPOSE, problems)
        purposes[name] = {part: values[part] for part in TRANSLATION}
        purposes[name]["translations"] = _translations(row, values["translations"], problems)
        texts |= {(name, code): body for code, body in _texts(words[name], problems).items()}
    for name in PURPOSES:
        if name not in purposes:
            message = f"het doel '{name}' ontbreekt; voeg het toe."
            problems.append(Problem(base.label(PURPOSES_FILE), 0, "key", message))
    return purposes, texts


def _by_key(rows: list[Row], problems: Problems) -> dict[str, Row]:
    """Rows by their key; one without a good key, or whose key came before, is a problem."""
    named = [Row(r.file, r.line, {"key": r.values.get("key")}, r.places) for r in rows]
    found = keyed(named, {"key": PURPOSE["key"]}, problems)
    return {values["key"]: row for row, values in zip(rows, found, strict=True) if values["key"]}


def _texts_of(row: Row) -> Row:
    """The consent texts of one row as a row of their own; none when they are no mapping."""
    found = row.values.get("texts")
    file, line = row.place("texts")
    return Row.of(file, found, line).filled() if isinstance(found, dict) else Row(file, line)


def _texts(layers: list[Row], problems: Problems) -> Values:
    """In every language, or in none: nobody is asked in a language they do not read."""
    row = layers[0]
    for layer in layers[1:]:
        row = row.overlaid(layer) if layer.values else row
    return check_row(row, CONSENT_TEXTS, problems) if row.values else {}


def _translations(row: Row, found: Values, problems: Problems) -> Values:
    """A purpose in other languages; each has both texts."""
    clean = {}
    file, line = row.place("translations")
    for language, words in found.items():
        if language not in LANGUAGES[1:]:
            message = f"'{shown(language)}' is geen taal van deze website; kies uit: "
            problems.at(row, "translations", f"{message}{', '.join(LANGUAGES[1:])}.")
        elif not isinstance(words, dict):
            problems.at(row, "translations", f"{language}: geef label en description.")
        else:
            clean[language] = check_row(Row.of(file, words, line), TRANSLATION, problems)
    return clean


def _grounds(
    own: FolderReader,
    purposes: Collection[str],
    texts: Collection[tuple[str, str]],
    organisations: dict[str, bool],
    problems: Problems,
) -> list[Values]:
    rows = own.csv_rows(GROUNDS_FILE, list(GROUND), required=False)
    found = [check_row(row, GROUND, problems) for row in rows]
    refer(rows, "purpose", purposes, problems)
    refer(rows, "controller", organisations, problems)
    refer(rows, "recipient", organisations, problems)
    dated(rows, found, ("purpose", "controller", "recipient"), problems)
    asked = {purpose for purpose, _language in texts}
    for row, values in zip(rows, found, strict=True):
        _check_ground(row, values, asked, organisations, problems)
    return found


def _check_ground(
    row: Row,
    values: Values,
    asked: Collection[str],
    organisations: dict[str, bool],
    problems: Problems,
) -> None:
    controller, recipient = values["controller"], values["recipient"]
    if recipient and recipient == controller:
        message = "dit is de verantwoordelijke zelf; laat recipient dan leeg."
        problems.at(row, "recipient", message)
    if values["kind"] == LegalGround.Kind.CONSENT:
        if values["purpose"] in PURPOSES and values["purpose"] not in asked:
            message = f"dit doel heeft geen toestemmingstekst; schrijf die in {PURPOSES_FILE}."
            problems.at(row, "kind", message)
    elif values["kind"] and not values["law"]:
        problems.at(row, "law", "noem de wet en het artikel waarop dit berust.")
    if Data.BENEFIT in values["data"]:
        not_suwi = [who for who in (controller, recipient) if organisations.get(who) is False]
        if not_suwi:
            message = f"'{not_suwi[0]}' werkt niet onder de Wet SUWI en mag 'benefit' niet krijgen."
            problems.at(row, "data", message)


def _standings(
    own: FolderReader,
    purposes: Collection[str],
    organisations: Collection[str],
    problems: Problems,
) -> list[Values]:
    rows = own.csv_rows(STANDINGS_FILE, list(STANDING), required=False)
    found = [check_row(row, STANDING, problems) for row in rows]
    refer(rows, "organisation", organisations, problems)
    refer(rows, "purpose", purposes, problems)
    dated(rows, found, ("organisation", "purpose"), problems)
    return found


def _periods(base: FolderReader, own: FolderReader, problems: Problems) -> dict[str, Values]:
    periods: dict[str, Values] = {}
    for reader, is_required in ((base, True), (own, False)):
        rows = reader.csv_rows(RETENTION_FILE, list(PERIOD), required=is_required)
        found = keyed(rows, PERIOD, problems, by=("record",))
        for row, values in zip(rows, found, strict=True):
            periods[values["record"]] = _period(row, values, problems)
    return periods


def _period(row: Row, values: Values, problems: Problems) -> Values:
    days, is_from_end = values["termijn"] or (None, False)
    if values["waardering"] == DESTROYED and not row.values["termijn"]:
        problems.at(row, "termijn", "na hoe lang wordt dit vernietigd? Schrijf dat als P5Y.")
    if values["waardering"] == KEPT and days:
        problems.at(row, "termijn", "wat blijvend bewaard wordt heeft geen termijn; maak dit leeg.")
    source = f"{values['selectielijst']} {values['resultaat']}".strip()
    source += f", {FROM_THE_END}" if is_from_end else ""
    if len(source) > _MOST_SOURCE:
        problems.at(row, "resultaat", f"dit is te lang; samen mag {_MOST_SOURCE} tekens.")
    return {"days": days, "needs_second": values["second"], "source": source}


def period_row(record: str, *, days: int | None, needs_second: bool, source: str) -> Values:
    """A period as a row of the file: the way back of what is read."""
    is_from_end = days is not None and source.endswith(f", {FROM_THE_END}")
    source = source.removesuffix(f", {FROM_THE_END}") if is_from_end else source
    first, _space, rest = source.partition(" ")
    number = first if rest and _LIST_NUMBER.fullmatch(first) else ""
    years, left = divmod(days or 0, 365)
    term = "" if days is None else f"P{days}D" if left else f"P{years}Y"
    return {
        "record": record,
        "selectielijst": number,
        "resultaat": rest if number else source,
        "waardering": KEPT if days is None else DESTROYED,
        "termijn": f"{term} {FROM_THE_END}" if is_from_end else term,
        "second": "true" if needs_second else "",
    }
