"""Why a vacancy is in the list: the points of the reasons add up to the score."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from werkcentrum.matching.flat import Hours, Profile
from werkcentrum.matching.limits import LIMITS, Limit, asked_by_law, missing_licences
from werkcentrum.matching.links import shares
from werkcentrum.matching.scoring import FULL_WORDS, Market, Match, Person, missing
from werkcentrum.matching.wording import Reason, percent
from werkcentrum.skills.lexicon import Concept

_MOST: Final = 5
_FEW: Final = 3
_SHOWN: Final = 0.0005
"""With less a word brings 0,0 points of a hundred."""

_LITTLE: Final = 0.2
"""Below this score words are alike by chance: of 213 graded pairs six score less, none graded 3."""


def reasons(market: Market, person: Person, match: Match) -> list[Reason]:
    """The parts of the score, the limits, what is missing, and what was not used."""
    return [
        _words(market, person, match),
        Reason("meaning", match.points["meaning"], "meaning",
               {"alike": _part(market, match, "meaning")}),
        _skills(market, person, match),
        _occupation(market, person, match),
        _level(person, match),
        *_additions(market, person, match),
        _distance(person, match),
        _hours(person, match),
        _licences(person, match),
        _irregular(person, match),
        Reason("not used", 0.0, "not used"),
    ]  # fmt: skip


def why(market: Market, person: Person, match: Match) -> Reason:
    """The part that counts most of what it could, in one line.

    Not the meaning: of that nobody can see where it comes from.
    """
    full = {name: _part(market, match, name) for name in ("occupation", "skills", "words")}
    if not _own_skills(market, person, match):
        full["skills"] = 0.0
    most = max(full, key=lambda name: full[name])
    if match.score < _LITTLE or not full[most]:
        return Reason("little", 0.0, "little")
    say = {"occupation": _occupation, "skills": _skills_in_short, "words": _words_in_short}
    return say[most](market, person, match)


def unknown(person: Person, match: Match) -> list[Limit]:
    """Limits that this vacancy may break, of which nobody knows.

    It says not where it is or for how many hours; or it asks what somebody did not tell of
    themselves. What it does not ask is not unknown.
    """
    own, asked = person.profile, match.vacancy
    is_unknown: dict[Limit, bool] = {
        "distance": not asked.postcode4,
        "hours": not _is_said(asked.hours),
        "licence": bool(asked.licences) and own.licences is None,
        "level": asked_by_law(asked) is not None and own.level is None,
        "irregular": bool(asked.irregular) and own.irregular is None,
    }
    return [name for name in LIMITS if is_unknown[name]]


def words_that_link(market: Market, person: Person, at: int) -> list[tuple[str, float]]:
    """The words of somebody that link to a vacancy, largest first, each with its share."""
    ready = person.ready
    words = market.preparer.bagger.words(ready.facts.text)
    return shares(words, ready.bag, person.query, market.links.bag(at))


def _part(market: Market, match: Match, name: str) -> float:
    """How much of a part is there, 0 to 1."""
    weight = getattr(market.weights, name)
    return match.points[name] / weight if weight else 0.0


def _words(market: Market, person: Person, match: Match) -> Reason:
    linked, points = words_that_link(market, person, match.at), match.points["words"]
    total = sum(share for _word, share in linked)
    if not total:
        return Reason("words", points, "no words")
    counted = ((word, share * points / total) for word, share in linked)
    code = "words, full" if total > FULL_WORDS else "words"
    shown = [(word, each) for word, each in counted if each >= _SHOWN]
    return Reason("words", points, code, {"words": _some(shown)})


def _words_in_short(market: Market, person: Person, match: Match) -> Reason:
    linked = words_that_link(market, person, match.at)
    names = [word for word, _share in linked[:_FEW]]
    return Reason("words", match.points["words"], "words in short", {"names": names})


def _own_skills(
    market: Market, person: Person, match: Match, *, is_told: bool = True
) -> list[tuple[str, float]]:
    """What is asked and somebody told to have, or only likely has from the work they did, with its
    share of all that is asked, most first."""
    asks, sure = market.facts[match.at].asks, person.facts.skills
    total = sum(asks.values())
    own = [
        (key, asks[key] * sure[key] / total)
        for key in asks if sure.get(key) and (key in person.facts.told) == is_told
    ]  # fmt: skip
    return sorted(own, key=lambda one: (-one[1], one[0]))


def _skills(market: Market, person: Person, match: Match) -> Reason:
    points = match.points["skills"]
    if not market.facts[match.at].asks:
        return Reason("skills", points, "nothing asked")
    own, weight = _own_skills(market, person, match), market.weights.skills
    code, told = "no skill", dict[str, Any](covered=sum(share for _key, share in own))
    concepts = market.reader.lexicon.concepts
    if own:
        shown = _some([(concepts[key].label, weight * share) for key, share in own])
        code, told["skills"] = "skills", shown
    likely = [
        (concepts[key].label, weight * share)
        for key, share in _own_skills(market, person, match, is_told=False)
        if weight * share >= _SHOWN
    ]
    if not likely:
        return Reason("skills", points, code, told)
    return Reason("skills", points, f"{code}, likely", {**told, "likely": _some(likely)})


def _skills_in_short(market: Market, person: Person, match: Match) -> Reason:
    concepts = market.reader.lexicon.concepts
    own = [concepts[key].label for key, _share in _own_skills(market, person, match)[:_FEW]]
    return Reason("skills", match.points["skills"], "skills in short", {"names": own})


def _occupation(market: Market, person: Person, match: Match) -> Reason:
    lexicon, points = market.reader.lexicon, match.points["occupation"]
    pairs = [
        (own * theirs * lexicon.nearness(key, other), key, other)
        for key, own in person.facts.occupations.items()
        for other, theirs in market.facts[match.at].occupations.items()
    ]
    near, key, other = max(pairs, default=(0.0, "", ""))
    if not near:
        return Reason("occupation", points, "no occupation")
    own = {"own": lexicon.concepts[key].label}
    if key == other:
        return Reason("occupation", points, "same occupation", own)
    names = own | {"other": lexicon.concepts[other].label}
    return Reason("occupation", points, "near occupation", names)


def _level(person: Person, match: Match) -> Reason:
    own, asked = person.profile.level, match.vacancy.level
    if own is None or asked is None:
        return Reason("level", match.points["level"], "level unknown")
    return Reason("level", match.points["level"], "level", {"asked": asked, "own": own})


def _additions(market: Market, person: Person, match: Match) -> list[Reason]:
    """The score that a vacancy gets once somebody told one more skill, the highest first.

    Computed as a whole: what they tell counts as words and by its meaning too.
    """
    asked = list(missing(person.facts, market.facts[match.at]))[:_FEW]
    keys = [key for key, _share in asked if key not in person.facts.told]
    if not keys:
        return []
    _grow(market, person, keys)
    alone, before = market.only(match.at), match.score
    scores = {
        market.reader.lexicon.concepts[key].label: alone.one(person.grown[key], 0)[0].score
        for key in keys
    }
    return [
        Reason("missing", 0.0, "addition", {"skill": label, "before": before, "after": after})
        for label, after in sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        if after > before and percent(after) != percent(before)
    ]


def _grow(market: Market, person: Person, keys: Sequence[str]) -> None:
    """Make ready who somebody would be with each of these skills, those not met before."""
    new = [key for key in keys if key not in person.grown]
    skills = [market.reader.lexicon.concepts[key] for key in new]
    told = market.preparer.seekers([_also(person.profile, skill) for skill in skills])
    person.grown.update(zip(new, map(market.welcome, told), strict=True))


def _also(profile: Profile, skill: Concept) -> Profile:
    """Somebody who confirmed one more skill."""
    return replace(
        profile, skills=(*profile.skills, skill.label), confirmed=profile.confirmed | {skill.key}
    )


def _distance(person: Person, match: Match) -> Reason:
    far, most = match.km, person.profile.km
    if far is None:
        return Reason("distance", 0.0, "distance unknown")
    if most is None:
        return Reason("distance", 0.0, "distance", {"far": far})
    return Reason("distance", 0.0, "distance, wished", {"far": far, "most": most})


def _hours(person: Person, match: Match) -> Reason:
    asked, wished = match.vacancy.hours, person.profile.hours
    if not (_is_said(asked) and _is_said(wished)):
        return Reason("hours", 0.0, "hours unknown")
    told = {"asked": [asked.least, asked.most], "wished": [wished.least, wished.most]}
    return Reason("hours", 0.0, "hours", told)


def _is_said(hours: Hours) -> bool:
    return hours.least is not None or hours.most is not None


def _licences(person: Person, match: Match) -> Reason:
    asked, own = match.vacancy.licences, person.profile.licences
    if asked is not None and not asked:
        return Reason("licence", 0.0, "no licence asked")
    if asked is None or own is None:
        return Reason("licence", 0.0, "licence unknown")
    is_missing = bool(missing_licences(person.profile, match.vacancy))
    code = "licence missing" if is_missing else "licence"
    return Reason("licence", 0.0, code, {"names": sorted(asked)})


def _irregular(person: Person, match: Match) -> Reason:
    asked, own = match.vacancy.irregular, person.profile.irregular
    if asked is False:
        return Reason("irregular", 0.0, "nothing irregular")
    if asked is None or own is None:
        return Reason("irregular", 0.0, "irregular unknown")
    return Reason("irregular", 0.0, "irregular" if own else "irregular, not wished")


def _some(counted: list[tuple[str, float]]) -> dict[str, Any]:
    """The first of a list, and how many more there are."""
    first = [[name, points] for name, points in counted[:_MOST]]
    return {"first": first, "more": max(0, len(counted) - _MOST)}
