"""What may happen with a referral, and why not. Said in Dutch: only staff and partners read it."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Organisation, Team
from werkcentrum.privacy.models import Data
from werkcentrum.privacy.rules import Basis, basis_for
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import OPEN, STEPS, TERMINAL, DeclineReason, Outcome, State

PURPOSE: Final = "referral"
# Who could not be reached so often, is unreachable.
MOST_ATTEMPTS: Final = 3
# In these a partner has opened the question and still helps.
READABLE: Final = (
    State.RECEIVED,
    State.INFO_REQUESTED,
    State.ACCEPTED,
    State.CONTACT_MADE,
    State.IN_PROGRESS,
    State.UNREACHABLE,
)
# In these a team tries to reach somebody.
_REACHING: Final = (
    State.ACCEPTED,
    State.CONTACT_MADE,
    State.IN_PROGRESS,
    State.UNREACHABLE,
)
_GOING_ON: Final = (AppointmentState.BOOKED, AppointmentState.ARRIVED, AppointmentState.ATTENDED)
_CLOSED: Final = Refusal(
    "Deze vraag is afgesloten. Heropen hem eerst, of leg een nieuwe vraag vast."
)


def just_changed() -> Refusal:
    """Somebody else was first."""
    return Refusal("Iemand anders was u net voor. Kijk hoe het er nu voor staat.")


def may_step(referral: Referral, to: State) -> Refusal | None:
    """Whether the table of steps has this one."""
    if to in STEPS[State(referral.state)]:
        return None
    return Refusal(f"Dat kan niet meer: deze doorverwijzing is ‘{State(referral.state).label}’.")


def may_make(
    enquiry: Enquiry, team: Team, *, summary: str, data: Collection[str], is_known: bool
) -> Refusal | None:
    """Whether this enquiry may go to this team; `is_known`: it is there already for this theme."""
    if enquiry.closed_at is not None:
        return _CLOSED
    if team.organisation.region_id != enquiry.region_id:
        return Refusal("Dit team hoort bij een andere regio.")
    if is_known:
        return known_there()
    return may_go_along(enquiry, summary=summary, data=data)


def known_there() -> Refusal:
    """One open referral for each team and theme."""
    return Refusal("Voor dit onderwerp loopt bij dit team al een doorverwijzing.")


def may_go_along(enquiry: Enquiry, *, summary: str, data: Collection[str]) -> Refusal | None:
    """Whether a message and these categories fit each other, and who asks."""
    if not set(data) <= set(Data.values):
        return Refusal("Kies welke gegevens meegaan.")
    if enquiry.employer_id is not None:
        return _only_a_message() if data else None
    if enquiry.client_id is None and (data or summary):
        return Refusal(
            "Deze persoon blijft anoniem: er gaan geen gegevens mee. "
            "De persoon neemt zelf de code mee naar de partner."
        )
    if summary and Data.QUESTION not in data:
        return Refusal("U schreef een bericht aan de partner. Laat dan ook ‘de vraag’ meegaan.")
    return None


def share(
    enquiry: Enquiry,
    *,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    at: datetime,
) -> Basis | Refusal | None:
    """On what these categories go to the recipient now; None when nothing goes along."""
    if not data:
        return None
    if enquiry.client is None:
        return may_go_along(enquiry, summary="", data=data)
    return basis_for(
        client=enquiry.client, purpose=PURPOSE, controller=controller, recipient=recipient,
        data=data, at=at,
    )  # fmt: skip


def may_read(referral: Referral, *, at: datetime) -> Refusal | None:
    """Whether the team may see what was sent along: opened, not ended, and on a basis of now."""
    if referral.state not in READABLE:
        return Refusal("Bij deze doorverwijzing zijn geen gegevens te zien.")
    found = share(
        referral.enquiry, controller=referral.organisation,
        recipient=referral.team.organisation, data=referral.data, at=at,
    )  # fmt: skip
    return found if isinstance(found, Refusal) else None


def may_answer(referral: Referral, *, at: datetime) -> Refusal | None:
    """Whether more may be told to the team than it knows: words about somebody's question.

    Of who is anonymous nobody knows whom they are about.
    """
    if referral.enquiry.client is not None and Data.QUESTION not in referral.data:
        return Refusal(
            "De vraag zelf ging niet mee naar dit team. Bel het team, of maak een nieuwe "
            "doorverwijzing waarbij de vraag meegaat."
        )
    found = share(
        referral.enquiry, controller=referral.organisation,
        recipient=referral.team.organisation, data=referral.data, at=at,
    )  # fmt: skip
    return found if isinstance(found, Refusal) else None


def may_receive(team: Team, *, has_unread: bool) -> Refusal | None:
    """Whether a team reads what is sent to it."""
    if has_unread:
        return Refusal(
            f"Bij {team} ligt al te lang iets ongelezen. Bel het team, of kies een ander."
        )
    return None


def may_contact(
    referral: Referral, handover: Appointment | None, *, at: datetime
) -> Refusal | None:
    """Whether people were really brought together, where that was promised.

    `handover` is the appointment of the three as it is now.
    """
    if not must_meet(referral):
        return None
    if handover is not None and is_coming(handover):
        if handover.starts_at <= at:
            return None
        return Refusal("De gezamenlijke afspraak moet nog komen.")
    return Refusal("Dit is een warme overdracht. Eerst is er een gesprek met z'n drieën.")


def _only_a_message() -> Refusal:
    """Consent is of residents; a business with one owner is a person too."""
    return Refusal("Van een werkgever gaan geen gegevens mee, alleen uw bericht.")


def must_meet(referral: Referral) -> bool:
    """Whether the three were promised to speak each other, and nobody said that they did."""
    return bool(referral.warmth) and referral.called_at is None


def is_coming(handover: Appointment) -> bool:
    """Whether an appointment goes on, or took place."""
    return handover.state in _GOING_ON


def may_try(referral: Referral) -> Refusal | None:
    """Whether a team is at the point of reaching somebody."""
    if referral.state in _REACHING:
        return None
    return may_step(referral, State.CONTACT_MADE) or Refusal("Neem de vraag eerst aan.")


def may_hand_over(referral: Referral, *, has_handover: bool) -> Refusal | None:
    """Whether an appointment of the three can be made."""
    if referral.state not in OPEN:
        return may_step(referral, State.CONTACT_MADE) or just_changed()
    if referral.enquiry.client is None:
        return Refusal("Voor een afspraak hebben wij een naam nodig. Vraag die eerst.")
    if has_handover:
        return Refusal("Er is al een gezamenlijke afspraak. Verzet die, of zeg hem af.")
    return None


def may_meet(referral: Referral, *, at: datetime) -> Refusal | None:
    """Whether the team may know whom it meets: in an agenda stands a name."""
    if Data.NAME not in referral.data:
        return Refusal(
            "De naam ging niet mee naar dit team. Vraag de klant of dat mag, en maak een nieuwe "
            "doorverwijzing."
        )
    found = share(
        referral.enquiry, controller=referral.organisation,
        recipient=referral.team.organisation, data=referral.data, at=at,
    )  # fmt: skip
    return found if isinstance(found, Refusal) else None


def no_companion() -> Refusal:
    """Only who may see what was sent to an organisation can come for it."""
    return Refusal("Deze collega werkt niet bij dit team. Kies een ander.")


def may_call(referral: Referral) -> Refusal | None:
    """Whether a talk about it still matters."""
    return None if referral.state in OPEN else _ended(referral)


def may_decline(reason: str) -> Refusal | None:
    """A code, not a story."""
    return None if reason in DeclineReason.values else Refusal("Kies waarom u niet kunt helpen.")


def may_complete(outcome: str) -> Refusal | None:
    """An end says what came of it."""
    return None if outcome in Outcome.values else Refusal("Kies wat ervan gekomen is.")


def may_write(body: str) -> Refusal | None:
    """A question or an answer has words."""
    return None if body.strip() else Refusal("Schrijf eerst uw bericht.")


def may_redirect(referral: Referral, team: Team) -> Refusal | None:
    """Somebody else: what is open stops here, what was declined stays declined."""
    if team.pk == referral.team_id:
        return Refusal("Kies een ander team.")
    if referral.state == State.DECLINED:
        return None
    return may_step(referral, State.REDIRECTED)


def may_renew(referral: Referral, *, is_revoked: bool, is_working: bool) -> Refusal | None:
    """Whether a team still has something to answer, and has no newer link."""
    if referral.state not in OPEN or referral.state == State.EXPIRED:
        return _ended(referral)
    if is_revoked:
        return Refusal("Er is al een nieuwere link. Kijk in de mailbox van uw team.")
    return Refusal("Deze link werkt nog. Een nieuwe is niet nodig.") if is_working else None


def may_close(
    enquiry: Enquiry, *, outcome: str, open_count: int, is_outcome_stated: bool
) -> Refusal | None:
    """Nobody is forgotten at a partner: first they say so, or the adviser says how it ended."""
    if outcome not in Enquiry.Outcome.values:
        return Refusal("Kies wat ervan gekomen is.")
    if enquiry.closed_at is not None:
        return Refusal("Deze vraag is al afgesloten.")
    if open_count and not is_outcome_stated:
        return Refusal(
            "Er loopt nog een doorverwijzing. Wacht op de partner, "
            "of zeg dat u zelf weet hoe het is afgelopen."
        )
    return None


def is_still_open(subject: str) -> bool:
    """Whether a message about a referral still makes sense; asked just before it leaves."""
    return Referral.objects.filter(pk=subject).exclude(state__in=TERMINAL).exists()


def _ended(referral: Referral) -> Refusal:
    label = State(referral.state).label
    return Refusal(f"Dat kan niet meer: deze doorverwijzing is ‘{label}’.")
