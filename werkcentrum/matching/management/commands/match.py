"""`werkcentrum match`: for every profile the vacancies that fit best, with reasons."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.matching.explaining import reasons
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import (
    FlatError,
    Profile,
    Vacancy,
    profiles_in,
    read_profiles,
    read_vacancies,
)
from werkcentrum.matching.limits import Point
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.matching.scoring import A_PART, Market, Outcome, Person
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
        with only_what_matching_reads():
            points = postcode_points()
        try:
            vacancies = read_vacancies(options["vacancies"])
            profiles = _profiles(options["profiles"])
            count, lost = _counted(profiles(), points)
            for text in without_place(points, count, lost, vacancies):
                self.stderr.write(text)
            market = self._market(vacancies, points)
            show = _Json(vacancies) if options["json"] else for_people
            for number, profile in enumerate(profiles(), start=1):
                person = market.person(profile)
                self.stdout.write(show(market, person, market.match(person, options["top"])))
                self._tell(number, count, "profielen")
        except FlatError as reason:
            raise CommandError(str(reason), returncode=reason.exit_code) from None

    def _market(self, vacancies: Sequence[Vacancy], points: dict[str, Point]) -> Market:
        told = partial(self._tell, count=len(vacancies), what="vacatures klaargezet")
        return Market(vacancies, Preparer(seed_reader(), SentenceEncoder()), points, told=told)

    def _tell(self, number: int, count: int, what: str) -> None:
        """Of a small file nothing."""
        if number % A_PART == 0:
            self.stderr.write(f"{number} van {count} {what}")


def _profiles(path: Path) -> Callable[[], Iterable[Profile]]:
    """Gives them once to look whether all are right, and once to match, one in memory at a time.

    Of a pipe, which can only be read once, all are.
    """
    if path.exists() and not path.is_file():
        kept = read_profiles(path)
        return lambda: kept
    return partial(profiles_in, path)


def _counted(profiles: Iterable[Profile], points: Container[str]) -> tuple[int, int]:
    """How many profiles there are, and how many without a known place."""
    places = Counter(one.postcode4 in points for one in profiles)
    return places.total(), places[False]


def without_place(
    points: Container[str], count: int, lost: int, vacancies: Sequence[Vacancy]
) -> Iterator[str]:
    """How many profiles and vacancies have no known place, so that distance is unknown."""
    far_vacancies = sum(one.postcode4 not in points for one in vacancies)
    if lost or far_vacancies:
        yield (
            f"Afstand onbekend: bij {lost} van {count} profielen en "
            f"{far_vacancies} van {len(vacancies)} vacatures is de postcode niet ingevuld of niet "
            "geladen. Dat sluit niets uit."
        )
    if not points:
        yield "Er zijn nog geen postcodes: werkcentrum load-postcodes BESTAND.csv"


class _Json:
    """The documented JSON of one profile, on one line."""

    def __init__(self, vacancies: Iterable[Vacancy]) -> None:
        # Most of the line is what was left out, of a whole country nearly everything: so what is
        # the same of a vacancy in each line is written once.
        self._left_out = [f'{{"vacancy": {_json(one.key)}, "limit": "' for one in vacancies]

    def __call__(self, market: Market, person: Person, outcome: Outcome) -> str:
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
        }
        limits = (f'{self._left_out[at]}{limit}"}}' for at, limit in outcome.excluded.places())
        return f'{_json(found)[:-1]}, "excluded": [{", ".join(limits)}]}}'


def _json(found: object) -> str:
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
