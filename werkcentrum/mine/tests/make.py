"""Olena, who wants to know where her question stands."""

import re

from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.partners.models import Region
from werkcentrum.privacy.tests.make import make_client

ADDRESS = "olena@post.example"


def sent_link() -> str:
    """The path in the last message."""
    return re.search(r"https?://[^/]+(/\S*mijn/binnen/\S+)", _last().text)[1]


def sent_code() -> str:
    """The code in the last message."""
    return re.search(r"\b\d{6}\b", _last().text)[0]


def enter(page, address: str = ADDRESS):
    """Olena comes in with her code."""
    shown = page.open("/mijn/").press("Stuur mij een link", adres=address)
    return shown.press("Ga verder", code=sent_code())


def make_known(region: Region):
    """The Werkcentrum knows Olena by her mail address."""
    return make_client(region, address=ADDRESS)


def _last() -> OutboxMessage:
    return OutboxMessage.objects.latest("pk")
