"""The next thing to do for an agreement: one sentence and one button. Pure.

The most useful thing first: a clerk who opens the page sees what it waits for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.governance.agreements.dates import Due, DueKind, dues
from werkcentrum.governance.agreements.ending_rules import is_ending_proposed
from werkcentrum.governance.agreements.force_rules import last_day_without, least_parties
from werkcentrum.governance.agreements.rules import Text
from werkcentrum.governance.agreements.states import PartyFacts, PartyState, Stage, party_state
from werkcentrum.governance.models import Agreement


class Doing(TextChoices):
    """What to do; the label is what the button says. NOTHING has no button."""

    NOTHING = "nothing", ""
    ADD_PARTY = "add_party", "Voeg een partij toe"
    WRITE = "write", "Werk aan de tekst"
    MAKE_VERSION = "make_version", "Maak een versie"
    CONSULT = "consult", "Zet in afstemming"
    NOTE = "note", "Leg vast"
    CHECK = "check", "Leg juridisch akkoord vast"
    OFFER = "offer", "Leg voor om te tekenen"
    DECIDE = "decide", "Schrijf een besluit op"
    AUTHORISE = "authorise", "Schrijf een volmacht op"
    SIGN = "sign", "Schrijf een ondertekening op"
    CONFIRM = "confirm", "Bevestig een ondertekening"
    EVALUATE = "evaluate", "Leg een evaluatie vast"
    DECIDE_TERM = "decide_term", "Verleng of beëindig"
    AGREE_END = "agree_end", "Leg een akkoord vast"
    ASSESS = "assess", "Leg uw conclusie vast"


@dataclass(frozen=True)
class NextThing:
    """What to do, why in one sentence, and the id of the party or signature it is about, if one."""

    doing: Doing
    why: str
    about: UUID | None = None

    @property
    def label(self) -> str:
        """What the button says."""
        return str(self.doing.label)


def next_thing(
    agreement: Agreement,
    parties: Sequence[PartyFacts],
    text: Text,
    today: date,
    *,
    gone: str = "",
) -> NextThing:
    """The first thing that it waits for.

    `gone` says which decision or power of attorney of a signature was withdrawn, while nobody
    looked at that.
    """
    there = [facts for facts in parties if party_state(facts, today) != PartyState.LEFT]
    end = last_day_without(agreement)
    if gone and (end is None or today < end):
        return NextThing(Doing.ASSESS, _("%(gone)s Kijk of zij zo door kan gaan.") % {"gone": gone})
    if agreement.in_force_on is not None:
        return next(_while_it_holds(agreement, there, today))
    steps = {
        Stage.DRAFT: _in_draft, Stage.CONSULTATION: _in_consultation, Stage.CHECKED: _checked,
        Stage.TO_SIGN: _to_sign,
    }  # fmt: skip
    return next(steps[Stage(agreement.stage)](agreement, there, text))


def _in_draft(
    agreement: Agreement, parties: Sequence[PartyFacts], text: Text
) -> Iterator[NextThing]:
    if len(parties) < least_parties(agreement):
        yield NextThing(Doing.ADD_PARTY, _("Er zijn nog te weinig partijen."))
    if text.is_empty:
        yield NextThing(Doing.WRITE, _("Er staat nog niets in de tekst."))
    if not text.is_current:
        why = _("Maak een versie. Dan leest elke partij dezelfde tekst.")
        yield NextThing(Doing.MAKE_VERSION, why)
    yield NextThing(Doing.CONSULT, _("De tekst is klaar om met de partijen af te stemmen."))


def _in_consultation(
    agreement: Agreement, parties: Sequence[PartyFacts], text: Text
) -> Iterator[NextThing]:
    if len(parties) < least_parties(agreement):
        yield NextThing(Doing.ADD_PARTY, _("Er zijn nog te weinig partijen."))
    for facts in parties:
        if facts.consulted_on is None:
            why = _("Wacht op de reactie van %(name)s.") % {"name": facts.name}
            yield NextThing(Doing.NOTE, why, facts.pk)
    yield from _text(text)
    for facts in parties:
        if facts.checked_on is None:
            why = _("Wacht op het juridisch akkoord van %(name)s.") % {"name": facts.name}
            yield NextThing(Doing.NOTE, why, facts.pk)
    yield NextThing(Doing.CHECK, _("Elke partij gaat juridisch akkoord."))


def _text(text: Text) -> Iterator[NextThing]:
    """What is still to be done about the text itself."""
    if text.blanks:
        why = _("In de tekst staat nog open: %(what)s.") % {"what": text.blanks[0]}
        yield NextThing(Doing.WRITE, why)
    if text.missing:
        why = _("In de tekst ontbreekt nog: %(what)s.") % {"what": text.missing[0].heading}
        yield NextThing(Doing.WRITE, why)
    if not text.is_current:
        yield NextThing(Doing.MAKE_VERSION, _("De tekst is veranderd. Maak een nieuwe versie."))


def _checked(
    agreement: Agreement, parties: Sequence[PartyFacts], text: Text
) -> Iterator[NextThing]:
    yield from _authority(parties)
    yield NextThing(Doing.OFFER, _("Elke partij heeft besloten en iemand die mag tekenen."))


def _to_sign(
    agreement: Agreement, parties: Sequence[PartyFacts], text: Text
) -> Iterator[NextThing]:
    yield from _signatures(parties)
    yield from _authority(parties)
    parent = agreement.parent
    if parent is not None and parent.in_force_on is None:
        why = _("Iedereen heeft getekend. Zij wacht op %(title)s.") % {"title": parent.title}
    elif agreement.starts_on is not None:
        why = _("Zij treedt in werking op %(day)s. U hoeft niets te doen.")
        why %= {"day": _day(agreement.starts_on)}
    else:
        why = _("Iedereen heeft getekend. U hoeft niets te doen.")
    yield NextThing(Doing.NOTHING, why)


def _signatures(parties: Sequence[PartyFacts]) -> Iterator[NextThing]:
    """Who confirms, who signs as well, and who signs."""
    for facts in parties:
        if facts.unconfirmed is not None:
            why = _("Een tweede persoon moet de ondertekening van %(name)s bevestigen.")
            yield NextThing(Doing.CONFIRM, why % {"name": facts.name}, facts.unconfirmed)
    for facts in parties:
        if facts.waits_for_another and not facts.is_bound:
            why = f"{facts.name}: {facts.missing} {facts.who_supplies}"
            yield NextThing(Doing.SIGN, why, facts.pk)
    for facts in parties:
        if not facts.is_bound and facts.is_authorised:
            why = _("%(name)s kan tekenen.") % {"name": facts.name}
            yield NextThing(Doing.SIGN, why, facts.pk)


def _authority(parties: Sequence[PartyFacts]) -> Iterator[NextThing]:
    """Of the first party that cannot sign yet: which link is missing, and who can supply it."""
    for facts in parties:
        if not facts.is_bound and not facts.is_authorised:
            doing = Doing.AUTHORISE if facts.is_decided else Doing.DECIDE
            yield NextThing(doing, f"{facts.missing} {facts.who_supplies}".strip(), facts.pk)


def _while_it_holds(
    agreement: Agreement, parties: Sequence[PartyFacts], today: date
) -> Iterator[NextThing]:
    end = last_day_without(agreement)
    if end is not None and end <= today:
        why = _("Zij is beëindigd op %(day)s. U hoeft niets te doen.") % {"day": _day(end)}
        yield NextThing(Doing.NOTHING, why)
    coming = dues(agreement, today)
    yield from _earlier_end(agreement, parties)
    yield from _near(agreement, coming, today)
    if coming:
        why = _("Zij is in werking. Het eerstvolgende: %(what)s, op %(day)s.")
        why %= {"what": coming[0].kind.label, "day": _day(coming[0].on)}
    else:
        why = _("Zij is in werking. U hoeft niets te doen.")
    yield NextThing(Doing.NOTHING, why)


def _earlier_end(agreement: Agreement, parties: Sequence[PartyFacts]) -> Iterator[NextThing]:
    """Which parties still have to agree that it ends earlier; not who is no party by then."""
    end = agreement.agreed_end_on
    if end is None or not is_ending_proposed(agreement):
        return
    waiting = [
        row.name for row in parties
        if row.is_bound and row.end_agreed_on is None and not (row.left_on and row.left_on <= end)
    ]  # fmt: skip
    why = _("Met het einde op %(day)s gingen nog niet akkoord: %(names)s.")
    yield NextThing(Doing.AGREE_END, why % {"day": _day(end), "names": ", ".join(waiting)})


def _near(agreement: Agreement, coming: Sequence[Due], today: date) -> Iterator[NextThing]:
    """What is to be done before a day that comes near."""
    for due in coming:
        if due.is_near(today) and due.kind == DueKind.EVALUATION:
            late = _("De evaluatie had er op %(day)s moeten zijn.")
            words = late if due.is_late(today) else _("Evalueer haar voor %(day)s.")
            yield NextThing(Doing.EVALUATE, words % {"day": _day(due.on)})
        if due.is_near(today) and due.kind == DueKind.NOTICE:
            why = _("Besluit voor %(day)s of u haar verlengt of beëindigt.") % {"day": _day(due.on)}
            yield NextThing(Doing.DECIDE_TERM, why)
        if due.is_near(today) and due.kind == DueKind.END and agreement.terminated_on is None:
            why = _("Zij eindigt op %(day)s. Kijk wat er dan wegvalt.") % {"day": _day(due.on)}
            yield NextThing(Doing.DECIDE_TERM, why)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
