"""`werkcentrum match`: for every profile the vacancies that fit best, with reasons."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.matching.explaining import reasons
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import FlatError, Profile, read_profiles, read_vacancies
from werkcentrum.matching.limits import Point
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.matching.scoring import Market, Outcome, Person
from werkcentrum.matching.wording import Reason, percent
from werkcentrum.partners.queries import postcode_points
from werkcentrum.search.embed import SentenceEncoder


class Command(BaseCommand):
    """Reads and prints; stores nothing."""

    help = "Zoekt bij profielen de vacatures die het best passen, met redenen (JSON per regel)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files in the flat form, and how many vacancies to show."""
        parser.add_argument("--vacancies", metavar="V.jsonl", type=Path, required=True)
        parser.add_argument("--profiles", metavar="P.jsonl", type=Path, required=True)
        parser.add_argument("--top", metavar="N", type=int, default=10)
        parser.add_argument("--json", action="store_true", help="Antwoord als JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line a profile on stdout, the rest on stderr; exit 1 when a line cannot be read, 2
        without a file."""
        if options["top"] < 1:
            raise CommandError("--top moet 1 of meer zijn.", returncode=2)
        try:
            vacancies = read_vacancies(options["vacancies"])
            profiles = read_profiles(options["profiles"])
        except FlatError as reason:
            raise CommandError(str(reason), returncode=reason.exit_code) from None
        with only_what_matching_reads():
            points = postcode_points()
        for text in without_place(points, profiles, [one.postcode4 for one in vacancies]):
            self.stderr.write(text)
        market = Market(vacancies, Preparer(seed_reader(), SentenceEncoder()), points)
        for profile in profiles:
            person = market.person(profile)
            outcome = market.match(person, options["top"])
            show = as_json if options["json"] else for_people
            self.stdout.write(show(market, person, outcome))


def without_place(
    points: dict[str, Point], profiles: list[Profile], vacancies: list[str]
) -> Iterator[str]:
    """How many profiles and vacancies have no known place, so that distance is unknown."""
    far_profiles = sum(one.postcode4 not in points for one in profiles)
    far_vacancies = sum(postcode not in points for postcode in vacancies)
    if far_profiles or far_vacancies:
        yield (
            f"Afstand onbekend: bij {far_profiles} van {len(profiles)} profielen en "
            f"{far_vacancies} van {len(vacancies)} vacatures is de postcode niet ingevuld of niet "
            "geladen. Dat sluit niets uit."
        )
    if not points:
        yield "Er zijn nog geen postcodes: werkcentrum load-postcodes BESTAND.csv"


def as_json(market: Market, person: Person, outcome: Outcome) -> str:
    """The documented JSON of one profile, on one line."""
    found = {
        "profile": person.profile.key,
        "results": [
            {
                "vacancy": match.vacancy.key,
                "score": match.score,
                "reasons": [_told(reason) for reason in reasons(market, person, match)],
            }
            for match in outcome.results
        ],
        "excluded": [
            {"vacancy": vacancy.key, "limit": limit} for vacancy, limit in outcome.excluded
        ],
    }
    return json.dumps(found, ensure_ascii=False)


def _told(reason: Reason) -> dict[str, Any]:
    return {"kind": reason.kind, "points": reason.points, "text": reason.text}


def for_people(market: Market, person: Person, outcome: Outcome) -> str:
    """The same to read."""
    lines = [f"{person.profile.key} (buiten de grenzen: {len(outcome.excluded)})"]
    for number, match in enumerate(outcome.results, start=1):
        lines.append(f"{number}. {match.vacancy.title} ({percent(match.score)})")
        lines.extend(f"   {reason.text}" for reason in reasons(market, person, match))
    return "\n".join([*lines, ""])
