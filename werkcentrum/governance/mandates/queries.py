"""Mandates, powers and authorisations as the pages show them: each with where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.governance.models import Mandate
from werkcentrum.partners.models import Organisation, Region

_NOTHING: Final = Q(pk__in=())


@dataclass(frozen=True)
class Standing:
    """Whether something holds on a day, in a few words."""

    state: Literal["now", "later", "over"]
    words: str


@dataclass(frozen=True)
class MandateRow:
    """One mandate with who it comes from, and whether it holds today."""

    mandate: Mandate
    line: tuple[Mandate, ...]
    standing: Standing


@dataclass(frozen=True)
class MandateFacts:
    """One mandate: every link from who gave it, and what was passed on of it."""

    mandate: Mandate
    line: list[MandateRow]
    passed_on: list[MandateRow]
    standing: Standing


def mandates_of(
    region: Region, *, organisation: Organisation | None = None, on: date | None = None
) -> QuerySet[Mandate]:
    """Of a region, or of one organisation; `on`: only what holds that day by itself.

    The newest first.
    """
    rows = Mandate.objects.filter(organisation__region=region)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if on is not None:
        rows = rows.valid_on(on)
    rows = rows.select_related("organisation", "giver", "decision__body")
    return rows.order_by("-starts_on", "number", "pk")


def givers_of(region: Region) -> QuerySet[Organisation]:
    """The organisations that gave something."""
    gave = Exists(Mandate.objects.filter(organisation=OuterRef("pk")))
    return Organisation.objects.filter(gave, region=region).order_by("name", "pk")


def mandate_rows(mandates: Sequence[Mandate], today: date) -> list[MandateRow]:
    """These with where they come from; as many queries for one as for many."""
    known = _known({row.organisation_id for row in mandates})
    return [_row(mandate, known, today) for mandate in mandates]


def mandate_facts(mandate: Mandate, today: date) -> MandateFacts:
    """All of one mandate."""
    family = Q(pk=mandate.pk) | Q(parent=mandate)
    known = _known({mandate.organisation_id}, family)
    rows = {pk: _row(row, known, today) for pk, row in known.items()}
    mine = rows[mandate.pk]
    return MandateFacts(
        mandate=mandate,
        line=[rows[row.pk] for row in mine.line],
        passed_on=[row for row in rows.values() if row.mandate.parent_id == mandate.pk],
        standing=mine.standing,
    )


def _known(organisations: set[Any], besides: Q = _NOTHING) -> dict[Any, Mandate]:
    """What organisations gave and was passed on, by id: where anything may come from."""
    is_passed_on = Exists(Mandate.objects.filter(parent=OuterRef("pk")))
    rows = Mandate.objects.filter(Q(is_passed_on) | besides, organisation__in=organisations)
    rows = rows.select_related("organisation", "giver", "decision__body")
    return {row.pk: row for row in rows.order_by("starts_on", "number", "pk")}


def _row(mandate: Mandate, known: dict[Any, Mandate], today: date) -> MandateRow:
    line = [mandate]
    while (before := known.get(line[0].parent_id)) is not None and before not in line:
        line = [before, *line]
    return MandateRow(mandate, tuple(line), _standing(line, today))


def _standing(line: Sequence[Mandate], today: date) -> Standing:
    """Of the last one: it holds while every link before it does."""
    mandate = line[-1]
    if not mandate.valid_on(today):
        return _own_standing(mandate, today)
    for before in line[:-1]:
        if not before.valid_on(today):
            words = _("geldt niet: %(name)s geldt niet meer") % {"name": before}
            return Standing("over", words)
    return Standing("now", _("geldt nu"))


def _own_standing(mandate: Mandate, today: date) -> Standing:
    if today < mandate.starts_on:
        words = _("vanaf %(day)s") % {"day": date_format(mandate.starts_on, "j F Y")}
        return Standing("later", words)
    if mandate.revoked_on is not None and mandate.revoked_on <= today:
        words = _("ingetrokken op %(day)s") % {"day": date_format(mandate.revoked_on, "j F Y")}
        return Standing("over", words)
    end = mandate.ends_on or today
    return Standing("over", _("verlopen op %(day)s") % {"day": date_format(end, "j F Y")})
