"""How long it takes until a new vacancy has found its people, of many who are really stored.

What people tell is drawn from a thousand invented stories; where they live, how far and how long
they want to work is of their own. The vacancies are those of our own tests.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from werkcentrum.core import clock
from werkcentrum.core.clock import day_of
from werkcentrum.matching.crowd_keeping import crowd_of, keep_crowd
from werkcentrum.matching.finding import Fitting, fitting_people
from werkcentrum.matching.flat import read_vacancies
from werkcentrum.matching.market import market_of, preparer
from werkcentrum.matching.models import ReadyProfile
from werkcentrum.matching.people import profile_of
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.matching.scoring import FITS
from werkcentrum.partners.models import PostcodePoint, Region
from werkcentrum.profiles.facts import Experience, Facts, Skill, Study, Wish, to_json
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.skills.lexicon import Concept, seed
from werkcentrum.vacancies.models import Vacancy

VACANCIES: Final = 100
NEW: Final = 20
STORIES: Final = 1_000
SAMPLE: Final = 200  # people who are also asked one by one
_BATCH: Final = 2_000
_PLACES: Final = [str(number) for number in range(2200, 2800)]
_MOST_SECONDS: Final = 1.0
_OFFERED: Final = Path("werkcentrum/matching/tests/data/vacancies.jsonl")


def report(count: int) -> Iterator[str]:
    """The table, line by line. The database is migrated and empty."""
    region = Region.objects.create(key="verzonnen", code="AM00", name="Verzonnen")
    chance = random.Random(count)
    PostcodePoint.objects.bulk_create(
        PostcodePoint(postcode4=place, latitude=chance.uniform(51.9, 52.3),
                      longitude=chance.uniform(4.2, 4.7))
        for place in _PLACES
    )  # fmt: skip
    vacancies = list(_vacancies(region, chance))
    Vacancy.objects.bulk_create(vacancies[:VACANCIES])
    _fill(region, count, chance)
    with connection.cursor() as cursor:
        # PostgreSQL does so by itself before long.
        cursor.execute("ANALYZE")
    spent = _spent(lambda: keep_crowd(region, preparer(), at=clock.now()))
    folder = Path(settings.VAR_DIR) / "matching" / region.pk.hex
    size = sum(path.stat().st_size for path in folder.rglob("*.npy")) / 1e6
    yield f"{connection.vendor}: {count:,} people in arrays: {spent:.0f} s CPU, {size:.0f} MB"
    yield f"a round of the worker when nothing changed: {1e3 * _round(region):.1f} ms CPU"
    today, before = clock.today(), _memory()
    market_of(region, on=today, most=10**9)
    found, whole, alone = [], [], []
    for vacancy in vacancies[VACANCIES : VACANCIES + NEW]:
        began, clock_before = time.perf_counter(), time.process_time()
        vacancy.published_at = vacancy.changed_at = clock.now()
        vacancy.save(force_insert=True)
        market_of(region, on=today)
        ready = time.process_time()
        found.append(len(fitting_people(vacancy, today=today)))
        alone.append(time.process_time() - ready)
        whole.append((time.process_time() - clock_before, time.perf_counter() - began))
    yield f"found: {min(found):,} to {max(found):,}, median {statistics.median(found):,.0f}"
    yield f"only finding them: {_line(alone)} CPU"
    yield f"new vacancy, made ready and found its people: {_line([cpu for cpu, _ in whole])} CPU"
    yield f"the same by the clock on the wall: {_line([wall for _, wall in whole])}"
    slowest = max(cpu for cpu, _ in whole)
    reached = "reached" if slowest < _MOST_SECONDS else "MISSED"
    yield f"slowest {slowest:.2f} s CPU   goal < {_MOST_SECONDS:g} {reached}"
    yield f"memory that stays in the process: {_memory() - before:.0f} MB"
    yield from _one_by_one(region, count)
    yield from _withdrawing(region)


def _one_by_one(region: Region, count: int) -> Iterator[str]:
    """Some of the people asked apart, without anything that the arrays use: half were found."""
    today = clock.today()
    market = market_of(region, on=today).market.weighed(weights_in_force(region, today))
    offered = _newest(region)
    fits = [set(fitting_people(vacancy, today=today) or ()) for vacancy in offered]
    found = sorted({one.facts for fitting in fits for one in fitting})
    everybody = ProfileFacts.objects.filter(region=region).order_by("pk")
    rows = {row.pk: row for half in (everybody.filter(pk__in=found[: SAMPLE // 2]), everybody)
            for row in half[: SAMPLE // 2]}.values()  # fmt: skip
    meaning = ReadyProfile.objects.filter(facts__in=rows).in_bulk()
    seekers = {
        row.pk: preparer().seeker(
            profile_of(row.known), meaning=np.frombuffer(meaning[row.pk].meaning, np.float32)
        )
        for row in rows
    }
    right, spent = 0, 0.0
    for vacancy, fitting in zip(offered, fits, strict=True):
        fast = {one for one in fitting if one.facts in seekers}
        only, alone = market.only(market.numbers[str(vacancy.pk)]), set()
        began = time.process_time()
        for key, seeker in seekers.items():
            results = only.match(only.welcome(seeker), 1).results
            if results and results[0].score >= FITS:
                alone.add(Fitting(key, results[0].score))
        spent += time.process_time() - began
        right += fast == alone
    yield (
        f"baseline: one by one {spent / NEW / len(seekers) * count:.1f} s CPU, made ready already "
        f"(of {len(seekers)}, of whom {len(found[: SAMPLE // 2])} were found)"
    )
    yield f"equal to one by one, scores too: {right} of {len(offered)} vacancies"


def _withdrawing(region: Region) -> Iterator[str]:
    """Somebody goes: out of every list, and then out of the arrays."""
    today = clock.today()
    vacancy, before = next(
        (vacancy, found) for vacancy in _newest(region)
        if (found := fitting_people(vacancy, today=today))
    )  # fmt: skip
    gone = before[0].facts
    with transaction.atomic():
        ProfileFacts.objects.filter(pk=gone).delete()
    is_listed = gone in {one.facts for one in fitting_people(vacancy, today=today) or ()}
    spent = _round(region)
    kept = crowd_of(region, preparer())
    is_kept = kept is not None and gone.bytes in kept.people.ids.tobytes()
    yield (
        f"who goes: {'STILL' if is_listed else 'not'} in the list, {'STILL' if is_kept else 'not'}"
        f" in the arrays after a round of {1e3 * spent:.0f} ms CPU"
    )


def _newest(region: Region) -> list[Vacancy]:
    return list(Vacancy.objects.filter(region=region).order_by("-changed_at", "pk")[:NEW])


def _vacancies(region: Region, chance: random.Random) -> Iterator[Vacancy]:
    at = clock.now()
    for number, offered in enumerate(islice(read_vacancies(_OFFERED), VACANCIES + NEW)):
        yield Vacancy(
            region=region, state="published", title=offered.title, employer_name="Bedrijf",
            description=offered.text, place="Hier", postcode4=chance.choice(_PLACES),
            hours_min=offered.hours.least, hours_max=offered.hours.most,
            level=str(offered.level or ""), licences=sorted(offered.licences or ()),
            is_irregular=offered.irregular, apply_by="werkcentrum", written_by="bench",
            published_at=at, changed_at=at, seen_on=day_of(at), likeness=str(number),
        )  # fmt: skip


def _fill(region: Region, count: int, chance: random.Random) -> None:
    stories = [_story(chance) for _number in range(min(STORIES, count))]
    meanings = [preparer().seeker(profile_of(story)).meaning.tobytes() for story in stories]
    at = clock.now() - timedelta(days=1)
    until, version = day_of(at) + timedelta(days=200), preparer().version
    for first in range(0, count, _BATCH):
        chosen = chance.choices(range(len(stories)), k=min(_BATCH, count - first))
        rows = ProfileFacts.objects.bulk_create(
            ProfileFacts(
                region=region, facts=to_json(_own(stories[number], chance)), changed_at=at,
                kept_until=until,
            )
            for number in chosen
        )  # fmt: skip
        ReadyProfile.objects.bulk_create(
            ReadyProfile(facts=row, version=version, changed_at=at, meaning=meanings[number])
            for row, number in zip(rows, chosen, strict=True)
        )


def _story(chance: random.Random) -> Facts:
    """Somebody who did two sorts of work, and tells a little of both."""
    concepts = list(seed().concepts.values())
    work = [one for one in concepts if one.kind == "occupation"]
    skills = [one for one in concepts if one.kind == "skill"]

    def done(one: Concept) -> Experience:
        told = " ".join(skill.label for skill in chance.sample(skills, 4))
        return Experience(one.label, one.key, chance.randrange(20), told)

    first, second, wish = chance.sample(work, 3)
    return Facts(
        wishes=(Wish(wish.label, wish.key), Wish(first.label, first.key)),
        work=(done(first), done(second)),
        skills=tuple(Skill(one.label, one.key) for one in chance.sample(skills, 6)),
        studies=(Study(chance.choice(work).label),),
    )


def _own(story: Facts, chance: random.Random) -> Facts:
    least = chance.choice((None, 8, 16, 24, 32))
    return replace(
        story, postcode4=chance.choice(_PLACES), km=chance.choice((None, 10, 15, 25, 40)),
        hours_min=least, hours_max=None if least is None else least + 8,
        level=chance.choice((None, 1, 3, 4, 5)), licences=chance.choice((None, (), ("B",), ("B",))),
        irregular=chance.choice((None, None, False, True)),
    )  # fmt: skip


def _round(region: Region) -> float:
    return _spent(lambda: keep_crowd(region, preparer(), at=clock.now()))


def _spent(work: Callable[[], object]) -> float:
    """Processor time in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _memory() -> float:
    """Megabytes that this process has now, without files that are mapped."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0]) / 1000


def _line(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):.2f}, p95 {p95:.2f}, most {ordered[-1]:.2f} s"
