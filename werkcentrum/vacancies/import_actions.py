"""Taking over what another source offers: once, however often and wherever it stopped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import queries, rules
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import Vacancy, VacancyImport, VacancyProposal
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.stepping import one_at_a_time

# In these a person has it in hand, or ended it.
_OF_PEOPLE: Final = frozenset({State.DRAFT, State.CLOSED})
_TALLY: Final = ("created", "changed", "unchanged", "left_alone")
_FIELDS: Final = (
    *Content.__dataclass_fields__, "likeness", "text_likeness", "state", "source_digest",
    "written_by", "wording_reason", "published_at", "ended_at", "changed_at",
)  # fmt: skip


@transaction.atomic
def begin_import(
    *, region: Region, source: str, digest: str, by: str, at: datetime
) -> VacancyImport:
    """Begin with a file, or go on with the same one. `digest` is its SHA-256.

    An other file of the same source that was not finished counts as ended: this one is newer.
    """
    # Of two files of a source one ends the other.
    one_at_a_time(region)
    unfinished = VacancyImport.objects.filter(region=region, source=source, ended_at=None)
    unfinished.exclude(digest=digest).update(ended_at=at)
    found, _is_new = VacancyImport.objects.get_or_create(
        region=region, source=source, digest=digest, ended_at=None, defaults={"begun_at": at}
    )
    record(
        verb="vacancies.import_begun", subject=found, by=by, at=at, region_key=region.key,
        source=source, count=found.rows_done,
    )  # fmt: skip
    return found


@transaction.atomic
def import_rows(
    *, taking: VacancyImport, rows: Sequence[tuple[str, Content]], read: int, by: str, at: datetime
) -> None:
    """Take over some rows, each with its id at the source, together with how far we are.

    `read` counts the rows that were read for it, also those that were not right. Raises
    RefusedError when somebody else goes on with the same file.
    """
    # Whether one person is enough may have been decided since the file was begun.
    taking.region = one_at_a_time(taking.region)
    _claim(taking)
    waiting = dict(rows)
    known = _known(taking, waiting)
    before = {row.pk: (row.state, row.published_at) for row in known.values()}
    made = [_made(taking, source_id, content, at) for source_id, content in waiting.items()
            if source_id not in known and _is_open(content, day_of(at))]  # fmt: skip
    proposals = _proposals(known.values(), waiting, at)
    kept = {proposal.vacancy_id for proposal in proposals}
    written = [row for row in known.values()
               if row.pk not in kept and _renew(row, waiting[row.source_id], at)]  # fmt: skip
    _hold_doubles(taking, [*made, *written], before, day_of(at))
    Vacancy.objects.bulk_create(made)
    Vacancy.objects.bulk_update(written, _FIELDS)
    _propose(known.values(), waiting, proposals)
    changed = [*written, *(row for row in known.values() if row.pk in kept)]
    Vacancy.objects.filter(pk__in=[row.pk for row in known.values()]).update(seen_on=day_of(at))
    alone = len(waiting) - len(known) - len(made) + sum(map(_is_alone, known.values()))
    unchanged = len(waiting) - len(made) - len(changed) - alone
    _note(taking, read, (len(made), len(changed), unchanged, alone))
    record(
        verb="vacancies.imported", subject=taking, by=by, at=at, region_key=taking.region.key,
        source=taking.source, count=len(rows), created=len(made), changed=len(changed),
    )  # fmt: skip


@transaction.atomic
def end_import(*, taking: VacancyImport, by: str, at: datetime) -> None:
    """All of the file was read."""
    VacancyImport.objects.filter(pk=taking.pk, ended_at=None).update(ended_at=at)
    taking.refresh_from_db()
    record(
        verb="vacancies.import_ended", subject=taking, by=by, at=at,
        region_key=taking.region.key, source=taking.source, count=taking.rows_done,
    )  # fmt: skip


def _known(taking: VacancyImport, ids: Iterable[str]) -> dict[str, Vacancy]:
    rows = Vacancy.objects.filter(region=taking.region, source=taking.source, source_id__in=ids)
    return {row.source_id: row for row in rows.select_related("region").order_by("pk")}


def _proposals(
    known: Collection[Vacancy], waiting: Mapping[str, Content], at: datetime
) -> list[VacancyProposal]:
    """Other words for what is on the website, where somebody has to read them first."""
    offered = dict(
        VacancyProposal.objects.filter(vacancy__in=[row.pk for row in known])
        .order_by("pk")
        .values_list("vacancy", "digest")
    )
    found = []
    for row in known:
        content = waiting[row.source_id]
        is_new = content.digest not in (row.source_digest, offered.get(row.pk))
        if is_new and row.state == State.PUBLISHED and _waits(row, content, at):
            found.append(VacancyProposal(
                vacancy=row, content=content.to_json(), digest=content.digest, offered_at=at,
            ))  # fmt: skip
    return found


def _propose(
    known: Collection[Vacancy], waiting: Mapping[str, Content], proposals: list[VacancyProposal]
) -> None:
    """Keep these, and let go of what was proposed for words that the source has again."""
    as_shown = [row.pk for row in known if row.source_digest == waiting[row.source_id].digest]
    VacancyProposal.objects.filter(vacancy__in=as_shown).delete()
    VacancyProposal.objects.bulk_create(
        proposals, update_conflicts=True, unique_fields=["vacancy"],
        update_fields=["content", "digest", "offered_at"],
    )  # fmt: skip


def _needs_somebody(region: Region, content: Content) -> bool:
    found = rules.findings(title=content.title, description=content.description)
    return region.vacancies_need_second or any(finding.is_unlawful for finding in found)


def _is_open(content: Content, today: date) -> bool:
    return content.closes_on is None or content.closes_on >= today


def _is_alone(vacancy: Vacancy) -> bool:
    return vacancy.state in _OF_PEOPLE


def _made(taking: VacancyImport, source_id: str, content: Content, at: datetime) -> Vacancy:
    vacancy = Vacancy(
        region=taking.region, source=taking.source, source_id=source_id, seen_on=day_of(at),
    )  # fmt: skip
    _write(vacancy, content, at)
    return vacancy


def _renew(vacancy: Vacancy, content: Content, at: datetime) -> bool:
    """Whether there was something to write: other words, or it is open again."""
    is_over = vacancy.state == State.EXPIRED and not _is_open(content, day_of(at))
    is_same = vacancy.source_digest == content.digest and vacancy.state != State.EXPIRED
    is_proposed = vacancy.state == State.PUBLISHED and _waits(vacancy, content, at)
    if is_same or is_over or is_proposed or _is_alone(vacancy):
        return False
    _write(vacancy, content, at)
    return True


def _waits(vacancy: Vacancy, content: Content, at: datetime) -> bool:
    """Whether other words for what is on the website wait for somebody."""
    return _is_open(content, day_of(at)) and _needs_somebody(vacancy.region, content)


def _write(vacancy: Vacancy, content: Content, at: datetime) -> None:
    """What the source says; on the website at once where one person is enough and no word leaves
    people out."""
    values: dict[str, Any] = content.as_fields() | {
        "source_digest": content.digest, "written_by": SYSTEM, "wording_reason": "",
        "ended_at": None, "changed_at": at,
    }  # fmt: skip
    for name, value in values.items():
        setattr(vacancy, name, value)
    needs_somebody = _needs_somebody(vacancy.region, content)
    vacancy.state = State.TO_CHECK if needs_somebody else State.PUBLISHED
    vacancy.published_at = vacancy.published_at if needs_somebody else at


def _hold_doubles(
    taking: VacancyImport,
    rows: Sequence[Vacancy],
    before: Mapping[Any, tuple[str, datetime | None]],
    today: date,
) -> None:
    """What came on the website now, and is here already from elsewhere, waits for somebody."""
    fresh = [
        row for row in rows
        if row.state == State.PUBLISHED and before.get(row.pk, ("", None))[0] != State.PUBLISHED
    ]  # fmt: skip
    if not fresh:
        return
    doubles = queries.doubles(taking.region, taking.source, fresh, today=today)
    for row in fresh:
        if row.pk in doubles:
            row.state, row.published_at = State.TO_CHECK, before.get(row.pk, ("", None))[1]


def _claim(taking: VacancyImport) -> None:
    """Nobody else writes rows of this file meanwhile. Raises RefusedError when they are ahead."""
    here = VacancyImport.objects.filter(pk=taking.pk, rows_done=taking.rows_done, ended_at=None)
    if here.select_for_update(of=("self",), no_key=True).first() is None:
        raise RefusedError(Refusal("Iemand anders neemt dit bestand al over, of een nieuwer."))


def _note(taking: VacancyImport, read: int, counts: Sequence[int]) -> None:
    """How far we are."""
    more: dict[str, Any] = {
        name: F(name) + count for name, count in zip(_TALLY, counts, strict=True)
    }
    taking.rows_done += read
    VacancyImport.objects.filter(pk=taking.pk).update(rows_done=taking.rows_done, **more)
