"""A new vacancy is held against everybody at once; who goes is gone from all that is kept."""

import random
import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
import time_machine

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import crowd, crowd_keeping, finding, market
from werkcentrum.matching.crowd_keeping import crowd_of, keep_crowd
from werkcentrum.matching.crowd_scoring import fitting
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.finding import fitting_people
from werkcentrum.matching.flat import Hours, Profile, Study, Vacancy, Work
from werkcentrum.matching.management.commands import keep_market
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.scoring import Market
from werkcentrum.matching.tests.make import POINTS, make_kitchen, make_seeker, no_meaning
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.profiles.actions import keep_profile, set_ranked, withdraw_consent
from werkcentrum.profiles.facts import Experience
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.skills.lexicon import seed

NAMES = ("Olena", "Amira", "Jan")
_LABELS = [concept.label for concept in seed().concepts.values()]
_SKILLS = [concept.key for concept in seed().concepts.values() if concept.kind == "skill"]


class Dice:
    """Some meaning for each text, the same every time."""

    width = 512
    version = "dice"

    def encode(self, texts):
        rows = [np.random.default_rng(abs(hash(text))).normal(0.2, 1, 512) for text in texts]
        found = np.array(rows, np.float32).reshape(-1, 512)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def maybe(chance, *values):
    return chance.choice((None, *values))


def some_hours(chance):
    least = maybe(chance, 0, 16, 32)
    return Hours(least, None if least is None else maybe(chance, least, least + 8))


def somebody(chance, number):
    said = chance.sample(_LABELS, 4)
    work = Work(said[1], chance.randrange(9), said[2])
    return Profile(
        key=str(number), wishes=tuple(said[:1]), work=(work,),
        skills=tuple(said[3:]), studies=(Study(said[0], chance.random() < 0.5),),
        postcode4=chance.choice(("", "2271", "2611")), km=maybe(chance, 5, 15, 40),
        hours=some_hours(chance), level=maybe(chance, 1, 3, 5),
        licences=maybe(chance, frozenset(), frozenset({"B"}), frozenset({"CE", "B"})),
        irregular=maybe(chance, True, False),
        confirmed=frozenset(chance.sample(_SKILLS, 2)),
    )  # fmt: skip


def some_work(chance, number):
    return Vacancy(
        key=str(number), title=chance.choice((*_LABELS, "Verpleegkundige")),
        text=" ".join(chance.sample(_LABELS, 5)), postcode4=chance.choice(("", "2271", "2611")),
        hours=some_hours(chance), level=maybe(chance, 1, 3, 5),
        licences=maybe(chance, frozenset({"B"}), frozenset({"C"})),
        irregular=maybe(chance, True, False), is_learning=chance.random() < 0.2,
    )  # fmt: skip


def test_everybody_at_once_scores_the_same_as_one_by_one(monkeypatch):
    """Also those of whom the words are not read, as they cannot score enough."""
    monkeypatch.setattr("werkcentrum.matching.crowd_scoring._BLOCK", 64)
    chance = random.Random(7)
    preparer = Preparer(seed_reader(), Dice())
    seekers = [preparer.seeker(somebody(chance, number)) for number in range(300)]
    offered = Market([some_work(chance, number) for number in range(30)], preparer, POINTS)
    people = crowd.packed(
        [(UUID(int=number + 1), MONDAY_MORNING, seeker) for number, seeker in enumerate(seekers)]
    )
    total = Counter()
    for at in range(30):
        only = offered.only(at)
        results = [only.match(only.welcome(seeker), 1).results for seeker in seekers]
        alone = {row: found[0].score for row, found in enumerate(results) if found}

        for least in (0.0, 0.2, 0.35):
            rows, scores = fitting(people, offered, at, least=least)

            enough = {row: score for row, score in alone.items() if score >= least}
            assert dict(zip(rows.tolist(), scores.tolist(), strict=True)) == enough
            total[least] += len(enough)
    assert min(total.values()) > 20


@pytest.mark.parametrize("cut", [1, 7, 19])
def test_people_who_are_put_together_or_apart_stay_the_same(cut, tmp_path):
    chance, preparer = random.Random(cut), Preparer(seed_reader(), Dice())
    everybody = [
        (UUID(int=number + 1), MONDAY_MORNING, preparer.seeker(somebody(chance, number)))
        for number in range(20)
    ]
    whole = crowd.packed(everybody)
    halves = crowd.joined([crowd.packed(everybody[:cut]), crowd.packed(everybody[cut:])])
    crowd.write(tmp_path, halves)
    later = crowd.part(whole, np.arange(cut, 20))

    assert same(crowd.mapped(tmp_path), whole)
    assert same(later, crowd.packed(everybody[cut:]))


def same(one, other):
    return all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        for (_name, a), (_same, b) in zip(crowd._files(one), crowd._files(other), strict=True)
    )


@pytest.fixture
def zhc(db, monkeypatch, var):
    no_meaning(monkeypatch)
    # The scores of words alone are lower; and three people are a crowd here.
    monkeypatch.setattr(finding, "FITS", 0.25)
    monkeypatch.setattr(crowd_keeping, "_ENOUGH", 3)
    with time_machine.travel(MONDAY_MORNING, tick=True):
        yield make_region()


@pytest.fixture
def three(zhc):
    people = [make_seeker(zhc, name) for name in NAMES]
    assert keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)
    return people


def found(region):
    kitchen = region.vacancies.first() or make_kitchen(region)
    return {one.facts for one in fitting_people(kitchen, today=MONDAY)}


def ids(people):
    return {one.facts_id for one in people}


def kept(region):
    return crowd_of(region, market.preparer())


def test_who_is_kept_ready_is_not_read_from_the_database_again(zhc, three, monkeypatch):
    monkeypatch.setattr(finding, "read", lambda keys, _preparer: [] if not keys else 1 / 0)
    monkeypatch.setattr(crowd_keeping, "_LATEST_COMMIT", timedelta(0))

    assert found(zhc) == ids(three)
    assert not keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)


def test_who_withdraws_is_in_no_list_from_that_moment_and_then_nowhere(zhc, three):
    olena = three[0]
    folder, own = kept(zhc).folder, olena.facts_id.bytes
    row = kept(zhc).people.ids.tobytes().index(own) // 16

    withdraw_consent(consent=olena.consent, by="x", at=MONDAY_MORNING)

    assert found(zhc) == ids(three[1:])
    assert keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)
    assert not any(own in path.read_bytes() for path in folder.rglob("*.npy"))
    people = kept(zhc).people
    for name in ("meaning", "numbers", "changed", "ids"):
        assert not getattr(people, name)[row].any()
    for name in ("words", "skills", "occupations", "places", "licences"):
        ragged = getattr(people, name)
        entries = slice(ragged.starts[row], ragged.starts[row + 1])
        assert not ragged.values[entries].any()
        assert not ragged.at[entries].any()


def test_the_next_round_of_the_worker_overwrites_whatever_only_she_had(zhc, monkeypatch):
    monkeypatch.setattr(keep_market, "preparer", market.preparer)
    olena = make_seeker(
        zhc, postcode4="2611", licences=("CE",), work=(Experience("lasser", "lasser"),)
    )
    others = [make_seeker(zhc, name) for name in ("Amira", "Jan")]
    keep_market.one_round()
    folder = kept(zhc).folder
    hers = [olena.facts_id.bytes, *(one.encode("utf-32-le") for one in ("2611", "CE", "lasser"))]

    def is_there(one):
        return any(one in path.read_bytes() for path in folder.iterdir())

    assert all(map(is_there, hers))

    withdraw_consent(consent=olena.consent, by="x", at=MONDAY_MORNING)
    keep_market.one_round()

    assert not any(map(is_there, hers))
    assert found(zhc) == ids(others)


def test_who_goes_while_regions_are_read_waits_for_none_after_the_first(zhc, monkeypatch):
    monkeypatch.setattr(keep_market, "preparer", market.preparer)
    make_other_region()
    olena = make_seeker(zhc)
    make_seeker(zhc, "Amira")
    make_seeker(zhc, "Jan")
    keep_market.one_round()
    folder, seen = kept(zhc).folder, []

    def read(_region, *, on):
        seen.append(olena.facts_id.bytes in (folder / "ids.npy").read_bytes())
        if len(seen) == 1:
            withdraw_consent(consent=olena.consent, by="x", at=MONDAY_MORNING)

    monkeypatch.setattr(keep_market, "keep_ahead", read)
    keep_market.one_round()

    assert seen == [True, False]


def test_who_goes_while_many_vacancies_are_made_ready_waits_for_a_part_of_them(zhc, monkeypatch):
    monkeypatch.setattr(keep_market, "preparer", market.preparer)
    olena = make_seeker(zhc)
    make_seeker(zhc, "Amira")
    make_seeker(zhc, "Jan")
    keep_market.one_round()
    for _number in range(2):
        make_kitchen(zhc)
    folder, seen = kept(zhc).folder, []

    def read(region, **asked):
        seen.append(olena.facts_id.bytes in (folder / "ids.npy").read_bytes())
        if len(seen) == 1:
            withdraw_consent(consent=olena.consent, by="x", at=MONDAY_MORNING)
        return market.market_of(region, **asked)

    monkeypatch.setattr(keep_market, "_VACANCIES_AT_ONCE", 1)
    monkeypatch.setattr(keep_market, "market_of", read)
    keep_market.one_round()

    assert seen == [True, False]


def test_who_went_is_overwritten_before_the_people_of_any_region_are_read(zhc, monkeypatch):
    monkeypatch.setattr(keep_market, "preparer", market.preparer)
    make_other_region()
    olena = make_seeker(zhc)
    make_seeker(zhc, "Amira")
    make_seeker(zhc, "Jan")
    keep_market.one_round()
    folder, is_there = kept(zhc).folder, []
    withdraw_consent(consent=olena.consent, by="x", at=MONDAY_MORNING)

    def read(region, _ready_with, *, at):
        is_there.append(olena.facts_id.bytes in (folder / "ids.npy").read_bytes())

    monkeypatch.setattr(keep_market, "keep_crowd", read)
    keep_market.one_round()

    assert True not in is_there


@pytest.mark.parametrize("is_new", [False, True])
def test_a_round_in_which_somebody_went_or_came_passes_all_people_once(
    zhc, three, monkeypatch, is_new
):
    monkeypatch.setattr(keep_market, "preparer", market.preparer)
    keep_market.one_round()
    if is_new:
        make_seeker(zhc, "Sam")
    else:
        withdraw_consent(consent=three[0].consent, by="x", at=MONDAY_MORNING)
    passes, overwritten = [], crowd_keeping._overwritten
    monkeypatch.setattr(
        crowd_keeping, "_overwritten", lambda *a: passes.append(a) or overwritten(*a)
    )

    keep_market.one_round()

    assert len(passes) == 1


def test_who_goes_from_a_big_crowd_takes_little_memory(tmp_path):
    preparer, chance = Preparer(seed_reader(), Dice()), random.Random(1)
    few = [
        (UUID(int=number + 1), MONDAY_MORNING, preparer.seeker(somebody(chance, number)))
        for number in range(20)
    ]
    crowd.write(tmp_path, crowd.joined([crowd.packed(few)] * 1_000))
    entries = len(crowd.mapped(tmp_path).words.at)

    tracemalloc.start()
    crowd.blank(tmp_path, [0])
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < entries * np.dtype(np.int64).itemsize
    people = crowd.mapped(tmp_path)
    rest = np.arange(1, len(people.ids))
    assert same(crowd.part(people, rest[-20:]), crowd.packed(few))


def test_nobody_is_listed_while_more_people_are_new_than_can_be_read_at_once(zhc, monkeypatch):
    monkeypatch.setattr(crowd_keeping, "MOST_LATE", 2)
    people = [make_seeker(zhc, name) for name in NAMES]
    kitchen = make_kitchen(zhc)

    assert "Wij lezen nog nieuwe profielen" in fitting_people(kitchen, today=MONDAY)

    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING + timedelta(hours=1))
    assert found(zhc) == ids(people)


def test_who_still_looks_at_the_files_sees_nothing_of_who_went_either(zhc, three):
    before = kept(zhc).people

    three[0].facts.delete()
    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)

    assert three[0].facts_id.bytes not in before.ids.tobytes()


def test_who_changed_counts_as_they_are_now_and_what_they_took_back_is_gone(zhc, three):
    olena = three[0]
    words = kept(zhc).people.words.values.copy()

    keep_profile(
        client=olena.client, facts=olena.facts.known, consent=olena.consent, by="x",
        at=MONDAY_MORNING + timedelta(minutes=1), is_ranked=True,
    )  # fmt: skip

    assert found(zhc) == ids(three)
    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING + timedelta(minutes=1))
    assert np.count_nonzero(kept(zhc).people.words.values) < np.count_nonzero(words)
    assert found(zhc) == ids(three)


def test_who_wants_no_order_is_not_found_and_can_come_back(zhc, three):
    set_ranked(facts=three[0].facts, is_ranked=False, by="x", at=MONDAY_MORNING)
    assert found(zhc) == ids(three[1:])

    set_ranked(facts=three[0].facts, is_ranked=True, by="x", at=MONDAY_MORNING)
    assert found(zhc) == ids(three)


def test_somebody_new_is_found_at_once(zhc, three):
    sam = make_seeker(zhc, "Sam")

    assert found(zhc) == ids([*three, sam])


def test_who_was_committed_very_late_is_found_after_a_round(zhc, three):
    sam = make_seeker(zhc, "Sam")
    ProfileFacts.objects.filter(pk=sam.facts_id).update(changed_at=datetime(2020, 1, 1, tzinfo=UTC))

    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)

    assert found(zhc) == ids([*three, sam])


def test_what_other_software_made_ready_is_removed(zhc, three, monkeypatch):
    folder = kept(zhc).folder
    monkeypatch.setattr(market.preparer(), "version", "other")
    assert found(zhc) == ids(three)

    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)

    assert not folder.exists()
    assert len(kept(zhc).people.changed) == 3


def test_when_new_arrays_are_written_the_old_ones_go(zhc, three):
    folder = kept(zhc).folder
    more = [make_seeker(zhc, name) for name in ("Sam", "Noor", "Piet")]
    three[0].facts.delete()

    keep_crowd(zhc, market.preparer(), at=MONDAY_MORNING)

    assert not folder.exists()
    assert len(kept(zhc).people.changed) == 5
    assert found(zhc) == ids([*three[1:], *more])
