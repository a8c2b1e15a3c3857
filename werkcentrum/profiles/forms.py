"""What somebody tells, what they confirm of what we recognised, and answers to what is missing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField, LineField
from werkcentrum.core.phone import plain_digits
from werkcentrum.core.typed import postcode_digits
from werkcentrum.profiles.codes import LICENCES
from werkcentrum.profiles.facts import NOTHING, Facts, Language, Wish
from werkcentrum.profiles.items import MANY, Item, facts_of, items_of
from werkcentrum.profiles.story import MOST_CHARACTERS
from werkcentrum.profiles.telling import (
    LANGUAGE_LEVELS,
    LEVELS,
    in_order,
    of_distance,
    of_item,
    of_kind,
    too_much,
)

ReadWishes: TypeAlias = Callable[[str], tuple[Wish, ...]]
TICKED: Final = "klopt"
"""The ticks of what was recognised; their values are keys of items."""
ALL: Final = "alles"
"""The button that says that all of it is right."""

_DISTANCES: Final = (2, 5, 7, 10, 15, 25, 40, 60)
_NONE: Final = "geen"
_MOST_HOURS: Final = 60
_YES, _NO = "ja", "nee"
_UNTOLD: Final = ("", _("Dat weet ik (nog) niet"))
_HOURS_WRONG: Final = _("Vul een getal in van 1 tot en met 60.")
_NOT_LISTED: Final = {"invalid_choice": _("Kies iets uit de lijst.")}


class StoryForm(forms.Form):
    """One box for a story in somebody's own words. We read Dutch, so that is the `example`."""

    example = (
        "Ik heb acht jaar in een hotel gekookt. Nu wil ik liever bakker worden, 24 uur, op "
        "fietsafstand. Mijn Nederlands is redelijk. Ik heb geen rijbewijs."
    )
    verhaal = FreeTextField(
        max_length=MOST_CHARACTERS, rows=8, label=_("Uw verhaal"),
        help_text=_("Schrijf geen naam, adres of BSN op. Die zijn niet nodig."),
        error_messages={"required": _("Vertel eerst iets over uw werk.")},
    )  # fmt: skip


@dataclass(frozen=True)
class Tick:
    """Something to confirm: what it is, and the words of the story that led to it."""

    key: str
    label: str
    words: str
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """What was recognised of one kind."""

    label: str
    ticks: list[Tick]


def _choice(label: Any, choices: Sequence[tuple[Any, Any]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[_UNTOLD, *choices], error_messages=_NOT_LISTED,
        **options,
    )  # fmt: skip


def _hours(label: Any) -> forms.IntegerField:
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), _HOURS_WRONG)
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=_MOST_HOURS, error_messages=wrong
    )


class ProfileForm(forms.Form):
    """Ticks for items, and a question for each kind in `asked`; nothing is obligatory.

    `known` is what was confirmed before and stays as it is, unless `are_ticked`: then it is among
    `items`. `read` makes wishes of what somebody types.
    """

    wish = LineField(
        label=_("Welk werk zoekt u?"), required=False, max_length=140,
        help_text=_("Zoals: kok, of iets met dieren."),
        error_messages={"max_length": _("Dit is te lang. Maak het korter.")},
    )  # fmt: skip
    hours_min = _hours(_("Hoeveel uur in de week wilt u werken? Minstens"))
    hours_max = _hours(_("Hoeveel uur in de week wilt u werken? Hoogstens"))
    irregular = _choice(
        _("Wilt u ook ’s avonds, ’s nachts of in het weekend werken?"),
        [(_YES, _("ja")), (_NO, _("nee"))],
    )
    postcode = LineField(
        label=_("De vier cijfers van uw postcode"), required=False, max_length=7,
        help_text=_("Daarmee rekenen wij uit hoe ver werk is. Uw adres is niet nodig."),
        error_messages={"max_length": _("Vul alleen de vier cijfers in.")},
    )  # fmt: skip
    km = _choice(_("Hoe ver wilt u reizen?"), [])
    licence = forms.MultipleChoiceField(
        label=_("Welk rijbewijs heeft u?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(_NONE, _("Ik heb geen rijbewijs")), *((one, one) for one in LICENCES)],
        error_messages=_NOT_LISTED,
    )  # fmt: skip
    language = _choice(_("Hoe goed is uw Nederlands?"), [*LANGUAGE_LEVELS.items()])
    level = _choice(_("Wat is uw hoogste diploma?"), [*LEVELS.items()])

    def __init__(
        self,
        typed: Any = None,
        *,
        items: Sequence[Item],
        asked: Collection[str],
        read: ReadWishes,
        known: Facts = NOTHING,
        are_ticked: bool = False,
    ) -> None:
        super().__init__(typed, initial=_initial(known))
        self.items, self._known, self._read = items, known, read
        self._are_ticked = are_ticked
        distances = sorted({*_DISTANCES, *([known.km] if known.km else [])})
        self.fields["km"].choices = [_UNTOLD, *((km, of_distance(km)) for km in distances)]  # type: ignore[attr-defined]
        for name in [*self.fields]:
            if name.split("_")[0] not in asked:
                del self.fields[name]

    @property
    def groups(self) -> list[Group]:
        """What was recognised, by kind."""
        ticked = self._ticked()
        by_kind: dict[str, list[Tick]] = {}
        for item in self.items:
            tick = Tick(item.key, of_item(item), item.words, item.key in ticked)
            by_kind.setdefault(item.kind, []).append(tick)
        return [Group(of_kind(kind), by_kind[kind]) for kind in sorted(by_kind, key=in_order)]

    def facts(self) -> Facts:
        """Everything that is confirmed now, of a valid form."""
        confirmed = [item for item in self.items if item.key in self._ticked()]
        before = [] if self._are_ticked else items_of(self._known)
        facts = facts_of([*before, *confirmed])
        wishes = (*facts.wishes, *self.cleaned_data.get("wish", ()))
        facts = replace(facts, wishes=wishes, **_answers(self.cleaned_data))
        if facts.level is None and "level" not in self.fields:
            finished = [study.level for study in facts.studies if study.is_done and study.level]
            facts = replace(facts, level=max(finished, default=None))
        return _with_dutch(facts, self.cleaned_data.get("language", ""))

    def clean_wish(self) -> tuple[Wish, ...]:
        """What work may be meant."""
        typed = str(self.cleaned_data["wish"])
        found = self._read(typed) if typed else ()
        if typed and not found:
            raise ValidationError(_("Dit werk kennen wij niet. Schrijf het anders op."))
        return found

    def clean_postcode(self) -> str:
        """Four digits; the letters need not be known."""
        typed = plain_digits(str(self.cleaned_data["postcode"]))
        digits = postcode_digits(typed)
        if typed and not digits:
            raise ValidationError(_("Een postcode heeft vier cijfers, zoals 2271."))
        return digits

    def clean_licence(self) -> list[str]:
        """Some, or none at all."""
        chosen: list[str] = self.cleaned_data["licence"]
        if _NONE in chosen and len(chosen) > 1:
            raise ValidationError(_("Kies welk rijbewijs u heeft, of kies dat u er geen heeft."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Hours the right way round, one thing of each kind, and something at all."""
        found = super().clean() or {}
        least, most = found.get("hours_min"), found.get("hours_max")
        if least and most and least > most:
            self.add_error("hours_max", _("Dit is minder dan ‘minstens’. Draai de getallen om."))
        ticked = [item for item in self.items if item.key in self._ticked()]
        for kind in _only_one(ticked):
            self.add_error(None, _("Vink bij ‘%s’ één ding aan.") % of_kind(kind))
        if not self.errors and self.facts() == NOTHING:
            self.add_error(None, _("Vink aan wat klopt, of geef antwoord op een vraag."))
        before = NOTHING if self._are_ticked else self._known
        if not self.errors and (refusal := too_much(self.facts(), before=before)):
            self.add_error(None, str(refusal))
        return found

    def _ticked(self) -> set[str]:
        if not self.is_bound:
            return {item.key for item in self.items} if self._are_ticked else set()
        if ALL in self.data:
            return {item.key for item in self.items}
        listed = getattr(self.data, "getlist", None)
        return set(listed(TICKED) if listed else self.data.get(TICKED, ()))


def form_of_story(
    typed: Any = None, *, items: Sequence[Item], read: ReadWishes, known: Facts = NOTHING
) -> ProfileForm:
    """For what was recognised in a story; asked is only what nobody told yet."""
    before = {item.key for item in items_of(known)}
    new = [item for item in items if item.key not in before]
    told = {item.kind for item in (*new, *items_of(known))}
    dutch = [item for item in new if item.kind == "language" and item.value.code == "nl"]
    has_dutch = bool(dutch) or any(one.code == "nl" for one in known.languages)
    told = told - {"language"} | ({"language"} if has_dutch else set())
    has_level = "study" in told and any(
        item.value.level for item in (*new, *items_of(known)) if item.kind == "study"
    )
    asked = _QUESTIONS - told - ({"level"} if has_level else set())
    return ProfileForm(typed, items=new, asked=asked, read=read, known=known)


def form_of_facts(typed: Any = None, *, read: ReadWishes, known: Facts) -> ProfileForm:
    """To change what was confirmed: ticks for lists, a question for everything else."""
    items = [item for item in items_of(known) if item.kind in MANY]
    return ProfileForm(
        typed, items=items, asked=_QUESTIONS, read=read, known=known, are_ticked=True
    )


_QUESTIONS: Final = frozenset(
    ("wish", "hours", "irregular", "postcode", "km", "licence", "language", "level")
)


def _initial(known: Facts) -> dict[str, Any]:
    dutch = next((one.level for one in known.languages if one.code == "nl"), "")
    times = {None: "", True: _YES, False: _NO}
    licences = None if known.licences is None else list(known.licences) or [_NONE]
    return {
        "hours_min": known.hours_min, "hours_max": known.hours_max, "km": known.km,
        "irregular": times[known.irregular], "postcode": known.postcode4, "licence": licences,
        "language": dutch, "level": known.level,
    }  # fmt: skip


def _answers(found: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as fields of Facts, only for what was asked."""
    licence = found.get("licence") or []
    read: dict[str, tuple[str, Any]] = {
        "hours_min": ("hours_min", found.get("hours_min")),
        "hours_max": ("hours_max", found.get("hours_max")),
        "irregular": ("irregular", {_YES: True, _NO: False}.get(found.get("irregular", ""))),
        "postcode": ("postcode4", found.get("postcode") or ""),
        "km": ("km", int(found.get("km") or 0) or None),
        "level": ("level", int(found.get("level") or 0) or None),
        "licence": ("licences", tuple(one for one in licence if one != _NONE) if licence else None),
    }
    return dict(value for name, value in read.items() if name in found)


def _with_dutch(facts: Facts, level: str) -> Facts:
    """With how well somebody speaks Dutch, where that was asked and answered."""
    if not level:
        return facts
    others = tuple(one for one in facts.languages if one.code != "nl")
    return replace(facts, languages=(Language("nl", level), *others))


def _only_one(ticked: Sequence[Item]) -> list[str]:
    """Kinds of which two were ticked that cannot both be true."""
    kinds: list[str] = [
        item.kind for item in ticked if item.kind not in MANY and item.kind != "licence"
    ]
    twice = [kind for kind in dict.fromkeys(kinds) if kinds.count(kind) > 1]
    licences = {item.value for item in ticked if item.kind == "licence"}
    if "" in licences and len(licences) > 1:
        twice.append("licence")
    return twice
