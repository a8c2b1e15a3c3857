"""`werkcentrum ask`: an answer on the command line, for people and for programs. Stores nothing."""

import json
import sys
from argparse import FileType
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.frontdoor.answering import AUDIENCES, Answer, answer_question, place_finder_of
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import RegionChoiceError, region_named

SHOWN = 10


class RefusedLineError(ValueError):
    """A line of a batch that cannot be answered, with the reason in Dutch."""


class Command(BaseCommand):
    """Answers one question, or a file of questions."""

    help = "Beantwoordt een vraag, of met --batch een bestand met vragen (JSON per regel)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The question, or a batch file; who asks and where."""
        parser.add_argument("text", nargs="?", help="De vraag.")
        parser.add_argument("--batch", type=FileType("rb"), metavar="FILE.jsonl")
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
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        if options["batch"]:
            if not answer_batch(region, options["batch"], options, self.stdout, sys.stderr):
                raise SystemExit(1)
            return
        line = {"text": options["text"]}
        try:
            found = answer_line(region, line, options)
        except RefusedLineError as reason:
            raise CommandError(str(reason), returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps({"id": None, **found}, ensure_ascii=False))
        else:
            self.stdout.writelines(_for_people(region, found))


def answer_batch(
    region: Region, lines: Iterable[bytes], options: dict[str, Any], out: Any, errors: TextIO
) -> bool:
    """One line of JSON out for every good line in; False when a line was refused."""
    all_good = True
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            line = parse_line(raw)
            found = {"id": line.get("id"), **answer_line(region, line, options)}
        except RefusedLineError as reason:
            errors.write(f"regel {number}: {reason}\n")
            all_good = False
            continue
        out.write(json.dumps(found, ensure_ascii=False))
    return all_good


def parse_line(raw: bytes) -> dict[str, Any]:
    """One line of a batch file. Raises RefusedLineError."""
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedLineError("dit is geen UTF-8; sla het bestand op als UTF-8.") from None
    except (ValueError, RecursionError):
        raise RefusedLineError("dit is geen JSON; zet op elke regel één JSON-object.") from None
    if not isinstance(line, dict):
        raise RefusedLineError('dit is geen JSON-object, zoals {"id": "1", "text": "..."}.')
    if not isinstance(line.get("id") or "", str | int):
        raise RefusedLineError("het veld 'id' is geen tekst of getal.")
    for name in ("text", "lang", "audience", "place"):
        if not isinstance(line.get(name) or "", str):
            raise RefusedLineError(f"het veld '{name}' is geen tekst.")
    return line


def answer_line(region: Region, line: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line, as the documented JSON. Raises RefusedLineError."""
    audience = line.get("audience") or options["audience"] or ""
    if audience and audience not in AUDIENCES:
        raise RefusedLineError(f"het veld 'audience' kent alleen {' en '.join(AUDIENCES)}.")
    place_key = line.get("place") or options["place"] or ""
    place = place_finder_of(region).typed(place_key) if place_key else None
    if place_key and place is None:
        raise RefusedLineError(f"de gemeente '{place_key}' hoort niet bij {region.name}.")
    answer = answer_question(
        region,
        line.get("text") or "",
        role=audience,
        place=place,
        language=line.get("lang") or "",
    )
    return as_json(answer)


def as_json(answer: Answer) -> dict[str, Any]:
    """The machine shape of an answer: the ten best, always filled."""
    return {
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


def _for_people(region: Region, found: dict[str, Any]) -> Iterator[str]:
    catalogue = catalogue_of(region)
    if found["safety"]:
        yield f"GEVAAR: {catalogue.emergency[found['safety']].title}\n"
    if not found["confident"]:
        yield "Geen goed antwoord gevonden. Misschien:\n"
    for number, result in enumerate(found["results"][:5], start=1):
        title = catalogue.services[result["key"]].title
        yield f"{number}. {title} ({result['key']}; {result['why']})\n"
