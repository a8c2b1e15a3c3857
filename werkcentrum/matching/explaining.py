"""Why a vacancy is in the list, in the language of the page: the points add up to the score.

Words and names of skills and occupations stay as people in the Netherlands say them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.matching.flat import Hours
from werkcentrum.matching.limits import LIMITS, Limit, missing_licences
from werkcentrum.matching.links import shares
from werkcentrum.matching.scoring import FULL_WORDS, Market, Match, Person, missing

NOT_USED: Final = gettext_lazy(
    "Niet gebruikt: naam, geslacht, leeftijd, herkomst, talen, gezin, geloof, gezondheid, "
    "uitkering en de persoonlijke presentatie."
)
_MOST: Final = 5
_FEW: Final = 3
_LITTLE: Final = 0.2
"""Below this score words are alike by chance: of 213 graded pairs six score less, none graded 3."""

_HALF: Final = 0.5
"""How sure a skill must be to be called somebody's own."""

_NOTHING: Final = "0,0"
_LEVELS: Final = {
    1: gettext_lazy("geen"), 2: gettext_lazy("basis"), 3: gettext_lazy("vmbo"),
    4: gettext_lazy("mbo, havo of vwo"), 5: gettext_lazy("hbo"), 6: gettext_lazy("wo"),
}  # fmt: skip


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
        Reason("distance", 0.0, _distance(person, match)),
        Reason("hours", 0.0, _hours(person, match)),
        Reason("licence", 0.0, _licences(person, match)),
        Reason("irregular", 0.0, _irregular(person, match)),
        Reason("not used", 0.0, str(NOT_USED)),
    ]


def why(market: Market, person: Person, match: Match) -> str:
    """The part that counts most of what it could, in one line.

    Not the meaning: of that nobody can see where it comes from.
    """
    full = {name: _part(market, match, name) for name in ("occupation", "skills", "words")}
    most = max(full, key=lambda name: full[name])
    if match.score < _LITTLE or not full[most]:
        return _("Er komt weinig overeen met uw profiel.")
    say = {"occupation": _occupation, "skills": _skills_in_short, "words": _words_in_short}
    return say[most](market, person, match)


def unknown(person: Person, match: Match) -> list[Limit]:
    """What limits nothing because nobody told it, as names of limits."""
    own, asked = person.profile, match.vacancy
    known: dict[Limit, bool] = {
        "distance": match.km is not None and own.km is not None,
        "hours": bool(_window(asked.hours) and _window(own.hours)),
        "licence": asked.licences is not None and (not asked.licences or own.licences is not None),
        "level": own.level is not None and asked.level is not None,
        "irregular": asked.irregular is not None
        and (not asked.irregular or own.irregular is not None),
    }
    return [name for name in LIMITS if not known[name]]


def untold(match: Match) -> list[Limit]:
    """The limits of which the vacancy itself says nothing: what somebody did not tell is no news
    beside each vacancy."""
    asked = match.vacancy
    told: dict[Limit, bool] = {
        "distance": bool(asked.postcode4),
        "hours": bool(_window(asked.hours)),
        "licence": asked.licences is not None,
        "level": asked.level is not None,
        "irregular": asked.irregular is not None,
    }
    return [name for name in LIMITS if not told[name]]


def words_that_link(market: Market, person: Person, at: int) -> list[tuple[str, float]]:
    """The words of somebody that link to a vacancy, largest first, each with its share."""
    ready = person.ready
    words = market.preparer.bagger.words(ready.facts.text)
    return shares(words, ready.bag, person.query, market.links.bag(at))


def _part(market: Market, match: Match, name: str) -> float:
    """How much of a part is there, 0 to 1."""
    weight = getattr(market.weights, name)
    return match.points[name] / weight if weight else 0.0


def percent(score: float) -> str:
    """A score of 0 to 1 as people read it."""
    return f"{round(100 * score)}\N{NO-BREAK SPACE}%"


def _words(market: Market, person: Person, match: Match) -> str:
    linked = words_that_link(market, person, match.at)
    total = sum(share for _word, share in linked)
    if not total:
        return _("Geen woord van u staat ook in de vacature.")
    each = match.points["words"] / total
    counted = ((word, _hundredths(share * each)) for word, share in linked)
    shown = _some(f"{word} ({points})" for word, points in counted if points != _NOTHING)
    said = _("Deze woorden lijken op die van de vacature (punten van 100): %s.") % shown
    return f"{said} {_('Meer dan dit telt niet mee.')}" if total > FULL_WORDS else said


def _words_in_short(market: Market, person: Person, match: Match) -> str:
    linked = words_that_link(market, person, match.at)
    return _("Deze woorden lijken op die van de vacature: %s.") % ", ".join(
        word for word, _share in linked[:_FEW]
    )


def _meaning(market: Market, match: Match) -> str:
    return _(
        "De betekenis van al uw woorden over werk lijkt voor %s op die van de vacature."
    ) % percent(_part(market, match, "meaning"))


def _own_skills(market: Market, person: Person, match: Match) -> list[tuple[str, float]]:
    """What is asked and somebody has, with its share of all that is asked, most first."""
    asks = market.facts[match.at].asks
    total = sum(asks.values())
    shares = {key: asked * person.facts.skills.get(key, 0.0) / total for key, asked in asks.items()}
    own = sorted((key for key in shares if shares[key] > 0), key=lambda key: (-shares[key], key))
    return [(key, shares[key]) for key in own]


def _skills(market: Market, person: Person, match: Match) -> str:
    if not market.facts[match.at].asks:
        return _("In deze vacature is geen vaardigheid herkend.")
    own, weight = _own_skills(market, person, match), market.weights.skills
    covered = percent(_part(market, match, "skills"))
    if not own:
        return _("U hebt %s van wat wordt gevraagd.") % covered
    concepts = market.reader.lexicon.concepts
    shown = _some(f"{concepts[key].label} ({_hundredths(weight * share)})" for key, share in own)
    return _("U hebt %(covered)s van wat wordt gevraagd (punten van 100): %(skills)s.") % {
        "covered": covered, "skills": shown,
    }  # fmt: skip


def _skills_in_short(market: Market, person: Person, match: Match) -> str:
    concepts = market.reader.lexicon.concepts
    own = [concepts[key].label for key, _share in _own_skills(market, person, match)]
    return _("Dit wordt gevraagd en kunt u: %s.") % ", ".join(own[:_FEW])


def _occupation(market: Market, person: Person, match: Match) -> str:
    lexicon = market.reader.lexicon
    pairs = [
        (own * theirs * lexicon.nearness(key, other), key, other)
        for key, own in person.facts.occupations.items()
        for other, theirs in market.facts[match.at].occupations.items()
    ]
    near, key, other = max(pairs, default=(0.0, "", ""))
    if not near:
        return _("Geen beroep van u ligt dicht bij dat van de vacature.")
    names = {"own": lexicon.concepts[key].label, "other": lexicon.concepts[other].label}
    if key == other:
        return _("Uw beroep %(own)s is het beroep van de vacature.") % names
    return _("Uw beroep %(own)s ligt dicht bij %(other)s.") % names


def _level(person: Person, match: Match) -> str:
    own, asked = person.profile.level, match.vacancy.level
    if own is None or asked is None:
        return _("Niveau: onbekend; dit sluit niets uit.")
    levels = {"asked": _LEVELS[asked], "own": _LEVELS[own]}
    return _("Niveau: gevraagd %(asked)s, u hebt %(own)s.") % levels


def _additions(market: Market, person: Person, match: Match) -> Iterator[str]:
    """What one more skill would change, computed with the same weights."""
    concepts = market.reader.lexicon.concepts
    for key, share in list(missing(person.facts, market.facts[match.at]))[:_MOST]:
        before, after = percent(match.score), percent(match.score + market.weights.skills * share)
        if person.facts.skills.get(key, 0.0) < _HALF and before != after:
            yield _(
                "Met '%(skill)s' erbij gaat de score van %(before)s naar %(after)s."
            ) % {"skill": concepts[key].label, "before": before, "after": after}  # fmt: skip


def _distance(person: Person, match: Match) -> str:
    if match.km is None:
        return _("Afstand: onbekend; dit sluit niets uit.")
    far, most = f"{match.km:.1f}".replace(".", ","), person.profile.km
    if most is None:
        return _("Afstand: %s km in een rechte lijn.") % far
    told = {"far": far, "most": f"{most:g}"}
    return _("Afstand: %(far)s km in een rechte lijn, u wilt hoogstens %(most)s km.") % told


def _hours(person: Person, match: Match) -> str:
    asked, wished = _window(match.vacancy.hours), _window(person.profile.hours)
    if not asked or not wished:
        return _("Uren per week: onbekend; dit sluit niets uit.")
    told = {"asked": asked, "wished": wished}
    return _("Uren per week: %(asked)s gevraagd, %(wished)s gewenst.") % told


def _window(hours: Hours) -> str:
    least, most = hours.least, hours.most
    if least is None and most is None:
        return ""
    if most is None:
        return _("vanaf %s") % least
    if least is None:
        return _("tot en met %s") % most
    return _("%(least)s tot en met %(most)s") % {"least": least, "most": most}


def _licences(person: Person, match: Match) -> str:
    asked, own = match.vacancy.licences, person.profile.licences
    if asked is not None and not asked:
        return _("Rijbewijs: niet gevraagd.")
    if asked is None or own is None:
        return _("Rijbewijs: onbekend; dit sluit niets uit.")
    names = ", ".join(sorted(asked))
    if missing_licences(person.profile, match.vacancy):
        return _("Rijbewijs: %s gevraagd, en dat hebt u niet.") % names
    return _("Rijbewijs: %s gevraagd, en dat hebt u.") % names


def _irregular(person: Person, match: Match) -> str:
    asked, own = match.vacancy.irregular, person.profile.irregular
    if asked is False:
        return _("Onregelmatig werk: niet gevraagd.")
    if asked is None or own is None:
        return _("Onregelmatig werk: onbekend; dit sluit niets uit.")
    if not own:
        return _("Onregelmatig werk: gevraagd, en dat wilt u niet.")
    return _("Onregelmatig werk: gevraagd, en dat wilt u.")


def _some(told: Iterable[str]) -> str:
    """The first of a list, and how many more there are."""
    every = list(told)
    shown = ", ".join(every[:_MOST])
    more = len(every) - _MOST
    if more <= 0:
        return shown
    return _("%(shown)s, en nog %(count)s") % {"shown": shown, "count": more}


def _hundredths(points: float) -> str:
    """Points of a score of 1 as hundredths: "3,1"."""
    return f"{100 * points:.1f}".replace(".", ",")
