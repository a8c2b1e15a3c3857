"""What waits of each source: new vacancies, and words that changed of those on the website."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.formats import date_format

from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import queries, rules
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import Vacancy, VacancyProposal
from werkcentrum.vacancies.states import State

MOST: Final = 1_000
"""So many are published at once: a second or two."""

LOOKED_AT: Final = 50
"""So many the page looks at of what waits: to read each costs a quarter of a millisecond."""


@dataclass(frozen=True)
class Waiting:
    """The first that wait of a source. `good` passed the wording check, and so did the words of
    `changes`; `held` did not, is on the website already from elsewhere, or cannot be published for
    another reason. `is_all`: nothing else waits that could be published."""

    count: int
    good: list[Vacancy]
    held: list[tuple[Vacancy, Refusal]]
    change_count: int
    changes: list[VacancyProposal]
    is_all: bool


def sources_waiting(region: Region) -> list[tuple[str, int]]:
    """Each source with how much of it waits for somebody, by name."""
    new = Vacancy.objects.filter(region=region, state=State.TO_CHECK).exclude(source="")
    changed = _proposals(region)
    counted: Counter[str] = Counter()
    for rows, column in ((new, "source"), (changed, "vacancy__source")):
        found = rows.order_by().values_list(column).annotate(count=Count("pk"))
        counted.update(dict(found))
    return sorted(counted.items())


def waiting(
    region: Region, source: str, *, by: str, today: date, looked_at: int | None = None
) -> Waiting:
    """What somebody could publish of a source, the oldest first; at most `MOST` of each.

    `looked_at`: of so many new ones and changes at most.
    """
    most = looked_at or MOST
    rows = Vacancy.objects.filter(region=region, source=source, state=State.TO_CHECK)
    rows = rows.select_related("region").order_by("changed_at", "pk")
    # However much waits because it is double, it stands before nothing that can go.
    is_double = queries.here_from_elsewhere(region, source, today=today) & Q(apart_from=[])
    others = rows.filter(~is_double)
    found = list(others[: looked_at or 2 * MOST])
    doubles = queries.doubles(region, source, found, today=today)
    good: list[Vacancy] = []
    held: list[tuple[Vacancy, Refusal]] = []
    for row in found:
        if len(good) == MOST:
            break
        refusal = rules.may_publish(row, by=by, today=today)
        if refusal is None and row.pk in doubles:
            refusal = rules.is_double()
        if refusal is not None:
            held.append((row, refusal))
        else:
            good.append(row)
    held += [
        (row, rules.may_publish(row, by=by, today=today) or rules.is_double())
        for row in rows.filter(is_double)[: looked_at or 0]
    ]
    proposals = _proposals(region).filter(vacancy__source=source).select_related("vacancy")
    first = proposals.order_by("offered_at", "vacancy")[:most]
    changes = [
        one for one in first
        if rules.may_accept(Content.from_json(one.content), today=today) is None
    ]  # fmt: skip
    change_count = proposals.count()
    is_all = max(others.count(), change_count) <= most
    return Waiting(rows.count(), good, held, change_count, changes, is_all)


@dataclass(frozen=True)
class Proposed:
    """What the source of a vacancy says now. `digest` is of those words.

    `changes`: what differs; the name of the field, what it says here, and there.
    """

    digest: str
    changes: list[tuple[str, str, str]]


def proposal_of(vacancy: Vacancy) -> Proposed | None:
    """What differs at its source; None when nothing waits."""
    proposal = VacancyProposal.objects.filter(vacancy=vacancy).first()
    if proposal is None:
        return None
    return Proposed(proposal.digest, differences(vacancy, Content.from_json(proposal.content)))


def differences(vacancy: Vacancy, other: Content) -> list[tuple[str, str, str]]:
    """What differs: the name of the field, what the vacancy says, and what the other words say."""
    fields = {name: getattr(other, name) for name in Content.__dataclass_fields__}
    return [
        (str(field.verbose_name), _said(field, own), _said(field, theirs))
        for name, theirs in fields.items()
        if _said(field := _field(name), own := getattr(vacancy, name)) != _said(field, theirs)
    ]


def _field(name: str) -> Any:
    return Vacancy._meta.get_field(name)


def _proposals(region: Region) -> Any:
    return VacancyProposal.objects.filter(vacancy__region=region, vacancy__state=State.PUBLISHED)


def _said(field: Any, value: Any) -> str:
    """As the form says it: a choice by its name, a day in words."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list | tuple):
        value = ", ".join(value)
    if isinstance(value, date):
        return date_format(value, "j E Y")
    return str(dict(field.flatchoices).get(value, value) or "niet gezegd")
