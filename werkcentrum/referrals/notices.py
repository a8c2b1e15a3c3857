"""What teams and advisers read about a referral, in Dutch: they work here; what a person reads.

Never who it is about, nor what: a mailbox is read by many. That stands behind the link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.casework.models import Client
from werkcentrum.core.notices import Button, Notice, Sender, compose
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State

LANGUAGE: Final = "nl"
_CANNOT: Final = "Kan niemand van uw team dan? Laat het de gids weten."


@dataclass(frozen=True)
class Meeting:
    """When (on the clock of its location) and where the three meet.

    `companion` is the mail address of who comes for the team, '' when that was not said.
    """

    when: datetime
    where: str
    companion: str

    @property
    def moment(self) -> str:
        """The day and the time."""
        with override(LANGUAGE):
            return f"{date_format(self.when, 'l j F, H.i')} uur"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What stands in a message about it."""
        found = [("Wanneer", self.moment), ("Waar", self.where)]
        return [*found, ("Van uw team", self.companion)] if self.companion else found


def new_question(referral: Referral, sender: Sender, path: str) -> Notice:
    """Somebody is brought to the team."""
    return _notice(
        sender,
        subject=f"Een vraag voor {referral.team.name}, antwoord uiterlijk {_day(referral.due_on)}",
        preheader="Wilt u laten weten of u kunt helpen?",
        sentences=[
            f"{referral.organisation.name} brengt iemand bij u.",
            "Wilt u de vraag bekijken en laten weten of u kunt helpen?",
            "Een account heeft u daarvoor niet nodig.",
        ],
        facts=_facts(referral),
        button=Button("Bekijk de vraag", path),
        after=["De knop werkt acht dagen. Daarna vraagt u op dezelfde bladzijde een nieuwe aan."],
    )


def new_link(referral: Referral, sender: Sender, path: str) -> Notice:
    """Somebody of the team asked for another link."""
    return _notice(
        sender,
        subject="Uw nieuwe link om te antwoorden",
        preheader="De oude link werkt niet meer.",
        sentences=["U vroeg om een nieuwe link. De oude werkt niet meer."],
        facts=_facts(referral),
        button=Button("Bekijk de vraag", path),
    )


def answered(referral: Referral, sender: Sender, path: str) -> Notice:
    """The sender answered a question of the team."""
    return _notice(
        sender,
        subject="Antwoord op uw vraag",
        preheader="Wilt u nu laten weten of u kunt helpen?",
        sentences=[
            f"{referral.organisation.name} gaf antwoord op uw vraag.",
            "Wilt u nu laten weten of u kunt helpen?",
        ],
        facts=_facts(referral),
        button=Button("Lees het antwoord", path),
    )


def handover_planned(referral: Referral, sender: Sender, path: str, *, meeting: Meeting) -> Notice:
    """The adviser made the appointment of the three."""
    return _notice(
        sender,
        subject=f"Afspraak met z'n drieën op {meeting.moment}",
        preheader="De klant, uw team en de gids spreken elkaar dan samen.",
        sentences=[
            f"{referral.organisation.name} maakte een afspraak voor de klant, uw team en de gids.",
            _CANNOT,
        ],
        facts=meeting.facts,
        button=Button("Bekijk de vraag", path),
    )


def handover_moved(referral: Referral, sender: Sender, path: str, *, meeting: Meeting) -> Notice:
    """The appointment of the three is at another time."""
    return _notice(
        sender,
        subject=f"Verzet: afspraak met z'n drieën op {meeting.moment}",
        preheader="De oude tijd geldt niet meer.",
        sentences=[
            f"De afspraak van {referral.organisation.name} met de klant en uw team is verzet.",
            "De oude tijd geldt niet meer.",
            _CANNOT,
        ],
        facts=meeting.facts,
        button=Button("Bekijk de vraag", path),
    )


def without_companion(
    referral: Referral, sender: Sender, path: str, *, meeting: Meeting, who: str
) -> Notice:
    """To the adviser: the colleague of the team who would come has no time for the new moment."""
    team = referral.team.name
    return _notice(
        sender,
        subject=f"Zonder {team}: afspraak met z'n drieën op {meeting.moment}",
        preheader="Spreek met het team af wie er komt.",
        sentences=[
            f"De afspraak is verzet. {who} van {team} kan dan niet.",
            "Spreek met het team af wie er komt, of kies een andere tijd.",
        ],
        facts=meeting.facts,
        button=Button("Bekijk de vraag", path),
    )


def handover_off(referral: Referral, sender: Sender, path: str, *, meeting: Meeting) -> Notice:
    """The appointment of the three does not go on; the question does."""
    return _notice(
        sender,
        subject=f"Gaat niet door: afspraak met z'n drieën op {meeting.moment}",
        preheader="De vraag zelf loopt door.",
        sentences=[
            f"De afspraak van {referral.organisation.name} met de klant en uw team gaat niet door.",
            "De vraag zelf loopt door. Spreek met de gids af hoe u verder gaat.",
        ],
        facts=meeting.facts,
        button=Button("Bekijk de vraag", path),
    )


def stopped(referral: Referral, sender: Sender) -> Notice:
    """Nobody needs to do anything any more."""
    return _notice(
        sender,
        subject="Een vraag is gestopt, u hoeft niets meer te doen",
        preheader="De link in onze eerdere e-mail werkt niet meer.",
        sentences=[
            "Wij stuurden u een vraag. Die gaat niet door: u hoeft niets meer te doen.",
            "Heeft u gegevens van deze persoon bewaard? Verwijder die dan.",
        ],
        facts=[("Van", referral.organisation.name), ("Verstuurd op", _day(referral.sent_at))],
    )


def who_decides(*, sender: Sender, language: str, representative: str, has_ended: bool) -> Notice:
    """To the person, in their language: who decides whether data are shared. No names."""
    if not representative:
        return _decides_alone(sender, language)
    with override(language):
        who = Client.Representative(representative).label
        said = _("Uw %(who)s beslist voortaan of wij uw gegevens delen.") % {"who": who}
        ended = _("Wat u eerder zelf goed vond, geldt niet meer. Wij zijn ermee gestopt.")
        told = [said, *([ended] if has_ended else [])]
        return compose(
            sender=sender,
            language=language,
            subject=_("Iemand beslist met u mee"),
            preheader=said,
            paragraphs=[_("Hallo,"), *told],
            after=[_("Klopt dit niet? Bel ons, of vertel het uw gids.")],
            short=" ".join(told),
        )


def digest(
    sender: Sender, rows: Sequence[tuple[Referral, str]], *, is_for_colleagues: bool = False
) -> Notice:
    """Everything that waits for a team, in one message; each with its path."""
    count = len(rows)
    what = "1 vraag wacht" if count == 1 else f"{count} vragen wachten"
    team = rows[0][0].team.name
    whom = f"op een antwoord van {team}" if is_for_colleagues else "op uw antwoord"
    return _notice(
        sender,
        subject=f"{what} {whom}",
        preheader="Wilt u laten weten hoe het ermee staat?",
        sentences=["Wilt u laten weten hoe het hiermee staat?"],
        facts=[
            (
                f"Antwoord uiterlijk {_day(row.due_on)}",
                f"{row.organisation.name}: {_address(sender, p)}",
            )
            for row, p in rows
        ],
        after=["Lukt het niet? Zeg het ons dan ook. Wij zoeken dan iemand anders."],
    )


def for_owner(referral: Referral, sender: Sender, path: str) -> Notice:
    """Something happened that the adviser must deal with."""
    team = referral.team.name
    said = {
        State.INFO_REQUESTED: f"{team} heeft een vraag over een doorverwijzing",
        State.DECLINED: f"{team} kan niet helpen",
        State.EXPIRED: f"{team} gaf geen antwoord",
        State.UNREACHABLE: f"{team} kan iemand niet bereiken",
        State.WITHDRAWN: f"Een doorverwijzing naar {team} is gestopt",
    }[State(referral.state)]
    return _notice(
        sender,
        subject=said,
        preheader="U bent nu aan zet.",
        sentences=[f"{said}. U bent nu aan zet."],
        button=Button("Bekijk de vraag", path),
    )


def _decides_alone(sender: Sender, language: str) -> Notice:
    with override(language):
        said = _("U beslist voortaan zelf of wij uw gegevens delen.")
        stays = _("Wat een ander voor u goed vond, geldt nog. U kunt het intrekken.")
        return compose(
            sender=sender,
            language=language,
            subject=_("U beslist voortaan zelf"),
            preheader=said,
            paragraphs=[_("Hallo,"), said, stays],
            after=[_("Klopt dit niet? Bel ons, of vertel het uw gids.")],
            short=f"{said} {stays}",
        )


def _notice(
    sender: Sender,
    *,
    subject: str,
    preheader: str,
    sentences: Sequence[str],
    facts: Sequence[tuple[str, str]] = (),
    button: Button | None = None,
    after: Sequence[str] = (),
) -> Notice:
    with override(LANGUAGE):
        return compose(
            sender=sender, language=LANGUAGE, subject=subject, preheader=preheader,
            paragraphs=["Hallo,", *sentences], facts=facts, button=button, after=after,
        )  # fmt: skip


def _facts(referral: Referral) -> list[tuple[str, str]]:
    return [("Van", referral.organisation.name), ("Antwoord uiterlijk", _day(referral.due_on))]


def _day(day: date | None) -> str:
    with override(LANGUAGE):
        return date_format(day, "l j E") if day else ""


def _address(sender: Sender, path: str) -> str:
    return f"{sender.origin}{path}"
