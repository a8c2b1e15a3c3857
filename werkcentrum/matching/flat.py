"""Reads profiles and vacancies in the flat form: one JSON object a line, fields named after VUM.

What is not in the form is not read at all: of a profile no name, birth date or presentation.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from werkcentrum.core.jsonlines import numbered

Line: TypeAlias = Mapping[str, Any]

_LEVELS: Final = range(8)
_UNTOLD: Final = (0, 7)  # VUM: does not apply, unknown
_MOST_HOURS: Final = 99
_MOST_KM: Final = 999


class FlatError(ValueError):
    """A line that cannot be read: the file, its number and what to do, in Dutch.

    `exit_code` is that of a command: 1 when what stands there is wrong, 2 without a file.
    """

    exit_code = 1


class NoFileError(FlatError):
    """There is no file there, or it cannot be opened."""

    exit_code = 2


@dataclass(frozen=True)
class Hours:
    """Hours a week, from `least` to `most`; None is unknown."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Work:
    """Something somebody did: what it is called, how many years, and what they told of it.

    `occupation` is a key in the lexicon that they confirmed; "" when nobody asked them.
    """

    name: str
    years: float = 0.0
    told: str = ""
    occupation: str = ""


@dataclass(frozen=True)
class Study:
    """What somebody learned; `is_done` is False only for who told that it was not finished."""

    name: str
    is_done: bool = True


@dataclass(frozen=True)
class Profile:
    """What a matcher may read of somebody. None is unknown; `postcode4` "" too.

    `wished` and `confirmed` are keys in the lexicon: occupations that they said they want, and
    skills that they said they have.
    """

    key: str
    wishes: tuple[str, ...] = ()
    work: tuple[Work, ...] = ()
    skills: tuple[str, ...] = ()
    studies: tuple[Study, ...] = ()
    postcode4: str = ""
    km: float | None = None
    hours: Hours = Hours()
    level: int | None = None
    licences: frozenset[str] | None = None
    irregular: bool | None = None
    wished: tuple[str, ...] = ()
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vacancy:
    """Work that is offered. None is unknown; `postcode4` "" too.

    `is_level_by_law`: who wrote it said that the law forbids the work to who has a lower level.
    """

    key: str
    title: str
    text: str = ""
    # Keys of occupations and skills that who wrote it confirmed; of a kind without any, the text
    # is read.
    confirmed: tuple[str, ...] = ()
    postcode4: str = ""
    hours: Hours = Hours()
    level: int | None = None
    licences: frozenset[str] | None = None
    irregular: bool | None = None
    is_learning: bool = False
    is_level_by_law: bool = False


@dataclass(frozen=True)
class Grade:
    """How well somebody who knows the work finds that a vacancy fits: 1 to 3."""

    profile: str
    vacancy: str
    grade: int


def read_profiles(path: Path) -> list[Profile]:
    """Every profile of a file, in order. Raises FlatError at the first wrong line."""
    return list(profiles_in(path))


def profiles_in(path: Path) -> Iterator[Profile]:
    """The same one by one, so that a file may be of any length."""
    yield from _unique(path, read_lines(path, _profile))


def read_vacancies(path: Path) -> list[Vacancy]:
    """Every vacancy of a file, in order. Raises FlatError at the first wrong line."""
    return list(_unique(path, read_lines(path, _vacancy)))


def read_grades(path: Path) -> list[Grade]:
    """Every grade of a file. Raises FlatError at the first wrong line."""
    return [grade for _, grade in read_lines(path, _grade)]


def read_lines(path: Path, read: Callable[[Line], Any]) -> Iterator[tuple[int, Any]]:
    """What `read` makes of every line, with its number. Raises FlatError."""
    try:
        with path.open("rb") as file:
            for number, raw in numbered(file):
                try:
                    yield number, read(_object(raw))
                except FlatError as reason:
                    raise FlatError(f"{path.name}, regel {number}: {reason}") from None
    except OSError as error:
        raise NoFileError(f"{path} is niet te lezen: {error.strerror}.") from None


def _object(raw: bytes) -> Line:
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FlatError("dit is geen UTF-8; sla het bestand op als UTF-8.") from None
    except (ValueError, RecursionError):
        raise FlatError("dit is geen JSON; zet op elke regel één JSON-object.") from None
    if not isinstance(line, dict):
        raise FlatError("dit is geen JSON-object; zet op elke regel één JSON-object.")
    return line


def _unique(path: Path, rows: Iterable[tuple[int, Any]]) -> Iterator[Any]:
    seen: set[str] = set()
    for number, row in rows:
        if row.key in seen:
            raise FlatError(f"{path.name}, regel {number}: {row.key!r} staat er al; nummer anders.")
        seen.add(row.key)
        yield row
    if not seen:
        raise FlatError(f"{path.name} is leeg; zet op elke regel één JSON-object.")


def _profile(line: Line) -> Profile:
    return Profile(
        key=_key(line, "idWerkzoekende"),
        wishes=_texts(line, "bemiddelingsberoep"),
        work=tuple(map(_work, _list(line, "werkervaring", dict))),
        skills=_texts(line, "competenties"),
        studies=tuple(map(_study, _list(line, "opleiding", dict))),
        postcode4=_postcode4(line),
        km=_number(line, "maximaleReisafstand", _MOST_KM),
        hours=_hours(line),
        level=_level(line, "codeWerkEnDenkniveau"),
        licences=_licences(line),
        irregular=_yes(line, "indicatieOnregelmatigWerkOfPloegendienst"),
    )


def _vacancy(line: Line) -> Vacancy:
    title = _text(line, "naamVacature")
    if not title.strip():
        raise FlatError("'naamVacature' ontbreekt; geef elke vacature een naam.")
    return Vacancy(
        key=_key(line, "idVacature"),
        title=title,
        text=_text(line, "omschrijvingVacature"),
        postcode4=_postcode4(line),
        hours=_hours(line),
        level=_level(line, "codeWerkEnDenkniveauMinimaal"),
        licences=_licences(line),
        irregular=_yes(line, "indicatieOnregelmatigWerkOfPloegendienst"),
        is_learning=_yes(line, "leerbaan") or False,
    )


def _grade(line: Line) -> Grade:
    grade = line.get("grade")
    if isinstance(grade, bool) or grade not in (1, 2, 3):
        raise FlatError("'grade' moet 1, 2 of 3 zijn.")
    return Grade(_key(line, "profile"), _key(line, "vacancy"), grade)


def _work(line: Line) -> Work:
    return Work(
        _text(line, "beroep"), _number(line, "jaren", 99) or 0.0, _text(line, "toelichting")
    )


def _study(line: Line) -> Study:
    return Study(_text(line, "naam"), is_done=_yes(line, "diploma") is not False)


def _key(line: Line, name: str) -> str:
    value = line.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise FlatError(f"'{name}' ontbreekt; zet er een nummer of code.")
    return value


def _text(line: Line, name: str) -> str:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise FlatError(f"'{name}' moet tekst zijn.")
    return value or ""


def _list(line: Line, name: str, kind: type) -> list[Any]:
    value = line.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        what = "teksten" if kind is str else "objecten"
        raise FlatError(f"'{name}' moet een lijst met {what} zijn.")
    return value


def _texts(line: Line, name: str) -> tuple[str, ...]:
    return tuple(_list(line, name, str))


def _number(line: Line, name: str, most: int) -> float | None:
    value = line.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise FlatError(f"'{name}' moet een getal van 0 tot en met {most} zijn.")
    return value


def _hours(line: Line) -> Hours:
    least, most = (
        None if hours is None else int(hours)
        for hours in (
            _number(line, "werkurenMinimaal", _MOST_HOURS),
            _number(line, "werkurenMaximaal", _MOST_HOURS),
        )
    )
    if least is not None and most is not None and least > most:
        raise FlatError("'werkurenMinimaal' is meer dan 'werkurenMaximaal'; draai ze om.")
    return Hours(least, most)


def _level(line: Line, name: str) -> int | None:
    """The VUM level in "4 mbo" or 4: 1 none, 2 basis, 3 vmbo, 4 mbo/havo/vwo, 5 hbo, 6 wo."""
    value = line.get(name)
    if value is None or value == "":
        return None
    digit = str(value).strip()[:1]
    if isinstance(value, bool) or not digit.isdecimal() or int(digit) not in _LEVELS:
        raise FlatError(f"'{name}' moet met een niveau van 0 tot en met 7 beginnen, zoals '4 mbo'.")
    return None if int(digit) in _UNTOLD else int(digit)


def _licences(line: Line) -> frozenset[str] | None:
    if line.get("rijbewijs") is None:
        return None
    return frozenset(licence.strip().upper() for licence in _texts(line, "rijbewijs"))


def _yes(line: Line, name: str) -> bool | None:
    value = line.get(name)
    if value is not None and not isinstance(value, bool):
        raise FlatError(f"'{name}' moet true of false zijn; laat het weg als u het niet weet.")
    return value


def _postcode4(line: Line) -> str:
    """The four digits; "" without one that can be read: then the distance is unknown."""
    digits = _text(line, "postcode").strip()[:4]
    return digits if len(digits) == 4 and digits.isascii() and digits.isdigit() else ""
