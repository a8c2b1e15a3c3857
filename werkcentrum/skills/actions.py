"""Lists of occupations, skills and sectors are read: all of a list, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.db.models import Q

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError
from werkcentrum.skills.models import (
    LONGEST_LABEL,
    LONGEST_URI,
    Label,
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLink,
    Vocabulary,
)
from werkcentrum.skills.releases import (
    AskedRow,
    ConceptRow,
    LinkRow,
    Problem,
    Release,
    ReleaseRow,
    Sort,
)

Item = TypeVar("Item")
Tell = Callable[[str], None]

MOST_PROBLEMS: Final = 100
_BATCH: Final = 500
_MODELS: Final[dict[Sort, Any]] = {"occupation": Occupation, "skill": Skill}
_OF_ALL: Final = ("label", "language", "ended_at", "esco", "competentnl")
_OF_SORT: Final[dict[Sort, tuple[str, ...]]] = {
    "occupation": ("isco", "sector"),
    "skill": ("kind",),
}
_NAMES: Final = {"occupation": "beroepen", "skill": "vaardigheden"}
# Some relations are about what was left out. When most are, files of two lists were mixed up.
_MOST_STRANGE: Final = 0.5


class UnreadableError(RefusedError):
    """A list with mistakes: nothing of it was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Er staan fouten in; er is niets ingelezen.")
        self.problems = problems


@transaction.atomic
def import_release(
    *, release: Release, by: str, at: datetime, tell: Tell = lambda _line: None
) -> Counter[str] | None:
    """Take over a list: counts of rows read, or None when exactly this was read before.

    What is no longer in the list ends, and keeps its key. Raises UnreadableError.
    """
    facts = release.facts
    # A second import of the same list waits.
    vocabulary = Vocabulary.objects.select_for_update().filter(key=facts.key).first()
    if vocabulary is not None and vocabulary.digest == release.digest:
        return None
    vocabulary = vocabulary or Vocabulary(key=facts.key, content_version=0)
    vocabulary.name, vocabulary.version, vocabulary.source = facts.name, facts.version, facts.source
    vocabulary.licence, vocabulary.attribution = facts.licence, facts.attribution
    vocabulary.digest, vocabulary.imported_at = release.digest, at
    vocabulary.content_version += 1
    vocabulary.save()
    for model in (Label, OccupationSkill, OccupationLink, SkillLink):
        # Nothing points to these, so they are made anew: that takes no memory.
        model.objects.filter(vocabulary=vocabulary).delete()
    counts = _Loader(vocabulary, at, tell).load(release.read())
    record(
        verb="skills.list_read", subject=vocabulary, by=by, at=at, region_key="",
        list=facts.key, count=sum(counts.values()),
    )  # fmt: skip
    return counts


class _Loader:
    """Writes the rows of one release. Holds the ref and key of every concept, and no more."""

    def __init__(self, vocabulary: Vocabulary, at: datetime, tell: Tell) -> None:
        self._vocabulary, self._at, self._tell = vocabulary, at, tell
        self._ids: dict[Sort, dict[str, int]] = {"occupation": {}, "skill": {}}
        self._claimed: set[tuple[Sort, str]] = set()
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._strange = 0

    def load(self, rows: Iterable[ReleaseRow]) -> Counter[str]:
        """Write all; raises UnreadableError when something is wrong with a row."""
        for group, same in groupby(self._good(rows), _group):
            told: set[str] = set()
            before = sum(self._counts.values())
            for batch in _batches(same):
                self._write(group, batch, told)
            self._tell(f"{group[-1]}: {sum(self._counts.values()) - before} rijen")
        self._end_what_went()
        related = self._counts["verbanden"]
        if self._strange > _MOST_STRANGE * (related + self._strange):
            self._wrong("verbanden", "te veel gaan over iets dat niet in de lijst staat.")
        if self._problems:
            raise UnreadableError(self._problems)
        if self._strange:
            self._tell(f"overgeslagen: {self._strange} verbanden met iets dat er niet in staat")
        return self._counts

    def _good(self, rows: Iterable[ReleaseRow]) -> Iterator[ReleaseRow]:
        for row in rows:
            problem = row if isinstance(row, Problem) else _problem(row)
            if problem is None:
                yield row
                continue
            self._problems.append(problem)
            if len(self._problems) >= MOST_PROBLEMS:
                raise UnreadableError(self._problems)

    def _wrong(self, place: str, message: str) -> None:
        self._problems.append(Problem(place, message))

    def _write(self, group: tuple[str, ...], batch: list[Any], told: set[str]) -> None:
        if group[0] == "concept":
            fresh = self._once(batch, told)
            self._write_concepts(fresh)
            self._write_labels(fresh)
            self._counts[group[-1]] += len(fresh)
        else:
            made = [found for row in batch if (found := self._relation(row)) is not None]
            self._strange += len(batch) - len(made)
            if made:
                # A list may say the same twice.
                type(made[0])._default_manager.bulk_create(made, ignore_conflicts=True)
            self._counts["verbanden"] += len(made)

    def _once(self, batch: list[ConceptRow], told: set[str]) -> list[ConceptRow]:
        """Those that were not told before in this language."""
        fresh = []
        for row in batch:
            if row.ref in told:
                self._wrong(row.place, f"'{row.ref}' staat er al eerder.")
            else:
                told.add(row.ref)
                fresh.append(row)
        return fresh

    def _write_concepts(self, batch: list[ConceptRow]) -> None:
        """Make or bring up to date; what was told in an earlier language is there already."""
        sort = batch[0].sort if batch else "skill"
        new = [row for row in batch if row.ref not in self._ids[sort]]
        known = _known(sort, new)
        pairs = [(row, self._concept(row, known)) for row in new]
        present = [concept for _row, concept in pairs if concept.pk is not None]
        manager = _MODELS[sort]._default_manager
        manager.bulk_create([concept for _row, concept in pairs if concept.pk is None])
        manager.bulk_update(present, [*_OF_ALL, *_OF_SORT[sort]])
        self._ids[sort].update((row.ref, concept.pk) for row, concept in pairs)

    def _concept(self, row: ConceptRow, known: dict[str, dict[str, Any]]) -> Any:
        """The concept that a row tells of: the one we have by its key or a URI, or a new one."""
        names = {name: getattr(row, name) for name in ("key", "esco", "competentnl")}
        found = (known[name].get(value) for name, value in names.items() if value)
        free = (one for one in found if one and (row.sort, one.key) not in self._claimed)
        concept = next(free, None) or _MODELS[row.sort](vocabulary=self._vocabulary, key=row.key)
        self._claimed.add((row.sort, concept.key))
        if concept.vocabulary_id == self._vocabulary.pk:
            concept.label, concept.language, concept.ended_at = row.label, row.language, None
            for name in _OF_SORT[row.sort]:
                setattr(concept, name, getattr(row, name))
        for name in ("esco", "competentnl"):
            # Of two that say they are the same in another list, the first is.
            if names[name] and known[name].setdefault(names[name], concept) is concept:
                setattr(concept, name, names[name])
        return concept

    def _write_labels(self, batch: list[ConceptRow]) -> None:
        labels = []
        for row in batch:
            whose = {f"{row.sort}_id": self._ids[row.sort][row.ref], "language": row.language}
            texts = dict.fromkeys(row.hidden, Label.Kind.HIDDEN)
            texts |= dict.fromkeys(row.alternative, Label.Kind.ALTERNATIVE)
            texts[row.label] = Label.Kind.PREFERRED
            labels += [
                Label(vocabulary=self._vocabulary, text=text, kind=kind, **whose)
                for text, kind in texts.items()
            ]
        Label.objects.bulk_create(labels)
        self._counts["benamingen"] += len(labels)

    def _relation(self, row: AskedRow | LinkRow) -> models.Model | None:
        """The row of a table for a relation; None when it is about something unknown."""
        of = {"vocabulary": self._vocabulary}
        if isinstance(row, AskedRow):
            occupation = self._ids["occupation"].get(row.occupation)
            skill = self._ids["skill"].get(row.skill)
            if occupation is None or skill is None:
                return None
            return OccupationSkill(
                **of, occupation_id=occupation, skill_id=skill, importance=row.importance
            )
        one, other = (self._ids[row.sort].get(ref) for ref in (row.ref, row.other))
        if one is None or other is None:
            return None
        if row.sort == "skill":
            return SkillLink(**of, skill_id=one, broader_id=other)
        return OccupationLink(
            **of, occupation_id=one, other_id=other, kind=row.kind, weight=row.weight
        )

    def _end_what_went(self) -> None:
        """End what was in an earlier version of this list, and is not in this one."""
        for sort, model in _MODELS.items():
            own = model.objects.filter(vocabulary=self._vocabulary).current()
            there = set(self._ids[sort].values())
            gone = [pk for pk in own.values_list("pk", flat=True) if pk not in there]
            for batch in _batches(gone):
                model.objects.filter(pk__in=batch).update(ended_at=self._at)
            if gone:
                self._tell(f"vervallen: {len(gone)} {_NAMES[sort]}")


def _known(sort: Sort, batch: Sequence[ConceptRow]) -> dict[str, dict[str, Any]]:
    """The concepts that are there, by each name that a row has for them."""
    names = {
        name: [value for row in batch if (value := getattr(row, name))]
        for name in ("key", "esco", "competentnl")
    }
    wanted = Q()
    for name, values in names.items():
        wanted |= Q(**{f"{name}__in": values})
    found = list(_MODELS[sort].objects.filter(wanted))
    return {name: {getattr(one, name): one for one in found} for name in names}


def _problem(row: ReleaseRow) -> Problem | None:
    """What is wrong with a concept, whoever published it."""
    if not isinstance(row, ConceptRow):
        return None
    if not row.label or not row.ref:
        return Problem(row.place, "deze rij heeft geen naam of geen sleutel.")
    if longest := max((row.label, *row.alternative, *row.hidden), key=len)[LONGEST_LABEL:]:
        return Problem(row.place, f"een naam is {len(longest)} tekens te lang.")
    if max(len(row.esco), len(row.competentnl)) > LONGEST_URI:
        return Problem(row.place, f"een adres is langer dan {LONGEST_URI} tekens.")
    if row.isco and not (row.isco.isascii() and row.isco.isdigit() and len(row.isco) <= 4):
        return Problem(row.place, f"'{row.isco}' is geen ISCO-groep: dat zijn vier cijfers.")
    if row.sort == "skill" and row.kind not in Skill.Kind.values:
        return Problem(row.place, f"'{row.kind}' is geen soort vaardigheid die wij kennen.")
    return None


def _group(row: Any) -> tuple[str, ...]:
    """Rows that are written together."""
    if isinstance(row, ConceptRow):
        return ("concept", row.language, _NAMES[row.sort])
    if isinstance(row, AskedRow):
        return ("relation", "wat beroepen vragen")
    return ("relation", f"verbanden tussen {_NAMES[row.sort]}")


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
