"""What may come in as a question: who asks what, before anything of it is kept."""

from dataclasses import dataclass

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.uploads import NewFile
from werkcentrum.partners.models import Municipality


@dataclass(frozen=True)
class Question:
    """What somebody asks. `themes` are keys; `urgency` a key of `Enquiry.Urgency` or ''.

    `held_numbers`: how many numbers in it could be a BSN, and are none by their word.
    """

    own_words: str
    themes: tuple[str, ...] = ()
    urgency: str = ""
    municipality: Municipality | None = None
    language: str = "nl"
    origin: str = Enquiry.Origin.ONLINE
    held_numbers: int = 0
    files: tuple[NewFile, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody who wants to be known: a name to use and at most one way to be reached."""

    name_to_use: str
    reach: str = ""
    address: str = ""


@dataclass(frozen=True)
class Company:
    """An employer, and with whom we speak there."""

    name: str
    contact_name: str
    reach: str
    address: str
    kvk_number: str = ""
