"""The ticks with which somebody confirms what was recognised in a vacancy.

A tick for an occupation or skill is kept with the vacancy. Any other tick fills in a field of the
form, as if somebody had typed it there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.forms import Form
from django.http import QueryDict

from werkcentrum.partners.models import Region
from werkcentrum.skills.queries import lexicon, named
from werkcentrum.vacancies import queries
from werkcentrum.vacancies.models import DutchLevel, Level, Vacancy
from werkcentrum.vacancies.recognising import Recognised, What, recognise

CONCEPTS: Final = "begrippen"
TAKEN: Final = "overnemen"
# More nobody confirms by reading it.
_MOST: Final = 60
_FIELDS: Final = {
    What.LEVEL: "level", What.IRREGULAR: "is_irregular", What.DUTCH: "dutch_level",
    What.PLACE: "place",
}  # fmt: skip
_HOURS: Final = ("hours_min", "hours_max")
_LABELS: Final = {
    What.LEVEL: "Niveau", What.IRREGULAR: "Avond, nacht of weekend", What.DUTCH: "Nederlands",
    What.PLACE: "Plaats", What.HOURS: "Uren in de week", What.LICENCE: "Rijbewijs",
}  # fmt: skip
_SAID: Final = {What.LEVEL: dict(Level.choices), What.DUTCH: dict(DutchLevel.choices)}


@dataclass(frozen=True)
class Tick:
    """One thing to confirm; `words` led to it, or "" when it was confirmed before."""

    name: str
    value: str
    label: str
    words: str
    is_ticked: bool = False


@dataclass(frozen=True)
class Reading:
    """What was recognised, in three lists of ticks."""

    occupations: list[Tick]
    skills: list[Tick]
    others: list[Tick]

    @property
    def is_more(self) -> bool:
        """Whether there is something that nobody ticked."""
        return any(not one.is_ticked for one in (*self.occupations, *self.skills, *self.others))

    @property
    def count(self) -> int:
        """How much there is to confirm."""
        return len(self.occupations) + len(self.skills) + len(self.others)


def confirmed(typed: QueryDict, vacancy: Vacancy | None) -> tuple[str, ...]:
    """The keys that were ticked and that a list has, or that the vacancy has since a list had
    them."""
    keys = dict.fromkeys(typed.getlist(CONCEPTS)[:_MOST])
    known, before = lexicon().concepts, vacancy.concepts if vacancy else ()
    return tuple(key for key in keys if key in known or key in before)


def taken_over(typed: QueryDict) -> QueryDict:
    """What was typed, with in its fields what was ticked; the form judges that as typed."""
    filled = typed.copy()
    for tick in typed.getlist(TAKEN):
        what, _, value = tick.partition(":")
        if what == What.HOURS:
            for name, hours in zip(_HOURS, f"{value}-".split("-"), strict=False):
                filled[name] = hours
        elif what == What.LICENCE:
            filled.setlist("licences", list({*typed.getlist("licences"), value}))
        elif what in _FIELDS:
            filled[_FIELDS[What(what)]] = value
    return filled


def reading(form: Form, region: Region, ticked: Sequence[str]) -> Reading | None:
    """What stands in the text of a form, as ticks; None without a text.

    `ticked`: the keys of concepts that were confirmed. What a field says already is left out.
    """
    title, text = (str(form[name].value() or "") for name in ("title", "description"))
    if not text.strip():
        return None
    found = recognise(title, text, lexicon(), queries.place_names(region))
    return Reading(
        occupations=_concepts("occupation", found, ticked),
        skills=_concepts("skill", found, ticked),
        others=[
            Tick(TAKEN, f"{one.what}:{one.value}", _label(one), one.words)
            for one in found
            if one.what in _LABELS and not _stands_there(form, one)
        ],
    )


def _concepts(kind: str, found: Iterable[Recognised], ticked: Sequence[str]) -> list[Tick]:
    said = {one.value: one.words for one in found if one.what == kind}
    return [
        Tick(CONCEPTS, key, concept.label, said.get(key, ""), key in ticked)
        for key, concept in named((*said, *ticked)).items()
        if concept.kind == kind
    ]


def _label(one: Recognised) -> str:
    told = {"ja": "ja", "nee": "nee, alleen overdag"} if one.what == What.IRREGULAR else {}
    if one.what == What.HOURS:
        told = {one.value: _hours(one.value)}
    said = _SAID.get(one.what, told).get(one.value, one.value)
    return f"{_LABELS[one.what]}: {said}"


def _hours(value: str) -> str:
    least, _, most = value.partition("-")
    if not most:
        return f"minstens {least}"
    if not least:
        return f"hoogstens {most}"
    return most if least == most else f"{least} tot {most}"


def _stands_there(form: Form, one: Recognised) -> bool:
    """Whether the form says the same already."""
    if one.what == What.HOURS:
        return "-".join(_value(form, name) for name in _HOURS) == one.value
    if one.what == What.LICENCE:
        return one.value in (form["licences"].value() or [])
    return _value(form, _FIELDS[one.what]) == one.value


def _value(form: Form, name: str) -> str:
    value: Any = form[name].value()
    return "" if value is None else str(value)
