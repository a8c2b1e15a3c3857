"""What may happen to a vacancy, or why not."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from werkcentrum.core.refusal import Refusal
from werkcentrum.vacancies.content import UNNAMED, Content
from werkcentrum.vacancies.likeness import plain
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import Step, is_possible
from werkcentrum.vacancies.wording import Finding, check_wording

# Of what names no last day, a day on which it was not seen any more counts.
STAYS_WITHOUT_A_LAST_DAY: Final = 60
# So long at most an employer has a vacancy stay.
LONGEST_DAYS: Final = 180


def findings(*, title: str, description: str) -> tuple[Finding, ...]:
    """What the wording check finds in what people read of a vacancy."""
    return check_wording(f"{title}.\n{description}")


def unlawful(vacancy: Vacancy) -> list[Finding]:
    """What in this vacancy leaves people out, without what is only doubtful."""
    found = findings(title=vacancy.title, description=vacancy.description)
    return [finding for finding in found if finding.is_unlawful]


def may(step: Step, vacancy: Vacancy) -> Refusal | None:
    """Whether this step comes after the state of the vacancy."""
    if is_possible(step, vacancy.state):
        return None
    return Refusal(
        f"Dat kan niet met een vacature die ‘{vacancy.get_state_display()}’ is. "
        "Misschien deed een collega al iets."
    )


def changed_meanwhile() -> Refusal:
    """What somebody hears whose colleague was first."""
    return Refusal("Iemand anders veranderde deze vacature net. Lees eerst wat er nu staat.")


def may_submit(vacancy: Vacancy, *, reason: str, today: date) -> Refusal | None:
    """A colleague only gets to see what is complete, with a reason for words that seem unlawful."""
    if refusal := may(Step.SUBMIT, vacancy):
        return refusal
    if vacancy.closes_on is not None and vacancy.closes_on < today:
        return Refusal("De laatste dag om te solliciteren is voorbij. Verander eerst die dag.")
    if unlawful(vacancy) and not reason:
        return Refusal(
            "In de tekst staan woorden die mensen uitsluiten. Verander de tekst, "
            "of schrijf op waarom dit volgens de wet mag."
        )
    return None


def may_publish(vacancy: Vacancy, *, by: str, today: date) -> Refusal | None:
    """Where the region wants that, somebody else than the writer puts it on the website."""
    if refusal := may(Step.PUBLISH, vacancy):
        return refusal
    if vacancy.closes_on is not None and vacancy.closes_on < today:
        return Refusal("De laatste dag om te solliciteren is voorbij. Neem de vacature terug.")
    if unlawful(vacancy) and not vacancy.wording_reason:
        return Refusal(
            "In de tekst staan woorden die mensen uitsluiten. Neem de vacature terug. Verander "
            "dan de tekst, of schrijf op waarom dit volgens de wet mag."
        )
    if vacancy.region.vacancies_need_second and vacancy.written_by == by:
        return Refusal(
            "U schreef deze vacature zelf. Vraag een collega om die te lezen "
            "en op de website te zetten."
        )
    return None


def may_extend(vacancy: Vacancy, *, closes_on: date, today: date) -> Refusal | None:
    """What is on the website stays longer, and not for ever."""
    if refusal := may(Step.EXTEND, vacancy):
        return refusal
    if not today <= closes_on <= today + timedelta(days=LONGEST_DAYS):
        return Refusal(f"Kies een dag vanaf vandaag, en hoogstens {LONGEST_DAYS} dagen later.")
    return None


def may_accept(content: Content, *, today: date) -> Refusal | None:
    """Words of a source only come on the website when they leave nobody out and are not over."""
    if content.closes_on is not None and content.closes_on < today:
        return Refusal("De laatste dag om te solliciteren is voorbij. Laat de tekst zoals die is.")
    found = findings(title=content.title, description=content.description)
    if any(finding.is_unlawful for finding in found):
        return Refusal(
            "In de nieuwe tekst staan woorden die mensen uitsluiten. Laat de tekst zoals die is, "
            "en bel de werkgever."
        )
    return None


def looks(vacancy: Vacancy) -> set[str]:
    """Two that share one of these are probably the same work."""
    return {vacancy.likeness, vacancy.text_likeness} - {""}


def looks_that_hold(vacancy: Vacancy) -> set[str]:
    """Two that share one of these are so alike that the second waits until somebody looked.

    Many employers hide behind an agency that names none, and an agency has one text for much work.
    """
    held = set() if vacancy.employer_name == UNNAMED else {vacancy.likeness}
    if vacancy.text_likeness:
        held.add(f"{plain(vacancy.title)} {vacancy.text_likeness}")
    return held


def may_be_one(own: Vacancy, other: UUID) -> bool:
    """Whether it is another vacancy, and nobody said that it is other work."""
    return other != own.pk and str(other) not in own.apart_from


def is_double() -> Refusal:
    """Why a vacancy of a source waits of which another one is here already, or was lately."""
    return Refusal(
        "Deze vacature staat er waarschijnlijk al, of stond er pas. Kijk of het hetzelfde werk is."
    )
