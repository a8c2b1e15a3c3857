"""Who the journeys are about, each with a browser of their own, and the mailbox that they read.

Everything goes through pages and real mail: a form is filled in as it was shown, and a link is one
that a mail server took.
"""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.management.commands.deliver_messages import new_deliverer
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.mailserver import MailServer
from werkcentrum.core.tests.marks import has_session
from werkcentrum.partners.models import Region

# A press is followed to the page it leads to: two pages are counted as one.
JOURNEY: Final = [
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.house_rule_off("queries", reason="What is pressed leads to a second page."),
    has_session,
]
HOST: Final = "zhc.test"
NEW, FREE = "/medewerkers/hulpvragen/nieuw/", "/medewerkers/hulpvragen/vrij/"
MINE, INBOX = "/medewerkers/hulpvragen/mijn/", "/medewerkers/doorverwijzingen/"
UNION, LIBRARY = "vakbonden", "bibliotheek-aan-de-vliet"
UNION_TEAM = "Loopbaancoaches van FNV en CNV (FNV en CNV)"
LIBRARY_TEAM = "Taalhuis aan de Vliet (Bibliotheek aan de Vliet)"


@dataclass(frozen=True)
class Post:
    """The mailboxes of everybody. Whoever looks gets what was put for them until now."""

    server: MailServer

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Everything that came, the oldest first."""
        deliverer = new_deliverer()
        while deliverer.round():
            pass
        return [mail for mail in self.server.taken if mail["To"] == address]

    def read(self, address: str) -> str:
        """The last mail to an address, as text."""
        return _text(self.mails_to(address)[-1])

    def path_for(self, address: str, part: str) -> str:
        """Where the last link with this part in it leads that came to an address."""
        texts = "\n".join(_text(mail) for mail in self.mails_to(address))
        found = re.findall(rf"https?://[^/\s]+(/\S*{part}\S+)", texts)
        assert found, f"geen link met {part} voor {address}"
        return found[-1]


@dataclass(frozen=True)
class Town:
    """The region, and whoever walks in it. `page` is where every browser comes from."""

    region: Region
    page: Page
    post: Post

    def somebody(self) -> Page:
        """Somebody on a device that nobody used before."""
        return self.page.at(HOST)

    def staff(self, name: str, role: str, organisation: str = "werkcentrum") -> Page:
        """Somebody who works there, at work."""
        works_for = self.region.organisations.get(key=organisation)
        browser = self.page.at(HOST)
        browser.log_in(make_staff(self.region, name, role, organisation=works_for))
        return browser

    def enter_mine(self, address: str) -> Shown:
        """Whoever reads this mailbox, in Mijn Werkcentrum."""
        browser = self.somebody()
        browser.open("/mijn/").press("Stuur mij een link", adres=address)
        return browser.open(self.post.path_for(address, "binnen/")).press("Ga naar binnen")

    def written_down(self, joke: Page, name: str, words: str, **more: str) -> None:
        """A host writes down what somebody at the desk tells, with a mail address."""
        mail = f"{name.lower()}@post.example"
        values = {"own_words": words, "name_to_use": name, "reach": "mail", "address": mail, **more}
        shown = joke.open(NEW).press("Bewaar de vraag", **values)
        assert name in shown

    def taken_on(self, adviser: Page, name: str) -> Shown:
        """The page of somebody whom nobody helped yet, and whom this adviser helps now."""
        adviser.open(FREE).press(f"Neem op u : {name}")
        return adviser.open(MINE).click(name)


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def option_of(shown: Shown, field: str, words: str) -> str:
    """What is sent when somebody chooses the option with these words."""
    found = {
        " ".join("".join(option.itertext()).split()): option.get("value", "")
        for select in shown.document.iter("select")
        if select.get("name") == field
        for option in select.iter("option")
    }
    matching = [value for label, value in found.items() if words in label]
    assert matching, f"geen keuze met {words!r}; wel: {list(found)}"
    return matching[0]
