"""What the sender does with a referral: bring somebody to a team, and see to it until the end.

What a team does stands in `team_actions.py`, what happens by itself in `clock_actions.py`.
Whoever needs more rows takes them in one order: the enquiry, the client, then referrals by id.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.appointments.actions import Contact, book_on_behalf, cancel_appointment
from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.audit.actions import record
from werkcentrum.casework import work_actions as casework
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.catalogue.models import Service
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.partners.models import Organisation, Team
from werkcentrum.privacy import actions as privacy
from werkcentrum.privacy.models import Consent, LegalGround
from werkcentrum.privacy.rules import Basis
from werkcentrum.referrals import rules
from werkcentrum.referrals.clocks import receiving_team
from werkcentrum.referrals.models import Referral, ReferralMessage
from werkcentrum.referrals.queries import (
    handover_of,
    has_unread_too_long,
    is_there_already,
    open_referrals,
    resting_on,
    resting_on_ground,
    resting_on_own_word,
    who_receives,
)
from werkcentrum.referrals.states import OPEN, State
from werkcentrum.referrals.stepping import lock, lock_client, lock_enquiry, note, step, written
from werkcentrum.referrals.telling import (
    tell_answer,
    tell_handover,
    tell_owner,
    tell_question,
    tell_stopped,
    tell_who_decides,
)

# A team that has nothing in its mailbox yet need not hear that it stopped.
_SENT: Final = frozenset(OPEN)


@transaction.atomic
def make_referral(
    *,
    enquiry: Enquiry,
    team: Team,
    organisation: Organisation,
    owner: User,
    by: str,
    at: datetime,
    theme: str = "",
    service: Service | None = None,
    summary: str = "",
    data: Collection[str] = (),
    warmth: str = "",
    held_numbers: int = 0,
) -> Referral:
    """Prepare bringing somebody to a team; nothing leaves yet.

    `organisation` sends it, `owner` sees to it, `data` are keys of `privacy.Data`, `warmth` of
    `Referral.Warmth` or ''. `held_numbers`, here and below: `core.forms.held_numbers`. Raises
    RefusedError.
    """
    lock_enquiry(enquiry)
    is_known = is_there_already(enquiry, team, theme)
    insist(rules.may_make(enquiry, team, summary=summary, data=data, is_known=is_known))
    referral = _new(
        enquiry=enquiry, team=team, organisation=organisation, owner=owner, theme=theme,
        service=service, summary=summary, data=sorted(data), warmth=warmth, made_at=at,
    )  # fmt: skip
    note(referral, by, at)
    written("made", referral, by, at, theme=theme, team=str(team.pk), held_numbers=held_numbers)
    return referral


@transaction.atomic
def send_referral(*, referral: Referral, by: str, at: datetime) -> Referral:
    """Send it, or send it again after nobody answered: only on a basis of this moment.

    While the team is away its substitute gets it. Raises RefusedError, and then nothing is shared.
    """
    _send(referral, by, at)
    written(
        "sent", referral, by, at, team=str(referral.team_id), data=list(referral.data),
        consent=_id(referral.consent_id), ground=_id(referral.ground_id),
    )  # fmt: skip
    return referral


@transaction.atomic
def redirect(
    *,
    referral: Referral,
    team: Team,
    by: str,
    at: datetime,
    summary: str | None = None,
    data: Collection[str] | None = None,
    held_numbers: int = 0,
) -> Referral:
    """Bring somebody to another team: the new referral, sent on a basis of its own.

    What is open stops; what was declined stays declined. Raises RefusedError, and then all is as
    it was.
    """
    lock_enquiry(referral.enquiry)
    lock_client(referral)
    insist(rules.may_redirect(referral, team))
    was_sent = referral.state in _SENT
    if referral.state != State.DECLINED:
        step(referral, State.REDIRECTED, by, at)
        if was_sent:
            tell_stopped(referral, at)
    summary = referral.summary if summary is None else summary
    data = referral.data if data is None else data
    enquiry, theme = referral.enquiry, referral.theme
    is_known = is_there_already(enquiry, team, theme)
    insist(rules.may_make(enquiry, team, summary=summary, data=data, is_known=is_known))
    child = _new(
        enquiry=enquiry, team=team, organisation=referral.organisation, owner=referral.owner,
        theme=theme, service=referral.service, summary=summary, data=sorted(data),
        warmth=referral.warmth, made_at=at, parent=referral,
    )  # fmt: skip
    note(child, by, at)
    _send(child, by, at)
    written(
        "redirected", child, by, at, team=str(child.team_id), parent=str(referral.pk),
        held_numbers=held_numbers,
    )  # fmt: skip
    return child


@transaction.atomic
def answer(*, referral: Referral, body: str, by: str, at: datetime, held_numbers: int = 0) -> None:
    """Answer the question of a team, which then has its term again. Raises RefusedError."""
    insist(rules.may_write(body))
    insist(rules.may_answer(referral, at=at))
    step(referral, State.RECEIVED, by, at, is_by_hand=True)
    ReferralMessage.objects.create(referral=referral, is_from_team=False, body=body, at=at)
    tell_answer(referral, at)
    written("answered", referral, by, at, held_numbers=held_numbers)


@transaction.atomic
def note_call(*, referral: Referral, is_three_way: bool, by: str, at: datetime) -> None:
    """People spoke each other about it: no reminders any more. Raises RefusedError.

    `is_three_way`: the person was there too, which makes the handover warm.
    """
    lock(referral)
    insist(rules.may_call(referral))
    values: dict[str, Any] = {"is_by_hand": True}
    if is_three_way:
        values["called_at"] = at
    _set(referral, **values)
    written("called", referral, by, at, is_three_way=is_three_way)


@transaction.atomic
def hand_over_warmly(
    *,
    referral: Referral,
    slot: AppointmentSlot,
    request_key: UUID,
    channel: str,
    staff: User,
    by: str,
    at: datetime,
    adviser: UUID | None = None,
    companion: User | None = None,
) -> Appointment:
    """Make the appointment at which people are brought together; the same request again returns it.

    `companion` comes for the team, and finds it in their agenda. Raises RefusedError, and then
    there is none.
    """
    lock_client(referral)
    lock(referral)
    handover = handover_of(referral)
    if handover is not None and handover.request_key == request_key:
        return handover
    is_coming = handover is not None and rules.is_coming(handover)
    insist(rules.may_hand_over(referral, has_handover=is_coming))
    insist(rules.may_meet(referral, at=at))
    people = who_receives(referral.team.organisation) if companion else []
    insist(rules.no_companion() if companion and companion not in people else None)
    client = referral.enquiry.client
    assert client is not None  # noqa: S101  the rule refuses who is anonymous
    booked = book_on_behalf(
        slot=slot, request_key=request_key, channel=channel, contact=_contact(client),
        staff=staff, adviser=adviser, companion=companion.pk if companion else None,
        question=referral.enquiry, by=by, at=at,
    )  # fmt: skip
    _set(
        referral, handover=booked, is_handover_off=False, is_by_hand=True,
        warmth=referral.warmth or Referral.Warmth.APPOINTMENT,
    )  # fmt: skip
    tell_handover(referral, booked, at)
    written("handover_planned", referral, by, at, appointment=str(booked.pk))
    return booked


@transaction.atomic
def cancel(*, referral: Referral, by: str, at: datetime) -> None:
    """The sender stops it. Raises RefusedError."""
    _end(referral, State.CANCELLED, by, at)
    written("cancelled", referral, by, at)


@transaction.atomic
def withdraw(*, referral: Referral, by: str, at: datetime) -> None:
    """The person does not want it any more, and need not say why. Raises RefusedError.

    An appointment with the team that is still to come is called off.
    """
    _end(referral, State.WITHDRAWN, by, at)
    _call_off(referral, by, at)
    written("withdrawn", referral, by, at)


@transaction.atomic
def close_unreachable(*, referral: Referral, by: str, at: datetime) -> None:
    """Stop because nobody can reach the person. Raises RefusedError."""
    step(referral, State.CLOSED_UNREACHABLE, by, at)
    written("closed_unreachable", referral, by, at)


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: str, at: datetime) -> int:
    """Somebody takes a consent back: what rests on it stops; returns how many referrals did.

    From here on no team sees anything on it, no link works, no appointment with it goes on. The
    teams hear so, and whoever sees to it, unless they wrote it down themselves.
    """
    privacy.withdraw_consent(consent=consent, by=by, at=at)
    count = _stop(resting_on(consent), by, at)
    record(
        verb="referrals.stopped_with_consent", subject=consent, by=by, at=at,
        region_key=consent.client.region.key, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def object_to(*, client: Client, ground: LegalGround, by: str, at: datetime) -> int:
    """Somebody objects to sharing on this ground: what rests on it stops; returns how many did.

    At once, and not when it is decided: until then nothing may be shared. Who hears of it is as
    with a consent. Raises RefusedError.
    """
    objection = privacy.object_to(client=client, ground=ground, by=by, at=at)
    count = _stop(resting_on_ground(client, ground), by, at)
    record(
        verb="referrals.stopped_with_objection", subject=objection, by=by, at=at,
        region_key=client.region.key, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def set_representative(
    *, client: Client, representative: str, name: str, by: str, at: datetime
) -> int:
    """Write down who decides for somebody by law (`privacy.set_representative`), and tell them.

    What rests on a yes that they gave alone stops, and the teams hear so. Returns how many
    referrals stopped. Raises RefusedError.
    """
    ended = privacy.set_representative(
        client=client, representative=representative, name=name, by=by, at=at
    )
    count = _stop(resting_on_own_word(client), by, at) if representative else 0
    tell_who_decides(client, at, has_ended=bool(ended))
    record(
        verb="referrals.stopped_with_representative", subject=client, by=by, at=at,
        region_key=client.region.key, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def close_enquiry(
    *, enquiry: Enquiry, outcome: str, by: str, at: datetime, is_outcome_stated: bool = False
) -> None:
    """End an enquiry; `outcome` is a key of `Enquiry.Outcome`. Raises RefusedError.

    While a referral is open only when the adviser says how it ended (`is_outcome_stated`): what
    is open is then stopped, and the teams hear so.
    """
    lock_enquiry(enquiry)
    found = list(open_referrals(enquiry).order_by("pk").select_for_update(of=("self",)))
    count = len(found)
    insist(rules.may_close(
        enquiry, outcome=outcome, open_count=count, is_outcome_stated=is_outcome_stated
    ))  # fmt: skip
    for referral in found:
        _end(referral, State.CANCELLED, by, at)
    casework.close_enquiry(enquiry=enquiry, outcome=outcome, by=by, at=at)
    record(
        verb="referrals.enquiry_closed", subject=enquiry, by=by, at=at,
        region_key=enquiry.region.key, count=count, outcome=outcome,
    )  # fmt: skip


def _new(**values: Any) -> Referral:
    """A draft. Raises RefusedError when there is one for this team and theme."""
    try:
        with transaction.atomic():
            return Referral.objects.create(region=values["enquiry"].region, **values)
    except IntegrityError:
        # A colleague did the same at this very moment.
        raise RefusedError(rules.known_there()) from None


def _send(referral: Referral, by: str, at: datetime) -> None:
    insist(rules.may_step(referral, State.SENT))
    team = receiving_team(referral.team, day_of(at))
    insist(rules.may_receive(team, has_unread=has_unread_too_long(team, at=at)))
    basis = _shared(referral, team, by, at)
    try:
        with transaction.atomic():
            step(
                referral, State.SENT, by, at, team=team, sent_at=at, is_by_hand=False,
                consent=basis.consent, ground=basis.ground,
            )  # fmt: skip
    except IntegrityError:
        raise RefusedError(rules.known_there()) from None
    tell_question(referral, at)


def _shared(referral: Referral, team: Team, by: str, at: datetime) -> Basis:
    """On what the data go to this team, written down for the person; an empty basis for no data."""
    enquiry = referral.enquiry
    insist(rules.may_go_along(enquiry, summary=referral.summary, data=referral.data))
    about: dict[str, Any] = {"recipient": team.organisation, "data": referral.data, "at": at}
    basis = rules.share(enquiry, controller=referral.organisation, **about)
    if basis is None or enquiry.client is None:
        return Basis()
    if isinstance(basis, Refusal):
        raise RefusedError(basis)
    # Takes the client, as withdrawing does: nobody withdraws in between.
    privacy.disclose(client=enquiry.client, basis=basis, purpose=rules.PURPOSE, by=by, **about)
    return basis


def _stop(rows: QuerySet[Referral], by: str, at: datetime) -> int:
    """Everything that somebody does not want any more; the teams hear so.

    Whoever was sending it took the client first, as the caller did: it is here by now.
    """
    found = list(rows.select_for_update(of=("self",)))
    for referral in found:
        step(referral, State.WITHDRAWN, by, at)
        tell_stopped(referral, at)
        _call_off(referral, by, at)
        if by != str(referral.owner_id):
            tell_owner(referral, at)
    return len(found)


def _end(referral: Referral, to: State, by: str, at: datetime) -> None:
    was_sent = referral.state in _SENT
    step(referral, to, by, at)
    if was_sent:
        tell_stopped(referral, at)


def _call_off(referral: Referral, by: str, at: datetime) -> None:
    """The appointment of the three would tell the team on that day who was meant."""
    handover = handover_of(referral)
    if handover is not None and rules.is_coming(handover) and handover.starts_at > at:
        cancel_appointment(appointment=handover, by=by, at=at)


def _set(referral: Referral, **values: Any) -> None:
    """Change fields beside the state, of a row that is taken."""
    Referral.objects.filter(pk=referral.pk).update(**values)
    for name, value in values.items():
        setattr(referral, name, value)


def _contact(client: Client) -> Contact:
    return Contact(client.name_to_use, client.reach, client.address, client.language)


def _id(key: Any) -> str:
    return str(key) if key else ""
