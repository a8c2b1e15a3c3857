"""Lists of occupations, skills and sectors are read: all of a list, or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.db.models import Q

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.typed import can_be_kept
from werkcentrum.skills.models import (
    LONGEST_KEY,
    LONGEST_LABEL,
    LONGEST_URI,
    Label,
    Occupation,
    OccupationGroup,
    OccupationLink,
    OccupationSkill,
    Sector,
    Skill,
    SkillLink,
    Vocabulary,
)
from werkcentrum.skills.releases import (
    AskedRow,
    CodeRow,
    CodeSort,
    ConceptRow,
    LinkRow,
    Problem,
    Release,
    ReleaseRow,
    Sort,
)

Item = TypeVar("Item")
Named = TypeVar("Named", ConceptRow, CodeRow)
Tell = Callable[[str], None]

MOST_PROBLEMS: Final = 100
_BATCH: Final = 500
_MODELS: Final[dict[Sort, Any]] = {"occupation": Occupation, "skill": Skill}
_OF_ALL: Final = ("label", "language", "ended_at", "esco", "competentnl")
_OF_SORT: Final[dict[Sort, tuple[str, ...]]] = {
    "occupation": ("isco", "sector"),
    "skill": ("kind",),
}
_CODES: Final = {"isco": re.compile("[0-9]{1,4}"), "sbi": re.compile("[A-Z]|[0-9]{2,5}")}
_CODED: Final[dict[CodeSort, Any]] = {"isco": OccupationGroup, "sbi": Sector}
_NAMES: Final = {
    "occupation": "beroepen", "skill": "vaardigheden", "isco": "beroepsgroepen", "sbi": "sectoren",
}  # fmt: skip
_UNKEPT: Final = "hier staat een teken dat niet te bewaren is. Haal het weg."
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
        self._told: set[tuple[str, str, str]] = set()
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._strange = 0

    def load(self, rows: Iterable[ReleaseRow]) -> Counter[str]:
        """Write all; raises UnreadableError when something is wrong with a row."""
        for group, same in groupby(self._good(rows), _group):
            before = sum(self._counts.values())
            for batch in _batches(same):
                self._write(group, batch)
            self._tell(f"{group[-1]}: {sum(self._counts.values()) - before} rijen")
        related = self._counts["verbanden"]
        if self._strange > _MOST_STRANGE * (related + self._strange):
            self._wrong("verbanden", "te veel gaan over iets dat niet in de lijst staat.")
        if self._problems:
            raise UnreadableError(self._problems)
        self._end_what_went()
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

    def _write(self, group: tuple[str, ...], batch: list[Any]) -> None:
        if isinstance(batch[0], ConceptRow):
            fresh = self._once(batch, lambda row: (row.sort, row.language, row.ref))
            self._write_concepts(batch[0].sort, fresh)
            self._write_labels(fresh)
            self._counts[group[-1]] += len(fresh)
        elif isinstance(batch[0], CodeRow):
            fresh = self._once(batch, lambda row: (row.sort, "", row.code))
            self._write_codes(batch[0].sort, fresh)
            self._counts[group[-1]] += len(fresh)
        else:
            made = [found for row in batch if (found := self._relation(row)) is not None]
            self._strange += len(batch) - len(made)
            if made:
                # A list may say the same twice.
                type(made[0])._default_manager.bulk_create(made, ignore_conflicts=True)
            self._counts["verbanden"] += len(made)

    def _once(
        self, batch: list[Named], name: Callable[[Named], tuple[str, str, str]]
    ) -> list[Named]:
        """Those that were not told before under this name: sort, language and key."""
        fresh = []
        for row in batch:
            if name(row) in self._told:
                self._wrong(row.place, f"'{name(row)[-1]}' staat er al eerder.")
            else:
                self._told.add(name(row))
                fresh.append(row)
        return fresh

    def _write_codes(self, sort: CodeSort, batch: list[CodeRow]) -> None:
        model = _CODED[sort]
        rows = [model(vocabulary=self._vocabulary, code=row.code, label=row.label) for row in batch]
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"],
            update_fields=["vocabulary", "label", "ended_at"],
        )  # fmt: skip

    def _write_concepts(self, sort: Sort, batch: list[ConceptRow]) -> None:
        """Make or bring up to date; what was told in an earlier language is there already."""
        new = [row for row in batch if row.ref not in self._ids[sort]]
        known, columns = _known(sort, new), (*_OF_ALL, *_OF_SORT[sort])
        before = {one.pk: _values(one, columns) for one in known["key"].values()}
        pairs = [(row, self._concept(row, known)) for row in new]
        # Most of a new version is as it was, and an update costs more than a look.
        changed = [
            concept
            for _row, concept in pairs
            if concept.pk is not None and _values(concept, columns) != before[concept.pk]
        ]
        manager = _MODELS[sort]._default_manager
        manager.bulk_create([concept for _row, concept in pairs if concept.pk is None])
        manager.bulk_update(changed, columns)
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
            self._end(_NAMES[sort], model, "pk", set(self._ids[sort].values()))
        for code_sort, model in _CODED.items():
            told = {code for sort, _language, code in self._told if sort == code_sort}
            self._end(_NAMES[code_sort], model, "code", told)

    def _end(self, name: str, model: Any, column: str, there: set[Any]) -> None:
        own = model.objects.filter(vocabulary=self._vocabulary).current()
        gone = [value for value in own.values_list(column, flat=True) if value not in there]
        for batch in _batches(gone):
            model.objects.filter(**{f"{column}__in": batch}).update(ended_at=self._at)
        if gone:
            self._tell(f"vervallen: {len(gone)} {name}")


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


def _values(concept: Any, columns: Iterable[str]) -> list[Any]:
    return [getattr(concept, name) for name in columns]


def _problem(row: ReleaseRow) -> Problem | None:
    """What is wrong with a concept, whoever published it."""
    if isinstance(row, CodeRow):
        return _problem_of_code(row)
    if not isinstance(row, ConceptRow):
        return None
    if not row.label or not row.ref:
        return Problem(row.place, "deze rij heeft geen naam of geen sleutel.")
    if problem := _problem_of_length(row):
        return problem
    if row.isco and not (row.isco.isascii() and row.isco.isdigit() and len(row.isco) <= 4):
        return Problem(row.place, f"'{row.isco}' is geen ISCO-groep: dat zijn vier cijfers.")
    if row.sort == "skill" and row.kind not in Skill.Kind.values:
        return Problem(row.place, f"'{row.kind}' is geen soort vaardigheid die wij kennen.")
    return None


def _problem_of_length(row: ConceptRow) -> Problem | None:
    """What the tables have no place for; only PostgreSQL would refuse it."""
    names, addresses = (row.label, *row.alternative, *row.hidden), (row.esco, row.competentnl)
    if not can_be_kept("".join((row.key, *names, *addresses))):
        return Problem(row.place, _UNKEPT)
    if longest := max(names, key=len)[LONGEST_LABEL:]:
        return Problem(row.place, f"een naam is {len(longest)} tekens te lang.")
    if len(row.key) > LONGEST_KEY:
        return Problem(row.place, f"het adres '{row.ref[:LONGEST_KEY]}' is te lang.")
    if max(map(len, addresses)) > LONGEST_URI:
        return Problem(row.place, f"een adres is langer dan {LONGEST_URI} tekens.")
    return None


def _problem_of_code(row: CodeRow) -> Problem | None:
    if not _CODES[row.sort].fullmatch(row.code):
        return Problem(row.place, f"'{row.code}' is geen code van {row.sort.upper()}.")
    if not 0 < len(row.label) <= LONGEST_LABEL:
        return Problem(row.place, f"een naam heeft 1 tot {LONGEST_LABEL} tekens.")
    if not can_be_kept(row.label):
        return Problem(row.place, _UNKEPT)
    return None


def _group(row: Any) -> tuple[str, ...]:
    """Rows that are written together."""
    if isinstance(row, ConceptRow):
        return ("concept", row.language, _NAMES[row.sort])
    if isinstance(row, CodeRow):
        return ("code", _NAMES[row.sort])
    if isinstance(row, AskedRow):
        return ("relation", "wat beroepen vragen")
    return ("relation", f"verbanden tussen {_NAMES[row.sort]}")


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
