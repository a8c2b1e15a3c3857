"""Why a vacancy is in the list, in Dutch: the points of the reasons add up to the score."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from werkcentrum.matching.flat import Hours
from werkcentrum.matching.links import shares
from werkcentrum.matching.scoring import FULL_WORDS, Market, Match, Person, missing

NOT_USED: Final = (
    "naam, geslacht, leeftijd, herkomst, talen, gezin, geloof, gezondheid, uitkering en de "
    "persoonlijke presentatie"
)
_MOST: Final = 5
_HALF: Final = 0.5
"""How sure a skill must be to be called somebody's own."""

_LEVELS: Final = {1: "geen", 2: "basis", 3: "vmbo", 4: "mbo, havo of vwo", 5: "hbo", 6: "wo"}
_UNKNOWN: Final = "onbekend; dit sluit niets uit"


@dataclass(frozen=True)
class Reason:
    """`points` of the score, of 1 in all; 0 for what only had to fit, or was not used."""

    kind: str
    points: float
    text: str


def reasons(market: Market, person: Person, match: Match) -> list[Reason]:
    """The parts of the score, the limits, what is missing, and what was not used."""
    return [
        Reason("words", match.points["words"], _words(market, person, match)),
        Reason("meaning", match.points["meaning"], _meaning(market, match)),
        Reason("skills", match.points["skills"], _skills(market, person, match)),
        Reason("occupation", match.points["occupation"], _occupation(market, person, match)),
        Reason("level", match.points["level"], _level(person, match)),
        *(Reason("missing", 0.0, text) for text in _additions(market, person, match)),
        Reason("distance", 0.0, f"Afstand: {_distance(person, match)}."),
        Reason("hours", 0.0, f"Uren per week: {_hours(person, match)}."),
        Reason("licence", 0.0, f"Rijbewijs: {_licences(person, match)}."),
        Reason("irregular", 0.0, f"Onregelmatig werk: {_irregular(person, match)}."),
        Reason("not used", 0.0, f"Niet gebruikt: {NOT_USED}."),
    ]


def words_that_link(market: Market, person: Person, at: int) -> list[tuple[str, float]]:
    """The words of somebody that link to a vacancy, largest first, each with its share."""
    ready = person.ready
    words = market.preparer.bagger.words(ready.facts.text)
    return shares(words, ready.bag, person.query, market.links.bag(at))


def percent(score: float) -> str:
    """A score of 0 to 1 as people read it."""
    return f"{round(100 * score)} %"


def _part(market: Market, match: Match, name: str) -> float:
    """How much of a part is there, 0 to 1."""
    weight = getattr(market.weights, name)
    return match.points[name] / weight if weight else 0.0


def _words(market: Market, person: Person, match: Match) -> str:
    linked = words_that_link(market, person, match.at)
    total = sum(share for _, share in linked)
    if not total:
        return "Geen woord van u staat ook in de vacature."
    each = match.points["words"] / total
    shown = ", ".join(f"{word} ({_hundredths(share * each)})" for word, share in linked[:_MOST])
    rest = "" if len(linked) <= _MOST else f", en nog {len(linked) - _MOST}"
    full = " Meer dan dit telt niet mee." if total > FULL_WORDS else ""
    return f"Deze woorden lijken op die van de vacature (punten van 100): {shown}{rest}.{full}"


def _meaning(market: Market, match: Match) -> str:
    return (
        "De betekenis van al uw woorden over werk lijkt voor "
        f"{percent(_part(market, match, 'meaning'))} op die van de vacature."
    )


def _skills(market: Market, person: Person, match: Match) -> str:
    asks = market.facts[match.at].asks
    if not asks:
        return "In deze vacature is geen vaardigheid herkend."
    concepts = market.reader.lexicon.concepts
    total = sum(asks.values())
    shares = {key: asked * person.facts.skills.get(key, 0.0) / total for key, asked in asks.items()}
    own = sorted((key for key in shares if shares[key] > 0), key=lambda key: (-shares[key], key))
    covered = percent(match.points["skills"] / market.weights.skills)
    if not own:
        return f"U hebt {covered} van wat wordt gevraagd."
    weight = market.weights.skills
    shown = ", ".join(
        f"{concepts[key].label} ({_hundredths(weight * shares[key])})" for key in own[:_MOST]
    )
    rest = "" if len(own) <= _MOST else f", en nog {len(own) - _MOST}"
    return f"U hebt {covered} van wat wordt gevraagd (punten van 100): {shown}{rest}."


def _occupation(market: Market, person: Person, match: Match) -> str:
    lexicon = market.reader.lexicon
    pairs = [
        (own * theirs * lexicon.nearness(key, other), key, other)
        for key, own in person.facts.occupations.items()
        for other, theirs in market.facts[match.at].occupations.items()
    ]
    near, key, other = max(pairs, default=(0.0, "", ""))
    if not near:
        return "Geen beroep van u ligt dicht bij dat van de vacature."
    mine, theirs = lexicon.concepts[key].label, lexicon.concepts[other].label
    same = "is het beroep van de vacature" if key == other else f"ligt dicht bij {theirs}"
    return f"Uw beroep {mine} {same}."


def _level(person: Person, match: Match) -> str:
    own, asked = person.profile.level, match.vacancy.level
    if own is None or asked is None:
        return f"Niveau: {_UNKNOWN}."
    return f"Niveau: gevraagd {_LEVELS[asked]}, u hebt {_LEVELS[own]}."


def _additions(market: Market, person: Person, match: Match) -> Iterator[str]:
    """What one more skill would change, computed with the same weights."""
    concepts = market.reader.lexicon.concepts
    for key, share in list(missing(person.facts, market.facts[match.at]))[:_MOST]:
        added = match.score + market.weights.skills * share
        if person.facts.skills.get(key, 0.0) < _HALF and percent(added) != percent(match.score):
            yield (
                f"Met '{concepts[key].label}' erbij gaat de score van {percent(match.score)} "
                f"naar {percent(added)}."
            )


def _distance(person: Person, match: Match) -> str:
    if match.km is None:
        return _UNKNOWN
    far = f"{match.km:.1f} km".replace(".", ",") + " in een rechte lijn"
    most = person.profile.km
    return far if most is None else f"{far}, u wilt hoogstens {most:g} km"


def _hours(person: Person, match: Match) -> str:
    offered, wished = _window(match.vacancy.hours), _window(person.profile.hours)
    return f"{offered} gevraagd, {wished} gewenst" if offered and wished else _UNKNOWN


def _window(hours: Hours) -> str:
    if hours.least is None and hours.most is None:
        return ""
    if hours.least is None or hours.most is None:
        return f"vanaf {hours.least}" if hours.most is None else f"tot en met {hours.most}"
    return f"{hours.least} tot en met {hours.most}"


def _licences(person: Person, match: Match) -> str:
    asked = match.vacancy.licences
    if asked is not None and not asked:
        return "niet gevraagd"
    if asked is None or person.profile.licences is None:
        return _UNKNOWN
    return f"{', '.join(sorted(asked))} gevraagd, en dat hebt u"


def _irregular(person: Person, match: Match) -> str:
    if match.vacancy.irregular is False:
        return "niet gevraagd"
    if match.vacancy.irregular is None or person.profile.irregular is None:
        return _UNKNOWN
    return "gevraagd, en dat wilt u"


def _hundredths(points: float) -> str:
    """Points of a score of 1 as hundredths: "3,1"."""
    return f"{100 * points:.1f}".replace(".", ",")
