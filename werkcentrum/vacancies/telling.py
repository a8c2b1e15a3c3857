"""Who is told what about a vacancy, inside the transaction of what happened."""

from datetime import datetime

from werkcentrum.core import outbox
from werkcentrum.core.notices import Notice
from werkcentrum.partners.queries import sender_of
from werkcentrum.vacancies import notices
from werkcentrum.vacancies.models import EmployerContact, Vacancy


def about(vacancy: Vacancy) -> str:
    """By what messages are found that go with a vacancy."""
    return f"vacancy:{vacancy.pk}"


def send_received(contact: EmployerContact, at: datetime) -> None:
    """It came in, with the link."""
    sender = sender_of(contact.vacancy.region)
    _put(contact, notices.received(sender, contact), "received", at)


def send_new_link(contact: EmployerContact, at: datetime) -> None:
    """The link that works from now on."""
    sender = sender_of(contact.vacancy.region)
    _put(contact, notices.new_link(sender, contact), f"link-{contact.link_turn}", at)


def tell_published(vacancy: Vacancy, at: datetime) -> None:
    """It is on the website; nothing for who wrote it down here."""
    contact = EmployerContact.objects.select_related("vacancy__region").filter(vacancy=vacancy)
    for one in contact.order_by("pk"):
        notice = notices.published(sender_of(vacancy.region), one)
        _put(one, notice, f"published-{at.isoformat()}", at)


def _put(contact: EmployerContact, notice: Notice, key: str, at: datetime) -> None:
    sender = sender_of(contact.vacancy.region)
    outbox.put_all([outbox.message(
        notice=notice, channel=outbox.Channel.MAIL, to=contact.mail, sender=sender,
        key=f"vacancy:{contact.vacancy_id}:{key}", about=about(contact.vacancy), at=at,
        # Who has the link can change the vacancy.
        is_asked_for=True, is_confidential=not sender.is_demonstration,
    )])  # fmt: skip
