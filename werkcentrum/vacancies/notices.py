"""What an employer who sent a vacancy in gets by mail, in Dutch: vacancies are written in Dutch."""

from typing import Final

from werkcentrum.core.notices import Button, Notice, Sender, compose
from werkcentrum.vacancies.models import EmployerContact
from werkcentrum.vacancies.tokens import secret_of

_LANGUAGE: Final = "nl"
_KEEP: Final = "Met deze link kan iedereen uw vacature wijzigen of sluiten. Bewaar hem goed."


def own_path(contact: EmployerContact) -> str:
    """The page behind the link."""
    return f"/werkgevers/vacature/{secret_of(contact.pk, contact.link_turn)}/"


def received(sender: Sender, contact: EmployerContact) -> Notice:
    """It came in, and where to see how far it is."""
    return _made(
        sender, contact, "Wij kregen uw vacature",
        "Iemand van het Werkcentrum leest uw vacature. Daarna staat zij op de website.",
    )  # fmt: skip


def published(sender: Sender, contact: EmployerContact) -> Notice:
    """Everybody can read it."""
    return _made(
        sender, contact, "Uw vacature staat op de website",
        "Is de plek vervuld? Of verandert er iets? Laat het weten op uw eigen pagina.",
    )  # fmt: skip


def new_link(sender: Sender, contact: EmployerContact) -> Notice:
    """Another link, in place of one that was lost."""
    return _made(
        sender, contact, "Uw nieuwe link",
        "Met deze nieuwe link ziet u uw vacature. De oude link werkt niet meer.",
    )  # fmt: skip


def _made(sender: Sender, contact: EmployerContact, subject: str, said: str) -> Notice:
    return compose(
        sender=sender, language=_LANGUAGE, subject=f"{subject}: {contact.vacancy.title}",
        preheader=said, paragraphs=[f"Beste {contact.person},", said],
        button=Button("Bekijk uw vacature", own_path(contact)), after=[_KEEP],
    )  # fmt: skip
