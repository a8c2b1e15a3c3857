"""What makes a vacancy impossible, and what does not."""

import numpy as np
import pytest

from werkcentrum.matching.flat import Hours, Profile
from werkcentrum.matching.limits import LIMITS, Offered, broken, kilometres
from werkcentrum.matching.tests.make import DELFT, VOORBURG, make_cook, make_vacancy


def test_the_straight_line_from_voorburg_to_delft_is_six_and_a_half_kilometres():
    nowhere = (np.nan, np.nan)

    far, here, unknown = kilometres(VOORBURG, np.array([DELFT, VOORBURG, nowhere]))

    assert (far, here) == (pytest.approx(6.57, abs=0.01), 0)
    assert np.isnan(unknown)
    assert np.isnan(kilometres(None, np.array([DELFT]))).all()


@pytest.mark.parametrize(
    ("limit", "km", "asked"),
    [
        ("distance", 10.1, {}),
        ("hours", 1, {"hours": Hours(33, 40)}),
        ("hours", 1, {"hours": Hours(8, 23)}),
        ("licence", 1, {"licences": frozenset({"B", "C"})}),
        ("irregular", 1, {"irregular": True}),
    ],
)
def test_a_limit_that_breaks_is_named(limit, km, asked):
    assert broken(make_cook(), make_vacancy(**asked), km=km) == limit


@pytest.mark.parametrize(
    "asked",
    [
        {"hours": Hours(32, 40)},
        {"hours": Hours(8, 24)},
        {"licences": frozenset({"B"})},
        {"licences": frozenset({"AM"})},
        {"level": 6},
    ],
)
def test_what_just_fits_is_not_left_out(asked):
    assert broken(make_cook(), make_vacancy(**asked), km=10.0) is None


def test_unknown_never_excludes():
    hard = make_vacancy(
        hours=Hours(38, 40), licences=frozenset({"CE"}), irregular=True, level=6,
        title="Verpleegkundige",
    )  # fmt: skip
    soft = make_vacancy(hours=Hours(), licences=None, irregular=None, level=None)

    assert broken(Profile("onbekend"), hard, km=300.0) is None
    assert broken(make_cook(), soft, km=None) is None


def test_who_may_drive_a_lorry_may_drive_a_car():
    driver = make_cook(licences=frozenset({"CE"}))

    assert broken(driver, make_vacancy(licences=frozenset({"B", "BE", "C"})), km=1) is None
    assert broken(driver, make_vacancy(licences=frozenset({"D"})), km=1) == "licence"


def test_who_may_ride_a_motorcycle_may_ride_a_moped_and_with_a_heavy_trailer_goes_a_light_one():
    rider = make_cook(licences=frozenset({"A", "BE"}))

    assert broken(rider, make_vacancy(licences=frozenset({"AM", "A1", "A2", "B+"})), km=1) is None
    assert broken(rider, make_vacancy(licences=frozenset({"C1"})), km=1) == "licence"


@pytest.mark.parametrize(
    ("title", "level", "limit"),
    [
        ("Verpleegkundige nachtdienst", 3, "level"),
        ("Verpleegkundige nachtdienst", 4, None),
        ("Huisarts", 5, "level"),
        ("Doktersassistent", 2, None),
        ("Verzorgende of verpleegkundige", 3, None),
        ("Assistent verpleegkundige", 3, None),
        ("Verpleegkundige in opleiding", 3, None),
        ("Planner", 2, None),
    ],
)
def test_only_the_law_makes_a_level_a_limit(title, level, limit):
    vacancy = make_vacancy(title=title, level=6)

    assert broken(make_cook(level=level), vacancy, km=1) == limit


def test_a_place_to_learn_asks_no_diploma_of_the_law():
    vacancy = make_vacancy(title="Verpleegkundige", is_learning=True)

    assert broken(make_cook(level=3), vacancy, km=1) is None


def test_limits_of_many_at_once_are_those_of_each():
    hours = [Hours(), Hours(16, 24), Hours(36, None), Hours(None, 8)]
    people = [
        make_cook(hours=own, level=level, licences=licences, irregular=irregular, km=km)
        for own in hours
        for level in (None, 2, 5)
        for licences in (None, frozenset(), frozenset({"CE"}))
        for irregular, km in ((None, None), (False, 5), (True, 5))
    ]
    work = [
        make_vacancy(
            title=title, hours=offered, licences=licences, irregular=irregular, is_level_by_law=law
        )
        for title in ("Kok", "Verpleegkundige", "Leerling verpleegkundige")
        for offered in hours
        for licences in (None, frozenset({"B"}), frozenset({"D"}))
        for irregular, law in ((None, False), (True, True))
    ]
    far = np.resize([np.nan, 1, 9], len(work))

    at_once = [
        [LIMITS[n] if n >= 0 else None for n in Offered(work).broken(p, far)] for p in people
    ]

    assert at_once == [
        [broken(p, v, km=None if np.isnan(km) else km) for v, km in zip(work, far, strict=True)]
        for p in people
    ]
