"""`werkcentrum evaluate-matching`: how well matching agrees with graded pairs."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.matching.baselines import whole_texts
from werkcentrum.matching.evaluating import PERFECT, TOP, by_profile, ndcg
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import (
    FlatError,
    Profile,
    read_grades,
    read_lines,
    read_profiles,
    read_vacancies,
)
from werkcentrum.matching.limits import broken
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.scoring import PARTS, Floats, Market
from werkcentrum.partners.queries import postcode_points
from werkcentrum.search.embed import SentenceEncoder


class Command(BaseCommand):
    """Reads and prints; stores nothing."""

    help = "Meet hoe goed de match overeenkomt met beoordeelde paren, naast zoeken in hele teksten."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files in the flat form, and the graded pairs."""
        for name in ("vacancies", "profiles", "grades"):
            parser.add_argument(f"--{name}", metavar="FILE.jsonl", type=Path, required=True)
        parser.add_argument("--json", action="store_true", help="Antwoord als JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a line cannot be read or a hard limit is broken, 2 without a file."""
        try:
            figures = evaluate(options["profiles"], options["vacancies"], options["grades"])
        except FlatError as reason:
            raise CommandError(str(reason), returncode=reason.exit_code) from None
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            for name, value in figures.items():
                shown = f"{value:.3f}" if isinstance(value, float) else str(value)
                self.stdout.write(f"{name:36} {shown}")
        if figures["limits_broken_in_top_10"] or figures["perfect_pairs_excluded"]:
            raise SystemExit(1)


def evaluate(profiles_at: Path, vacancies_at: Path, grades_at: Path) -> dict[str, Any]:
    """nDCG@10 of matching, of each part alone and of the baselines; and the hard limits.

    Raises FlatError.
    """
    profiles, vacancies = read_profiles(profiles_at), read_vacancies(vacancies_at)
    grades = by_profile(read_grades(grades_at))
    encoder = SentenceEncoder()
    market = Market(vacancies, Preparer(seed_reader(), encoder), postcode_points())
    people = [market.person(profile) for profile in profiles if profile.key in grades]
    graded = [person.profile for person in people]
    if not graded:
        raise FlatError(f"{grades_at.name}: geen enkele beoordeling is van een profiel.")
    outcomes = [market.match(person, TOP) for person in people]
    excluded = [{vacancy.key for vacancy, _ in outcome.excluded} for outcome in outcomes]
    mean = _meter(market, graded, excluded, grades)
    listed = [[match.vacancy.key for match in outcome.results] for outcome in outcomes]
    parts = np.array([market.points(person) for person in people])
    raw = {str(one["idWerkzoekende"]): one for _, one in read_lines(profiles_at, dict)}
    asked = [raw[profile.key] for profile in graded]
    offered = [one for _, one in read_lines(vacancies_at, dict)]
    return {
        "profiles": len(graded),
        "vacancies": len(vacancies),
        "ndcg_at_10": _average(
            ndcg(keys, grades[profile.key]) for keys, profile in zip(listed, graded, strict=True)
        ),
        "limits_broken_in_top_10": sum(
            broken(person.profile, match.vacancy, km=match.km) is not None
            for person, outcome in zip(people, outcomes, strict=True)
            for match in outcome.results
        ),
        "perfect_pairs_excluded": sum(
            grades[profile.key].get(key) == PERFECT
            for profile, keys in zip(graded, excluded, strict=True)
            for key in keys
        ),
        **{f"only {name}": mean(parts[:, at]) for at, name in enumerate(PARTS)},
        **{
            f"without {name}": mean(np.delete(parts, at, axis=1).sum(axis=1))
            for at, name in enumerate(PARTS)
        },
        **{
            f"whole texts, {name}": mean(scores)
            for name, scores in whole_texts(asked, offered, encoder).items()
        },
    }


def _meter(
    market: Market,
    profiles: Sequence[Profile],
    excluded: Sequence[set[str]],
    grades: dict[str, dict[str, int]],
) -> Callable[[Floats], float]:
    """Gives the average nDCG@10 of scores (profiles, vacancies) behind the hard limits."""

    def mean(scores: Floats) -> float:
        return _average(
            ndcg(
                [
                    key
                    for at in np.argsort(-row, kind="stable")
                    if (key := market.vacancies[at].key) not in out
                ],
                grades[profile.key],
            )
            for row, out, profile in zip(scores, excluded, profiles, strict=True)
        )

    return mean


def _average(values: Iterable[float]) -> float:
    return round(float(np.mean(list(values))), DECIMALS)


DECIMALS = 4
