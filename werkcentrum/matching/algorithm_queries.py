"""What people see of the weights, and of the lists that were made with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.audit.models import AuditLine
from werkcentrum.matching.models import HUNDREDTHS, MatchRun, MatchTally, MatchWeights
from werkcentrum.matching.queries import LIMIT_NAMES, PART_NAMES
from werkcentrum.matching.runs import steps_of
from werkcentrum.matching.scoring import PARTS, Weights
from werkcentrum.matching.wording import hundredths, percent
from werkcentrum.partners.models import Region

_COUNTED_DAYS: Final = 30
_DECIDED_SHOWN: Final = 10
_LOOKS_SHOWN: Final = 50
_FILTERS: Final = {
    "km": _("Hoogstens, in kilometers"),
    "hours_min": _("Uren in de week, minstens"),
    "hours_max": _("Uren in de week, hoogstens"),
    "licences": _("Rijbewijzen"),
    "level": _("Niveau (VUM)"),
    "irregular": _("Onregelmatig werk"),
}


@dataclass(frozen=True)
class ShownRun:
    """A list with everything that is kept of it; people by name, as far as we know them."""

    run: MatchRun
    filters: Sequence[tuple[str, str]]
    excluded: Sequence[tuple[str, int]]
    results: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]
    steps: Sequence[tuple[Any, str]]
    looks: Sequence[tuple[datetime, str]]
    made_by: str


def shown_weights(weights: Weights) -> list[tuple[str, int]]:
    """Each part with its hundredths."""
    return [(str(PART_NAMES[part]), round(HUNDREDTHS * getattr(weights, part))) for part in PARTS]


def proposals(region: Region) -> list[MatchWeights]:
    """What nobody decided on yet."""
    rows = MatchWeights.objects.filter(region=region, is_accepted=None)
    return list(rows.order_by("starts_on", "proposed_at"))


def decided(region: Region) -> list[MatchWeights]:
    """What was decided, the last first."""
    rows = MatchWeights.objects.filter(region=region, is_accepted__isnull=False)
    return list(rows.order_by("-decided_at")[:_DECIDED_SHOWN])


def counts(region: Region, today: date) -> list[tuple[str, int, int]]:
    """By version of the weights: lists of stored profiles and of others in the last month."""
    since = today - timedelta(days=_COUNTED_DAYS)
    stored = MatchRun.objects.filter(facts__region=region, made_at__date__gte=since)
    own = dict(stored.order_by("weights").values_list("weights").annotate(count=Count("pk")))
    unknown = MatchTally.objects.filter(region=region, on__gte=since)
    others = dict(unknown.order_by("weights").values_list("weights").annotate(sum=Sum("count")))
    return [(key, own.get(key, 0), others.get(key, 0)) for key in sorted({*own, *others})]


def runs(region: Region) -> QuerySet[MatchRun]:
    """Every list of a stored profile, the last first."""
    return MatchRun.objects.filter(facts__region=region).order_by("-made_at", "-id")


def shown_run(run: MatchRun) -> ShownRun:
    """Everything about one list."""
    steps = steps_of(run)
    looks = AuditLine.objects.filter(
        verb="matching.looked", subject_type=run._meta.label_lower, subject_id=str(run.pk)
    ).order_by("-at")[:_LOOKS_SHOWN]
    names = mail_addresses(
        [run.made_by, *(step.by for step in steps), *(line.actor for line in looks)]
    )
    return ShownRun(
        run=run,
        filters=[
            (str(_FILTERS[name]), _in_words(run.filters[name]))
            for name in _FILTERS
            if run.filters.get(name) is not None
        ],
        excluded=[(str(LIMIT_NAMES[limit]), count) for limit, count in run.excluded.items()],
        results=[_result(line) for line in run.results],
        steps=[(step, names.get(step.by, step.by)) for step in steps],
        looks=[(line.at, names.get(line.actor, line.actor)) for line in looks],
        made_by=names.get(run.made_by, run.made_by),
    )


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _result(line: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    points = [(str(PART_NAMES[part]), hundredths(line["points"][part])) for part in PARTS]
    return line["title"], percent(line["score"]), points
