"""The model card: what matching does, reads and leaves out, how good it is, and who decides.

The words stand in `data/card.md`; every number in it comes from the code, the lists or
`measuring`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Profile, Vacancy
from werkcentrum.matching.limits import LIMITS, Limit, regulated
from werkcentrum.matching.measuring import Ratio, fairness, lowest, quality
from werkcentrum.matching.scoring import FULL_MEANING, FULL_WORDS, PARTS, Weights
from werkcentrum.skills.reducing import unread_by_subject

FOUR_FIFTHS: Final = 0.8
_WORDS: Final = Path(__file__).parent / "data" / "card.md"
_NOT_READ: Final[Mapping[str, str]] = {
    "gender": "geslacht en geaardheid", "age": "leeftijd", "family": "gezin en familie",
    "origin": "herkomst en nationaliteit", "religion": "geloof", "health": "gezondheid",
    "benefit": "uitkering en schulden", "name": "namen", "language": "talen",
}  # fmt: skip
_OF_SOMEBODY: Final[Mapping[str, str]] = {
    "key": "een nummer dat niets over iemand zegt",
    "wishes": "werk dat iemand wil", "wished": "beroepen die iemand bevestigde als wens",
    "work": "werk dat iemand deed, hoeveel jaar en wat daarbij hoorde",
    "skills": "wat iemand kan", "confirmed": "vaardigheden die iemand bevestigde",
    "studies": "opleidingen", "postcode4": "de vier cijfers van de postcode, voor de afstand",
    "km": "hoe ver iemand wil reizen", "hours": "uren per week", "level": "niveau",
    "licences": "rijbewijs", "irregular": "of onregelmatig werk kan",
}  # fmt: skip
_OF_A_VACANCY: Final[Mapping[str, str]] = {
    "key": "een nummer", "title": "de titel", "text": "de tekst",
    "confirmed": "beroepen en vaardigheden die de schrijver bevestigde", "postcode4": "de postcode",
    "hours": "uren per week", "level": "niveau", "licences": "rijbewijs",
    "irregular": "of het werk onregelmatig is", "is_learning": "of het een leerplek is",
    "is_level_by_law": "of een wet het niveau vraagt",
}  # fmt: skip
_PARTS: Final[Mapping[str, str]] = {
    "words": "woorden die iemand en de vacature delen, de zeldzame het meest",
    "meaning": "hoeveel de betekenis van die woorden op elkaar lijkt",
    "skills": "welk deel van de gevraagde vaardigheden iemand heeft",
    "occupation": "hoe dicht een beroep van iemand bij dat van de vacature ligt",
    "level": "of het niveau past",
}
_LIMITS: Final[Mapping[Limit, str]] = {
    "distance": "de afstand in een rechte lijn, tot wat iemand zelf opgaf",
    "hours": "uren die elkaar niet overlappen",
    "licence": "een gevraagd rijbewijs dat iemand zeker niet heeft",
    "level": "een niveau, alleen waar een wet het vraagt",
    "irregular": "onregelmatig werk, als iemand zei dat dit niet kan",
}
_SORTS: Final[Mapping[str, str]] = {
    "gender": "Geslacht", "origin": "Herkomst", "age": "Leeftijd", "health": "Gezondheid",
    "benefit": "Uitkering", "gender and origin": "Geslacht en herkomst samen",
}  # fmt: skip


def card(weights: Weights) -> str:
    """The card of matching with these weights, as Markdown."""
    return _WORDS.read_text(encoding="utf-8").format(**_figures(weights))


def sections(weights: Weights) -> dict[str, str]:
    """The text of each part of the card, by its heading."""
    parts = card(weights).split("\n## ")[1:]
    told = (part.partition("\n") for part in parts)
    return {heading: text.strip() for heading, _, text in told}


def _figures(weights: Weights) -> dict[str, object]:
    concepts = seed_reader().lexicon.concepts.values()
    occupations = sum(one.kind == "occupation" for one in concepts)
    measured, shown = quality(), fairness()
    return {
        "version": weights.version,
        "of_somebody": _listed(_OF_SOMEBODY[one.name] for one in fields(Profile)),
        "of_a_vacancy": _listed(_OF_A_VACANCY[one.name] for one in fields(Vacancy)),
        "occupations": occupations,
        "skills": len(concepts) - occupations,
        "wordings": sum(1 + len(one.words) for one in concepts),
        "unread": _listed(
            f"{_NOT_READ[about]} ({number})" for about, number in unread_by_subject().items()
        ),
        "limits": _listed(_LIMITS[name] for name in LIMITS),
        "regulated": len(regulated()),
        "parts": _bullets(
            f"{100 * getattr(weights, part):.0f} %: {_PARTS[part]}." for part in PARTS
        ),
        "full_words": _comma(FULL_WORDS, 1),
        "full_meaning": _comma(FULL_MEANING, 1),
        "graded": measured["profiles"],
        "offered": measured["vacancies"],
        "ndcg": _comma(measured["ndcg_at_10"]),
        "baseline": _comma(measured["whole texts, BM25 + embedding"]),
        "limits_broken": measured["limits_broken_in_top_10"],
        "perfect_excluded": measured["perfect_pairs_excluded"],
        "people": shown["people"],
        "top": shown["top"],
        "shown_for": shown["vacancies"],
        "groups": _groups(),
    }


def _groups() -> str:
    chance, every = lowest("nothing"), lowest("everything")
    return _bullets(
        f"{_SORTS[sort]}: {_ratio(every[sort])}. Door toeval alleen: {_ratio(chance[sort])}."
        for sort in every
    )


def _ratio(found: Ratio) -> str:
    alarm = ", let op" if found.ratio < FOUR_FIFTHS else ""
    return f"{_comma(found.ratio, 2)} ({_comma(found.low, 2)} tot {_comma(found.high, 2)}{alarm})"


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _comma(value: float, decimals: int = 3) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
