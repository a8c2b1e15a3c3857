"""The register as the privacy officer reads it, and as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import detail_in_words, verb_in_words
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import PartnerStanding, Region
from werkcentrum.privacy.models import ConsentText, Data, LegalGround, Objection, Purpose

# The officer's own words for what visitors read as 'uw naam'.
DATA_WORDS: Final = {
    Data.NAME: gettext_lazy("naam"),
    Data.REACH: gettext_lazy("hoe iemand te bereiken is"),
    Data.LANGUAGE: gettext_lazy("taal"),
    Data.QUESTION: gettext_lazy("vraag"),
    Data.BENEFIT: gettext_lazy("uitkering"),
    Data.OUTCOME: gettext_lazy("wat ervan gekomen is"),
}
KIND_WORDS: Final = {
    LegalGround.Kind.LEGAL_OBLIGATION: gettext_lazy("Wettelijke plicht"),
    LegalGround.Kind.PUBLIC_TASK: gettext_lazy("Taak van de overheid"),
    LegalGround.Kind.CONSENT: gettext_lazy("Toestemming"),
}
_HEAD: Final = (
    "doel", "uitleg", "verantwoordelijke", "ontvanger", "grondslag", "wet en artikel", "gegevens",
    "geldig vanaf", "geldig tot",
)  # fmt: skip
# An answer to an objection comes within a month (article 12(3) GDPR).
_ANSWER_WITHIN: Final = timedelta(days=30)
_MOST_HISTORY: Final = 50


@dataclass(frozen=True)
class GroundRow:
    """One row of the register in words, and where it is in its life."""

    ground: LegalGround
    controller: str
    recipient: str
    kind: str
    law: str
    data: str
    since: str
    until: str
    is_planned: bool
    is_over: bool


@dataclass(frozen=True)
class TextRow:
    """What is asked in one language: the text of today, and whether it is behind the Dutch."""

    language: str
    name: str
    text: ConsentText | None
    since: str
    planned: str
    is_behind: bool


@dataclass(frozen=True)
class PurposeRow:
    """One purpose in the list: how much there is, and what needs a look."""

    key: str
    label: str
    description: str
    grounds: int
    behind: str


@dataclass(frozen=True)
class StandingRow:
    """What was agreed with a partner, and whether the register says the same."""

    organisation: str
    is_suwi_party: bool
    purpose: str
    since: str
    until: str
    basis: str
    is_in_force: bool
    has_ground: bool


@dataclass(frozen=True)
class ObjectionRow:
    """An objection to decide."""

    objection: Objection
    who: str
    what: str
    law: str
    made_on: str
    answer_before: str
    is_late: bool


@dataclass(frozen=True)
class Change:
    """Who changed what in the register."""

    at: datetime
    who: str
    what: str
    about: str


def purposes_of(region: Region, *, today: date) -> list[PurposeRow]:
    """All purposes, each with how many rows are in force and which languages lag behind."""
    grounds: dict[object, int] = {}
    for ground in LegalGround.objects.on(today).filter(purpose__region=region).order_by("pk"):
        grounds[ground.purpose_id] = grounds.get(ground.purpose_id, 0) + 1
    texts: dict[object, list[ConsentText]] = {}
    for text in ConsentText.objects.filter(purpose__region=region).order_by("starts_on", "version"):
        texts.setdefault(text.purpose_id, []).append(text)
    return [
        PurposeRow(
            key=row.key, label=row.label, description=row.description,
            grounds=grounds.get(row.pk, 0),
            behind=", ".join(
                found.name for found in text_rows(texts.get(row.pk, ()), today=today)
                if found.is_behind
            ),
        )
        for row in region.purposes.order_by("label")
    ]  # fmt: skip


def grounds_of(purpose: Purpose, *, today: date) -> list[GroundRow]:
    """Every row there ever was for a purpose, by who gives: what holds now, comes, and is over."""
    rows = purpose.grounds.select_related("controller", "recipient", "purpose__region").order_by(
        "controller__name", "recipient__name", "-starts_on"
    )
    found = [_ground_row(row, today) for row in rows]
    return sorted(found, key=lambda row: (row.controller, row.is_over, row.is_planned))


def texts_of(purpose: Purpose, *, today: date) -> list[TextRow]:
    """What is asked in each language."""
    return text_rows(purpose.texts.order_by("starts_on", "version"), today=today)


def text_rows(texts: Iterable[ConsentText], *, today: date) -> list[TextRow]:
    """For each language the text of today; `texts` the oldest first.

    A language is behind when its text began before the Dutch one of today, or is not there.
    """
    now: dict[str, ConsentText] = {}
    later: dict[str, ConsentText] = {}
    for text in texts:
        (now if text.starts_on <= today else later)[text.language] = text
    dutch = now.get(settings.LANGUAGE_CODE)
    return [
        TextRow(
            language=code, name=str(name), text=now.get(code),
            since=_day(now[code].starts_on) if code in now else "",
            planned=_day(later[code].starts_on) if code in later else "",
            is_behind=dutch is not None
            and (code not in now or now[code].starts_on < dutch.starts_on),
        )
        for code, name in settings.LANGUAGES
    ]  # fmt: skip


def standings_of(region: Region, *, today: date) -> list[StandingRow]:
    """What was agreed with partners, and whether the register has a row for it today."""
    in_register = set(
        LegalGround.objects.on(today)
        .filter(purpose__region=region)
        .exclude(recipient=None)
        .values_list("recipient_id", "purpose__key")
    )
    labels = dict(region.purposes.values_list("key", "label"))
    rows = PartnerStanding.objects.counting(region)
    return [
        StandingRow(
            organisation=row.organisation.name, is_suwi_party=row.organisation.is_suwi_party,
            purpose=labels.get(row.purpose, row.purpose), since=_day(row.starts_on),
            until=_day(row.ends_on), basis=row.basis,
            is_in_force=row.starts_on <= today and (row.ends_on is None or row.ends_on > today),
            has_ground=(row.organisation_id, row.purpose) in in_register,
        )
        for row in rows.select_related("organisation").order_by(
            "organisation__name", "purpose", "starts_on"
        )
    ]  # fmt: skip


def not_agreed(region: Region, *, today: date) -> list[str]:
    """Rows of the register on which nothing is shared yet: not agreed with the recipient."""
    agreed = set(
        PartnerStanding.objects.counting(region).on(today).values_list("organisation_id", "purpose")
    )
    rows = LegalGround.objects.on(today).filter(purpose__region=region).exclude(recipient=None)
    missing = {
        (str(row.recipient), row.purpose.label)
        for row in rows.select_related("recipient", "purpose").order_by("pk")
        if (row.recipient_id, row.purpose.key) not in agreed
    }
    return [f"{organisation}: {purpose}" for organisation, purpose in sorted(missing)]


def objections_of(objections: Iterable[Objection], *, today: date) -> list[ObjectionRow]:
    """Objections in words, with the day before which somebody gets an answer."""
    return [_objection_row(row, today) for row in objections]


def history_of(purpose: Purpose) -> list[AuditLine]:
    """The lines about changes of a purpose, the newest first."""
    verbs = ("purpose_described", "ground_added", "ground_ended", "ground_dropped", "text_added")
    lines = AuditLine.objects.filter(
        region_key=purpose.region.key, detail__purpose=purpose.key,
        verb__in=[f"privacy.{what}" for what in verbs],
    )  # fmt: skip
    return list(lines.order_by("-at", "-id")[:_MOST_HISTORY])


def changes_in_words(
    lines: Iterable[AuditLine], region: Region, staff: Mapping[str, str]
) -> list[Change]:
    """Lines for the officer to read; `staff` tells who is behind a user id."""
    organisations = dict(region.organisations.values_list("key", "name"))
    return [
        Change(
            at=line.at, who=staff.get(line.actor, line.actor), what=verb_in_words(line.verb),
            about=_about(line.detail, organisations),
        )
        for line in lines
    ]  # fmt: skip


def register_table(region: Region) -> list[tuple[str, ...]]:
    """The register of processing activities (article 30 GDPR) as rows of a file, with a heading:
    all that ever was included."""
    rows = LegalGround.objects.filter(purpose__region=region).select_related(
        "purpose", "controller", "recipient"
    )
    found = rows.order_by("purpose__label", "controller__name", "recipient__name", "starts_on")
    return [_HEAD, *map(_cells, found)]


def data_in_words(data: Iterable[str]) -> str:
    """Categories as the officer calls them."""
    wanted = set(data)
    return ", ".join(str(words) for key, words in DATA_WORDS.items() if key in wanted)


def _cells(row: LegalGround) -> tuple[str, ...]:
    return (
        row.purpose.label, row.purpose.description, row.controller.name,
        row.recipient.name if row.recipient else "",
        str(KIND_WORDS[LegalGround.Kind(row.kind)]), row.law, data_in_words(row.data),
        row.starts_on.isoformat(), row.ends_on.isoformat() if row.ends_on else "",
    )  # fmt: skip


def _about(detail: Mapping[str, Any], organisations: Mapping[str, str]) -> str:
    """The codes of a line as the register itself says them."""
    told = []
    if "controller" in detail:
        other = organisations.get(detail["recipient"], _("niemand anders"))
        one = organisations.get(detail["controller"], detail["controller"])
        told.append(_("van %(one)s naar %(other)s") % {"one": one, "other": other})
    if "language" in detail:
        names = {**detail, "language": dict(settings.LANGUAGES)[detail["language"]]}
        told.append(_("%(language)s, versie %(version)s") % names)
    told += [str(words) for kind, words in KIND_WORDS.items() if kind == detail.get("kind")]
    days = ("starts_on", "ends_on")
    told += [detail_in_words(name, detail[name]) for name in days if name in detail]
    return "; ".join(told)


def _ground_row(row: LegalGround, today: date) -> GroundRow:
    return GroundRow(
        ground=row, controller=row.controller.name,
        recipient=row.recipient.name if row.recipient else _("niemand anders"),
        kind=str(KIND_WORDS[LegalGround.Kind(row.kind)]), law=row.law,
        data=data_in_words(row.data), since=_day(row.starts_on), until=_day(row.ends_on),
        is_planned=row.starts_on > today,
        is_over=row.ends_on is not None and row.ends_on <= today,
    )  # fmt: skip


def _objection_row(row: Objection, today: date) -> ObjectionRow:
    ground = row.ground
    made_on = day_of(row.made_at)
    before = made_on + _ANSWER_WITHIN
    what = {
        "purpose": ground.purpose.label, "controller": ground.controller.name,
        "recipient": ground.recipient.name if ground.recipient else ground.controller.name,
    }  # fmt: skip
    return ObjectionRow(
        objection=row, who=row.client.name_to_use, law=ground.law,
        what=_("%(purpose)s: van %(controller)s naar %(recipient)s") % what,
        made_on=_day(made_on), answer_before=_day(before), is_late=before <= today,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
