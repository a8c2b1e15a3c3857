"""`werkcentrum ask`: an answer on the command line, for people and for programs. Stores nothing."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core.jsonlines import numbered, opened
from werkcentrum.frontdoor.answer_page import EmergencyPanel, emergency_panel, help_for_all
from werkcentrum.frontdoor.answering import AUDIENCES, Answer, answer_question
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, RegionChoiceError, place_finder_of, region_named

SHOWN, SHOWN_TO_PEOPLE = 10, 5
# Longer than any key, short enough for one line (characters).
_SHOWN_IN_ERROR = 60
# Two letters, or three for a language that has no two (ISO 639-1 and -3); empty when unknown.
_LANGUAGE = re.compile(r"(?:[a-z]{2,3})?", re.IGNORECASE)


class RefusedLineError(ValueError):
    """A line of a batch that cannot be answered, with the reason in Dutch."""


class Command(BaseCommand):
    """Answers one question, or a file of questions."""

    help = "Beantwoordt een vraag, of met --batch een bestand met vragen (JSON per regel)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The question, or a batch file; who asks and where."""
        parser.add_argument("text", nargs="?", help="De vraag.")
        parser.add_argument("--batch", metavar="FILE.jsonl", help="'-' is standaardinvoer.")
        parser.add_argument("--audience", choices=AUDIENCES)
        parser.add_argument("--place", metavar="KEY", help="Sleutel van een gemeente.")
        parser.add_argument("--region", metavar="KEY", help="Nodig als er meer regio's zijn.")
        parser.add_argument("--json", action="store_true", help="Antwoord als JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers on stdout, everything else on stderr; exit 1 when lines were refused."""
        if (options["text"] is None) == (options["batch"] is None):
            raise CommandError("Geef één vraag, of --batch met een bestand.", returncode=2)
        try:
            region = region_named(options["region"])
            place_named(region, options["place"])
        except (RegionChoiceError, RefusedLineError) as reason:
            raise CommandError(str(reason), returncode=2) from None
        if options["batch"] is not None:
            with opened(options["batch"]) as lines:
                if not answer_batch(region, lines, options, self.stdout, self.stderr):
                    raise SystemExit(1)
            return
        answer = answer_line(region, {"text": options["text"]}, options)
        if options["json"]:
            self.stdout.write(as_json(None, answer))
        else:
            self.stdout.writelines(_for_people(region, answer))


def answer_batch(
    region: Region, lines: Iterable[bytes], options: dict[str, Any], out: Any, errors: Any
) -> bool:
    """One line of JSON out for every good line in; False when a line was refused."""
    all_good = True
    for number, raw in numbered(lines):
        try:
            line = parse_line(raw)
            answer = answer_line(region, line, options)
        except RefusedLineError as reason:
            errors.write(f"regel {number}: {reason}")
            all_good = False
            continue
        out.write(as_json(line.get("id"), answer))
    return all_good


def parse_line(raw: bytes) -> dict[str, Any]:
    """One line of a batch file. Raises RefusedLineError."""
    line = _object_in(raw)
    if not _is_id(line.get("id")):
        raise RefusedLineError("het veld 'id' is geen tekst of getal.")
    for name in ("text", "lang", "audience", "place"):
        if not isinstance(line.get(name, ""), str | None):
            raise RefusedLineError(f"het veld '{name}' is geen tekst.")
    if line.get("text") is None:
        raise RefusedLineError("het veld 'text' ontbreekt; zet daar de vraag in.")
    if not _LANGUAGE.fullmatch(line.get("lang") or ""):
        raise RefusedLineError("het veld 'lang' is geen taalcode (ISO 639), zoals nl.")
    return line


def _object_in(raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedLineError("dit is geen UTF-8; sla het bestand op als UTF-8.") from None
    except (ValueError, RecursionError):
        raise RefusedLineError("dit is geen JSON; zet op elke regel één JSON-object.") from None
    if not isinstance(line, dict):
        raise RefusedLineError('dit is geen JSON-object, zoals {"id": "1", "text": "..."}.')
    return line


def answer_line(region: Region, line: dict[str, Any], options: dict[str, Any]) -> Answer:
    """The answer to one line; `options` count where the line says nothing.

    Raises RefusedLineError.
    """
    audience = line.get("audience") or options["audience"] or ""
    if audience and audience not in AUDIENCES:
        raise RefusedLineError(f"het veld 'audience' kent alleen {' en '.join(AUDIENCES)}.")
    return answer_question(
        region,
        line["text"],
        role=audience,
        place=place_named(region, line.get("place") or options["place"]),
        language=(line.get("lang") or "").lower(),
    )


def place_named(region: Region, key: str | None) -> Place | None:
    """The municipality with this key; without key none. Raises RefusedLineError."""
    place = place_finder_of(region).typed(key) if key else None
    if key and place is None:
        raise RefusedLineError(f"de gemeente {key[:_SHOWN_IN_ERROR]!r} hoort niet bij {region}.")
    return place


def as_json(identity: str | float | None, answer: Answer) -> str:
    """The documented JSON of an answer, on one line: the ten best, always filled."""
    found = {
        "id": identity,
        "results": [
            {"key": result.key, "score": round(result.score, 4), "why": result.why}
            for result in answer.results[:SHOWN]
        ],
        "safety": answer.danger,
        "confident": answer.is_confident,
        "sure": answer.is_sure,
        "audience": answer.audience,
        "place": answer.place.key if answer.place else None,
        "language": answer.language,
    }
    return json.dumps(found, ensure_ascii=False)


def _is_id(value: object) -> bool:
    """Text or a number that JSON can hold; Python also reads 1e999, as infinity."""
    if isinstance(value, bool):
        return False
    return value is None or isinstance(value, str | int) or _is_finite(value)


def _is_finite(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def _for_people(region: Region, answer: Answer) -> Iterator[str]:
    danger = emergency_panel(region, answer.danger, answer.place)
    services = catalogue_of(region).services
    if danger:
        yield f"GEVAAR: {danger.title}\n"
        yield from _contacts(danger)
    elif not answer.is_confident:
        yield f"Geen goed antwoord gevonden.{' Misschien:' if services else ''}\n"
    for panel in help_for_all(region, answer.place):
        yield f"{panel.title} {panel.text}\n"
        yield from _contacts(panel)
    for number, result in enumerate(answer.results[:SHOWN_TO_PEOPLE], start=1):
        yield f"{number}. {services[result.key].title} ({result.key}; {result.why})\n"


def _contacts(panel: EmergencyPanel) -> Iterator[str]:
    yield from (f"   {one.name}: {one.phone or one.note}\n" for one in panel.contacts)
