"""The lists as others use them: the lexicon of the site, and what the page for staff shows."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from django.db.models import Case, Count, Sum, Value, When

from werkcentrum.core.memory import per_version
from werkcentrum.core.typed import can_be_kept
from werkcentrum.skills.lexicon import Concept, Kind, Lexicon, seed
from werkcentrum.skills.models import (
    Label,
    Occupation,
    OccupationGroup,
    OccupationLink,
    OccupationSkill,
    Sector,
    Skill,
    Vocabulary,
)
from werkcentrum.skills.reading import dutch_words, seed_digest
from werkcentrum.skills.seeding import SEED, seed_codes, seed_uris

_OURS, _NAME, _OTHER = range(3)
_COUNTED: Final = ("beroepen", "vaardigheden", "benamingen", "beroepsgroepen", "sectoren")
# More than somebody reads through; then another word helps more.
MOST_FOUND: Final = 25
_MOST_WORDS: Final = 6
_READ_AT_ONCE: Final = 2000
_ISCO_GROUP: Final = 4  # digits
_GENERAL: Final = 20
"""A word in the wordings of so many occupations says of none of them which it is."""

_ALIKE: Final = 0.6
"""How near occupations of two lists are that ISCO puts in the same group of four digits."""


@dataclass(frozen=True)
class _Edition:
    """All lists together, at a moment."""

    content_version: int
    pk: str = "skills"


@dataclass(frozen=True)
class ShownList:
    """A list as staff see it; `counts` are what it tells of, with how many."""

    vocabulary: Vocabulary
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class Found:
    """An occupation or skill that was searched for."""

    label: str
    language: str
    sort: str
    listed_in: str


def shown_lists() -> list[ShownList]:
    """Every list that was read, with how much of what it has."""
    rows = Label.objects.values("vocabulary").order_by()
    told = {
        row["vocabulary"]: [row["occupations"], row["skills"], row["labels"]]
        for row in rows.annotate(
            occupations=Count("occupation", distinct=True),
            skills=Count("skill", distinct=True),
            labels=Count("pk"),
        )
    }
    coded = [
        Counter(model.objects.current().values_list("vocabulary", flat=True))
        for model in (OccupationGroup, Sector)
    ]
    shown = []
    for row in Vocabulary.objects.order_by("name"):
        numbers = [*told.get(row.pk, (0, 0, 0)), *(counted[row.pk] for counted in coded)]
        counts = [pair for pair in zip(_COUNTED, numbers, strict=True) if pair[1]]
        shown.append(ShownList(row, counts))
    return shown


def found(text: str) -> list[Found]:
    """At most `MOST_FOUND` occupations, and then skills, with a wording that has every word."""
    words = text.split()[:_MOST_WORDS]
    if not words:
        return []
    hits: list[Found] = []
    searched: dict[str, Any] = {"occupation": Occupation, "skill": Skill}
    for column, model in searched.items():
        labels = Label.objects.all()
        for word in words:
            labels = labels.filter(text__icontains=word)
        wanted = model.objects.current().filter(pk__in=labels.values(column))
        rows = wanted.select_related("vocabulary").order_by("label", "key")
        hits += [
            Found(
                label=row.label,
                language=row.language,
                sort=str(model._meta.verbose_name),
                listed_in=row.vocabulary.name,
            )
            for row in rows[: MOST_FOUND - len(hits)]
        ]
    return hits


def lexicon() -> Lexicon:
    """The Lexicon of the lists of this site; of the seed as long as none was loaded.

    One query while nothing changes. It speaks Dutch: what has no Dutch label yet is left out.
    """
    versions = Vocabulary.objects.aggregate(total=Sum("content_version"))["total"]
    return _lexicon(_Edition(versions)) if versions else seed()


def named(keys: Collection[str]) -> dict[str, Concept]:
    """The concepts with these keys, in this order; of keys that no list ever had nothing.

    Also of what ended or lost its wording to another: somebody chose it. Then with its name alone.
    """
    known = lexicon().concepts
    missing = [key for key in keys if key not in known and can_be_kept(key)]
    ended: dict[str, Concept] = {}
    kinds: dict[Kind, Any] = {"occupation": Occupation, "skill": Skill}
    for kind, model in kinds.items() if missing else ():
        rows = model.objects.filter(key__in=missing).values_list("key", "label")
        ended |= {key: Concept(key, kind, label) for key, label in rows}
    return {key: found for key in keys if (found := known.get(key) or ended.get(key))}


def uris() -> Mapping[str, str]:
    """The address of every occupation and skill by key, where it has one: that of CompetentNL, and
    else of ESCO.
    """
    versions = Vocabulary.objects.aggregate(total=Sum("content_version"))["total"]
    return _uris(_Edition(versions, pk="uris")) if versions else seed_uris()


@per_version
def _uris(_edition: Any) -> Mapping[str, str]:
    return {key: competentnl or esco for key, competentnl, esco in _addressed()}


def keys_by_uri() -> Mapping[str, str]:
    """The key of an occupation or skill by each address that it has, also where it has two."""
    versions = Vocabulary.objects.aggregate(total=Sum("content_version"))["total"]
    if not versions:
        return {uri: key for key, uri in seed_uris().items()}
    return _keys_by_uri(_Edition(versions, pk="keys"))


@per_version
def _keys_by_uri(_edition: Any) -> Mapping[str, str]:
    return {uri: key for key, *uris in _addressed() for uri in uris if uri}


def _addressed() -> Iterator[tuple[str, str, str]]:
    """The key of what has an address, and its addresses in CompetentNL and in ESCO."""
    for model in (Occupation, Skill):
        rows = model.objects.exclude(esco="", competentnl="")
        yield from rows.values_list("key", "competentnl", "esco")


def occupation_codes() -> Mapping[str, tuple[str, str]]:
    """The group of ISCO-08 and the sector of every occupation by key; "" where no list says one."""
    versions = Vocabulary.objects.aggregate(total=Sum("content_version"))["total"]
    return _codes(_Edition(versions, pk="codes")) if versions else seed_codes()


@per_version
def _codes(_edition: Any) -> Mapping[str, tuple[str, str]]:
    rows = Occupation.objects.current().order_by("pk").values_list("key", "isco", "sector")
    return {key: (isco, sector) for key, isco, sector in rows}


def edition() -> str:
    """Eight letters that change whenever a list of this site does."""
    rows = Vocabulary.objects.order_by("key").values_list("key", "version", "content_version")
    return hashlib.sha256(f"{list(rows)} {seed_digest()}".encode()).hexdigest()[:8]


def attitudes() -> frozenset[str]:
    """Keys of skills that say how somebody is, not what they can."""
    rows = Skill.objects.current().filter(kind=Skill.Kind.ATTITUDE)
    return frozenset(rows.order_by("key").values_list("key", flat=True))


@per_version
def _lexicon(_edition: Any) -> Lexicon:
    concepts = [*_concepts("occupation"), *_concepts("skill")]
    told = frozenset(concept.key for concept in concepts)
    requires = {**_asked(told, is_ours=False), **_asked(told, is_ours=True)}
    near: dict[str, dict[str, float]] = defaultdict(dict)
    links = OccupationLink.objects.values_list("occupation__key", "other__key", "weight")
    for one, other, weight in links.iterator(_READ_AT_ONCE):
        if one in told and other in told:
            # As near from the other side, though a list may say it once.
            near[one][other] = near[other][one] = max(weight, near[one].get(other, 0.0))
    for one, other in _alike(told):
        near[one].setdefault(other, _ALIKE)
        near[other].setdefault(one, _ALIKE)
    return Lexicon(concepts, requires=requires, near=near, known=dutch_words())


def _asked(told: Container[str], *, is_ours: bool) -> dict[str, dict[str, float]]:
    """What occupations ask, by our own list or by the others.

    Where ours says it, only that counts: others call much more essential, for the same work.
    """
    lists = Vocabulary.objects.filter(key=SEED) if is_ours else Vocabulary.objects.exclude(key=SEED)
    rows = OccupationSkill.objects.filter(vocabulary__in=lists)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    asked = rows.values_list("occupation__key", "skill__key", "importance")
    for occupation, skill, importance in asked.iterator(_READ_AT_ONCE):
        if occupation in told and skill in told:
            found[occupation][skill] = max(importance, found[occupation].get(skill, 0.0))
    return found


def _concepts(kind: Kind) -> Iterator[Concept]:
    """What is current and has a Dutch name of its own, with the wordings that are its own.

    Of two with the same wording it is of who comes first: ours before those of others, a name
    before another wording. When they come equal nobody knows who is meant, so it is of neither.
    """
    holders: dict[str, tuple[int, set[str]]] = {}
    wordings: dict[str, list[str]] = defaultdict(list)
    rows = list(_wordings(kind).iterator(_READ_AT_ONCE))
    often = _often(rows)
    for key, text, rank in rows:
        if rank == _OTHER and _says_too_little(text, often):
            continue
        wordings[key].append(text)
        best, keys = holders.setdefault(text.casefold(), (rank, set()))
        if rank == best:
            keys.add(key)
    for key, (name, *others) in wordings.items():
        own = [text for text in others if holders[text.casefold()][1] == {key}]
        if holders[name.casefold()][1] == {key}:
            yield Concept(key, kind, name, tuple(dict.fromkeys(own)))


def _often(rows: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """Of how many concepts a word stands in the wordings."""
    each: dict[str, set[str]] = defaultdict(set)
    for key, text, _rank in rows:
        each[key] |= set(text.casefold().split())
    return Counter(word for words in each.values() for word in words)


def _says_too_little(text: str, often: Counter[str]) -> bool:
    """Whether another list says a concept by "medewerker" or by capitals ("CAO") alone."""
    return " " not in text and (text.isupper() or often[text.casefold()] >= _GENERAL)


def _alike(told: Container[str]) -> Iterator[tuple[str, str]]:
    """Occupations of ours and of another list in the same group of four digits of ISCO."""
    rows = Occupation.objects.current().exclude(isco="").order_by("pk")
    groups: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for key, isco, listed_in in rows.values_list("key", "isco", "vocabulary__key"):
        if key in told and len(isco) == _ISCO_GROUP:
            groups[isco][listed_in != SEED].append(key)
    for ours, theirs in groups.values():
        yield from product(ours, theirs)


def _wordings(kind: Kind) -> Any:
    """Key, text and rank of each Dutch wording; who comes first first, and names before others."""
    rank = Case(
        When(vocabulary__key=SEED, then=Value(_OURS)),
        When(kind=Label.Kind.PREFERRED, then=Value(_NAME)),
        default=Value(_OTHER),
    )
    return (
        Label.objects.filter(language="nl", **{f"{kind}__isnull": False, f"{kind}__ended_at": None})
        .exclude(kind=Label.Kind.HIDDEN)
        .annotate(rank=rank)
        # "preferred" before "alternative".
        .order_by("rank", "-kind", "pk")
        .values_list(f"{kind}__key", "text", "rank")
    )
