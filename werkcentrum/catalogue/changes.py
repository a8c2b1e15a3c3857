"""Reading changes: what stands on the website now, what somebody made of it, and the difference."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkcentrum.catalogue.models import ContentChange, Service, Translation
from werkcentrum.catalogue.queries import CHANNEL_LABELS
from werkcentrum.catalogue.regionfolder import parts
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.parts import PartConflict
from werkcentrum.catalogue.regionfolder.reading import Problems
from werkcentrum.catalogue.regionfolder.records import (
    CLASS_LABELS,
    KINDS,
    ExamplesRecord,
    HoursRecord,
    ServiceRecord,
    TranslationRecord,
)
from werkcentrum.catalogue.regionfolder.site import site_contents
from werkcentrum.catalogue.regionfolder.specs import LONGEST_QUESTION
from werkcentrum.core.memory import per_version
from werkcentrum.core.wording import Flaw
from werkcentrum.partners.models import HoursKind, Location, Region

Values = dict[str, Any]
_State = ContentChange.State
_UNDER_WAY = (_State.DRAFT, _State.OFFERED, _State.ACCEPTED, _State.RETURNED)
# The kind of record that holds example questions, and its keys that are no service, in words.
EXAMPLES: Final = ExamplesRecord.name
# Hours are changed at once, by who is there: not written by one and published by another.
HOURS: Final = HoursRecord.name
SERVICES: Final = ServiceRecord.name
TRANSLATIONS: Final = TranslationRecord.name
NOT_A_SERVICE: Final = CLASS_LABELS
# Where the text before a change keeps the Dutch that the translator had before them.
DUTCH: Final = "source"
LONGEST_EXAMPLE: Final = LONGEST_QUESTION
KIND_LABELS: Final = {
    "dienst": _("Diensten"),
    "vragen": _("Voorbeeldvragen"),
    "afwijking": _("Afwijkingen van gemeenten"),
    "tijden": _("Openingstijden"),
    "noodhulp": _("Noodhulp"),
    "vertaling": _("Vertalingen"),
}
_LABELS: Final = {
    "title": _("titel"),
    "questions": _("vragen"),
    "hours": _("vaste tijden"),
    "exceptions": _("dagen die anders zijn"),
    "holidays": _("feestdagen"),
    "text": _("tekst"),
    "contacts": _("nummers"),
    "checked_on": _("alle nummers gebeld op"),
    "example": _("voorbeeldgegevens"),
    "reviewed": _("nagekeken door iemand die de taal van huis uit spreekt"),
}
# What people read for the words that files use.
WORDS: Final[dict[str, Any]] = {
    **dict(Service.Kind.choices),
    **dict(Service.Cost.choices),
    **dict(Service.Handling.choices),
    **dict(HoursKind.choices),
    **CHANNEL_LABELS,
    "resident": _("inwoners"),
    "employer": _("werkgevers"),
    "question": _("vraag"),
    "keyword": _("trefwoord"),
    "story": _("verhaal"),
    "typo": _("tikfouten"),
    "learner": _("leert de taal"),
    "spoken": _("spreektaal"),
    "true": _("ja"),
    "false": _("nee"),
}
# What may be wrong with a translation, by the word for it in an address.
FLAWS: Final = {
    "ontbreekt": (Flaw.UNTRANSLATED, _("ontbreekt")),
    "verouderd": (Flaw.STALE, _("verouderd")),
    "niet-nagekeken": (Flaw.UNREVIEWED, _("niet nagekeken")),
}
_WORD: Final = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A piece of text: the same on both sides, or only before (`-`) or after (`+`)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that differs, word by word."""

    label: str
    pieces: list[Piece]


@per_version
def site_now(region: Region) -> Contents:
    """What the website of a region holds, kept per content version."""
    return site_contents(region)


def present(region: Region, kind: str, key: str) -> Values:
    """A record as it stands on the website now, and the Dutch of a translation; or `{}`."""
    return _standing(site_now(region), kind, key)


def _standing(contents: Contents, kind: str, key: str) -> Values:
    dutch = KINDS[kind].about(contents, key)
    return KINDS[kind].read(contents, key) | ({DUTCH: dutch} if dutch else {})


def exists(region: Region, kind: str, key: str) -> bool:
    """Whether there is such a record to write a new text for."""
    return kind in KINDS and kind != HOURS and key in KINDS[kind].titles(site_now(region))


def record_url(kind: str, key: str) -> str:
    """Where a record is changed."""
    return reverse("content_record", args=[kind, key])


def title_of(change: ContentChange) -> str:
    """What people call the record of a change."""
    return KINDS[change.kind].titles(site_now(change.region)).get(change.key, change.key)


def is_stale(region: Region, kind: str, key: str) -> bool:
    """Whether this is a translation of Dutch that has changed: the same words may still fit."""
    if kind != TRANSLATIONS:
        return False
    language, _slash, context = key.partition("/")
    rows = Translation.objects.filter(region=region, language=language, context=context)
    dutch = KINDS[kind].about(site_now(region), key)
    return rows.exclude(source=dutch).exists()


def under_way(region: Region) -> QuerySet[ContentChange]:
    """Everything that is not on the website yet, last changed first."""
    return ContentChange.objects.filter(region=region, state__in=_UNDER_WAY).select_related(
        "region"
    )


def versions(region: Region, kind: str, key: str) -> list[ContentChange]:
    """What came on the website for one record, the newest first."""
    rows = ContentChange.objects.filter(
        region=region, kind=kind, key=key, state=_State.PUBLISHED
    ).select_related("region")
    return list(rows.order_by("-version"))


def would_undo(change: ContentChange, present: Values) -> bool:
    """Whether a change would undo, or never saw, what came on the website after it was begun."""
    old, new = change.base, change.data
    # What was written before the Dutch was kept with it holds none.
    if DUTCH in old and old[DUTCH] != present.get(DUTCH):
        return True
    return any(
        present.get(name) not in (old.get(name), new.get(name)) for name in KINDS[change.kind].spec
    )


def with_changes(
    contents: Contents, changes: Iterable[ContentChange], *, on: date, is_trial: bool = False
) -> tuple[Contents, dict[Any, str]]:
    """The contents with these changes in them, and why some could not: change id to reason.

    Only on trial a change may undo what another one did.
    """
    refused: dict[Any, str] = {}
    titles: dict[str, dict[str, str]] = {}
    for change in changes:
        kind, problems = KINDS[change.kind], Problems()
        if change.kind not in titles:
            titles[change.kind] = kind.titles(contents)
        if change.key not in titles[change.kind]:
            refused[change.pk] = str(_("Dit staat niet meer op de website."))
            continue
        if not is_trial and would_undo(change, _standing(contents, change.kind, change.key)):
            refused[change.pk] = str(_("De tekst op de website is intussen veranderd."))
            continue
        clean = kind.check(change.data, change.key, contents, problems)
        if problems:
            reasons = (f"{label(change.kind, p.field)}: {p.message}" for p in problems)
            refused[change.pk] = " ".join(reasons)[:500]
        else:
            contents = kind.put(contents, change.key, clean, on=on)
            # With a Dutch text its translations come or go; a translation brings nothing else.
            if change.kind != TRANSLATIONS:
                titles.clear()
    return contents, refused


@dataclass(frozen=True)
class Conflict:
    """A record that staff changed on the website, and of which a folder says something else."""

    kind: str
    key: str
    title: str
    on_site: Values
    in_folder: Values

    def __str__(self) -> str:
        lines = [f"{KIND_LABELS[self.kind]}: {self.title}"]
        for one in differences(self.kind, self.on_site, self.in_folder):
            only = {sign: [p.text for p in one.pieces if p.sign == sign] for sign in "-+"}
            lines += [
                f"  {one.label}, {where}: {' ... '.join(texts)}"
                for where, texts in ((_("op de website"), only["-"]), (_("in de map"), only["+"]))
                if texts
            ]
        return "\n".join(lines)


AnyConflict = Conflict | PartConflict


def conflicts(contents: Contents) -> list[AnyConflict]:
    """Where this folder would write over what staff put on the website."""
    region = Region.objects.filter(key=contents.key).first()
    if region is None:
        return []
    site = site_contents(region)
    found: list[AnyConflict] = []
    titles: dict[str, dict[str, str]] = {}
    for name, key in _changed_on_site(region):
        ours, theirs = KINDS[name].read(site, key), KINDS[name].read(contents, key)
        if ours == theirs:
            continue
        if name not in titles:
            titles[name] = KINDS[name].titles(site)
        # What a municipality no longer does differently is empty, and yet what staff decided.
        if key in titles[name]:
            found.append(Conflict(name, key, titles[name][key], ours, theirs))
    for name, values in contents.parts.items():
        found += parts.registered()[name].conflicts(region, values)
    return found


def keeping_site(contents: Contents, found: Sequence[AnyConflict], *, on: date) -> Contents:
    """The folder's contents with the website's records in these places."""
    kept = {
        name: parts.registered()[name].keeping_site(
            values, [one.key for one in found if one.kind == name]
        )
        for name, values in contents.parts.items()
    }
    contents = replace(contents, parts=kept)
    for one in found:
        # In the folder there may be no such text any more to translate or do differently.
        if isinstance(one, PartConflict) or not _has_place(contents, one):
            continue
        kind = KINDS[one.kind]
        clean = kind.check(one.on_site, one.key, contents, Problems())
        contents = kind.put(contents, one.key, clean, on=on)
    return contents


def lost(contents: Contents, found: Sequence[AnyConflict]) -> list[AnyConflict]:
    """What these contents have no place for, so that keeping the website cannot keep it."""
    return [one for one in found if isinstance(one, Conflict) and not _has_place(contents, one)]


def _has_place(contents: Contents, one: Conflict) -> bool:
    return one.kind == SERVICES or one.key in KINDS[one.kind].titles(contents)


def _changed_on_site(region: Region) -> list[tuple[str, str]]:
    """Kind and key, services first: other records are about them."""
    rows = ContentChange.objects.filter(region=region, state=_State.PUBLISHED, is_overtaken=False)
    places = Location.objects.filter(region=region, hours_changed_at__isnull=False)
    hours = {(HOURS, key) for key in places.values_list("key", flat=True)}
    order = list(KINDS)
    found = hours.union(rows.values_list("kind", "key"))
    return sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))


def differences(kind: str, before: Values, after: Values) -> list[Difference]:
    """The fields that differ, in the order of the page."""
    spec = KINDS[kind].spec
    found = []
    for name in spec:
        # A database may give the columns of a row back in another order.
        columns = KINDS[kind].rows.get(name, {})
        old, new = (as_text(values.get(name), columns) for values in (before, after))
        if before.get(name, "") != after.get(name, ""):
            found.append(Difference(label(kind, name), pieces(old, new)))
    return found


def pieces(before: str, after: str) -> list[Piece]:
    """Two texts laid over each other, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("", "".join(old[old_from:old_to])))
            continue
        found += [
            Piece(sign, text)
            for sign, text in (
                ("-", "".join(old[old_from:old_to])),
                ("+", "".join(new[new_from:new_to])),
            )
            if text
        ]
    return found


def as_text(value: Any, columns: Iterable[str] = ()) -> str:
    """A field of a record as people read it: a list item or row on each line."""
    if isinstance(value, list):
        return "\n".join(as_text(item, columns) for item in value)
    if isinstance(value, dict):
        cells = (as_text(value.get(name)).replace("\n", ", ") for name in columns)
        return " | ".join(cell for cell in cells if cell)
    return str(WORDS.get(value, value or ""))


def label(kind: str, name: str) -> str:
    """What people call a field."""
    own: Any = _LABELS.get(name, name)
    if kind in ("dienst", "afwijking") and name not in ("example", ""):
        own = Service._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    text = str(own)
    return text[:1].upper() + text[1:]
