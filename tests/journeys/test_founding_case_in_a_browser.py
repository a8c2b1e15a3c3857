"""The case a Werkcentrum begins with, in the browsers of who work on it: written, decided, signed.

The example region had an agreement with its library, which ends today: the desk is no longer ours
until somebody signs again. The text is that of the model clauses, and every form is the real one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving import Site, log_in, serving
from werkcentrum.core import clock
from werkcentrum.core.tests.files import PHOTO

pytestmark = pytest.mark.browser
HERE = "/medewerkers/samenwerking/"
CASE, PROPOSAL, TITLE = "4400", "Verder met het Werkcentrum", "Lokaal Werkcentrum aan de Vliet"
TOWN, LIBRARY = "Gemeente Leidschendam-Voorburg", "Bibliotheek aan de Vliet"
ALDERMAN, DIRECTOR = "Ravi Zand", "Sem Boek"
CONFIRMS = "Dit klopt, ik bevestig het"
DESK = "/locaties/bibliotheek-aan-de-vliet-voorburg/"
SERVICE = "/diensten/cv-hulp/?gemeente=leidschendam-voorburg"
# Who gives what when, as if the first agreement was made until that day.
ENDED = """
from datetime import date
from werkcentrum.governance.models import Agreement
from werkcentrum.partners.models import PartnerStanding
first = Agreement.objects.get(reference="4325-B")
Agreement.objects.filter(pk=first.pk).update(ends_on=date.fromisoformat("TODAY"))
PartnerStanding.objects.filter(origin=f"agreement:{first.pk}").update(
    ends_on=date.fromisoformat("TODAY")
)
"""


@dataclass(frozen=True)
class Person:
    """Somebody with a browser of their own."""

    page: Page
    site: Site

    def open(self, path: str) -> Page:
        """Type an address."""
        self.page.goto(self.site.address + path)
        return self.page

    @property
    def now(self) -> Locator:
        """What the page of an agreement says that is to be done, with its button."""
        return self.page.locator("[aria-labelledby=nu]")

    def open_agreement(self) -> None:
        """From the list, as nobody knows its address."""
        self.open(f"{HERE}overeenkomsten/")
        self.page.get_by_role("link", name=TITLE).click()

    def open_case(self) -> None:
        """The page of the proposal, from the list as well."""
        self.open(f"{HERE}voorstellen/")
        self.page.get_by_role("link", name=PROPOSAL).click()

    def go_on(self, button: str) -> None:
        """Do what the page says; it has to say this."""
        self.now.get_by_text(button, exact=True).click()

    def send(self, button: str, **answers: str) -> None:
        """Fill in the form with this button, by the names of its fields, and press it."""
        pressed = self.page.get_by_role("button", name=button, exact=True)
        form = self.page.locator("form").filter(has=pressed)
        for name, answer in answers.items():
            _answer(form.locator(f"[name={name}]"), answer)
        pressed.click()

    def says(self, words: str) -> None:
        """The page shows this."""
        expect(self.page.locator("main")).to_contain_text(words)


def _answer(field: Locator, answer: str) -> None:
    """A choice is made by (a part of) its words."""
    sort = field.first.evaluate("field => field.type")
    if sort == "select-one":
        option = field.locator("option").filter(has_text=answer).first
        field.select_option(option.get_attribute("value"))
    elif sort in ("radio", "checkbox"):
        field.and_(field.page.get_by_label(answer)).check()
    elif sort == "file":
        field.set_input_files({"name": answer, "mimeType": "image/jpeg", "buffer": PHOTO})
    else:
        field.fill(answer)


@pytest.fixture(scope="module")
def today() -> str:
    """Asked for once: between two times it may become tomorrow."""
    return clock.today().isoformat()


@pytest.fixture(scope="module")
def own_site(today: str) -> Iterator[Site]:
    """A site for this case alone: what others look at does not go dark."""
    with serving(ENDED.replace("TODAY", today)) as found:
        yield found


@pytest.fixture
def people(browser: Browser, own_site: Site) -> Iterator[dict[str, Person]]:
    """Who work on the case, and a visitor who looks in between."""
    contexts = {
        role: browser.new_context() for role in ("secretary", "clerk", "signatory", "visitor")
    }
    for who, role in (
        ("secretary", "board_secretary"),
        ("clerk", "clerk"),
        ("signatory", "signatory"),
    ):
        log_in(contexts[who], own_site, role)
    yield {who: Person(context.new_page(), own_site) for who, context in contexts.items()}
    for context in contexts.values():
        context.close()


def test_the_library_is_ours_again_once_both_have_signed(
    people: dict[str, Person], today: str
) -> None:
    secretary, clerk, signatory, visitor = people.values()
    _is_dark(visitor)
    _write(secretary, today)
    _open_case(clerk, today)
    _decide_link_by_link(clerk, signatory, today)
    secretary.open_agreement()
    secretary.go_on("Leg voor om te tekenen")

    # One writes down that the alderman signed, another sees to it; for the library as well.
    _sign(signatory, TOWN)
    signatory.says("Een collega moet het bevestigen")
    expect(signatory.page.get_by_role("button", name=CONFIRMS)).to_have_count(0)
    _confirm(secretary)
    _sign(secretary, LIBRARY)
    _is_dark(visitor)
    _confirm(signatory)
    signatory.open_agreement()
    expect(signatory.now).to_contain_text("Zij is in werking.")
    _is_shown(visitor)

    # Around it, on the one page of the case.
    _tell_the_advisers(secretary, today)
    _write_to_the_council(clerk)
    _all_stands_on_one_timeline(clerk)
    _costs_stand_in_the_books(secretary)


def _is_dark(visitor: Person) -> None:
    """Whoever walks by finds no desk in the library, and no service with its name."""
    answer = visitor.page.goto(visitor.site.address + DESK)
    assert answer is not None
    assert answer.status == 404
    visitor.open(SERVICE)
    expect(_who_helps(visitor)).not_to_contain_text(LIBRARY)


def _is_shown(visitor: Person) -> None:
    """As soon as the site was made anew, which the worker does by itself."""
    for _second in range(120):
        answer = visitor.page.goto(visitor.site.address + DESK)
        if answer is not None and answer.status == 200:
            break
        visitor.page.wait_for_timeout(1_000)
    visitor.says(LIBRARY)
    visitor.open(SERVICE)
    expect(_who_helps(visitor)).to_contain_text(LIBRARY)


def _who_helps(visitor: Person) -> Locator:
    """Who delivers a service here; what editors wrote about it may name anybody."""
    return visitor.page.locator("dt", has_text="Wie helpt u?").locator("..")


def _write(secretary: Person, today: str) -> None:
    """From the model clauses to a text that both agree with; the page says what is next."""
    secretary.open(f"{HERE}overeenkomsten/nieuw/")
    secretary.send(
        "Begin de overeenkomst", kind="lokaal", reference=f"{CASE}-B", title=TITLE,
        rule="als alle partijen hebben getekend", worth="96.000,00",
    )  # fmt: skip
    for party, name, function in (
        (TOWN, ALDERMAN, "wethouder"), (LIBRARY, DIRECTOR, "bestuurder")
    ):  # fmt: skip
        secretary.go_on("Voeg een partij toe")
        secretary.send(
            "Voeg toe", organisation=party, capacity="rechtspersoon", representative_name=name,
            representative_function=function,
        )  # fmt: skip
    secretary.go_on("Maak een versie")
    _fill_in_open_places(secretary)
    secretary.send("Maak een versie", what_changed="Eerste tekst")
    secretary.go_on("Zet in afstemming")
    for _party in (TOWN, LIBRARY):
        secretary.go_on("Leg vast")
        secretary.send("Leg afstemming vast", on=today)
    for _party in (TOWN, LIBRARY):
        secretary.go_on("Leg vast")
        secretary.send("Leg juridisch akkoord vast", on=today)
    secretary.go_on("Leg juridisch akkoord vast")


def _fill_in_open_places(secretary: Person) -> None:
    """Beside the text stands what people still have to fill in, each with the way to it."""
    places = (
        secretary.page.get_by_role("heading", name="Open plekken").locator("..").get_by_role("link")
    )
    expect(places.first).to_be_visible()
    while places.count():
        places.first.click()
        body = secretary.page.locator("[name=body]").input_value()
        secretary.send("Bewaar", body=re.sub(r"\[vul in: ([^\]]*)\]", "de leeszaal", body))
        # The page of the text again.
        expect(secretary.page).to_have_url(re.compile("/tekst/"))
    secretary.says("Alles is ingevuld.")


def _open_case(clerk: Person, today: str) -> None:
    """The proposal that all the rest is found from."""
    clerk.open(f"{HERE}voorstellen/nieuw/")
    clerk.send(
        "Bewaar het voorstel", organisation=TOWN, reference=CASE, made_on=today,
        title=PROPOSAL, agreements=TITLE,
    )  # fmt: skip


def _decide_link_by_link(clerk: Person, signatory: Person, today: str) -> None:
    """Nobody signs before all is there; the page says what lacks and who can give it."""
    _may_not_sign(
        signatory, f"college van {TOWN[0].lower()}{TOWN[1:]} besloot nog niet over deze",
        "kan dat besluit toevoegen",
    )  # fmt: skip
    clerk.open_agreement()
    clerk.go_on("Schrijf een besluit op")
    # Which body it is about which proposal, the form knows from where the clerk came.
    clerk.send(
        "Bewaar dit besluit", number=f"{CASE}-a", title="Werkcentrum",
        text_1="De samenwerking met de partners in de regio voort te zetten.", agreement_1="Nee",
        text_2="In te stemmen met de overeenkomst met de bibliotheek.", agreement_2=TITLE,
    )  # fmt: skip
    clerk.says(f"College van {TOWN}")
    clerk.says(f"Voorstel {CASE}")

    _may_not_sign(
        signatory, f"Er is geen volmacht voor {ALDERMAN}", "kan een volmacht geven"
    )  # fmt: skip
    clerk.open(f"{HERE}besluiten/nieuw/")
    clerk.send(
        "Bewaar dit besluit", body=f"Burgemeester van {TOWN}", number=f"{CASE}-b",
        title="Volmacht", proposal=CASE, text_1=f"Wethouder {ALDERMAN} volmacht te geven.",
    )  # fmt: skip
    clerk.open_agreement()
    clerk.go_on("Schrijf een volmacht op")
    clerk.send(
        "Zet in het register", giver=f"Burgemeester van {TOWN}", decision=f"{CASE}-b",
        number=f"{CASE}-V", holder_function="wethouder",
        subject="de overeenkomst ondertekenen", agreements=TITLE,
    )  # fmt: skip
    clerk.open_agreement()
    clerk.go_on("Schrijf een besluit op")
    clerk.send(
        "Bewaar dit besluit", number=f"{CASE}-c", title="Werkcentrum",
        text_1="De overeenkomst aan te gaan.",
    )  # fmt: skip
    clerk.open(f"{HERE}organen/")
    clerk.page.get_by_role("link", name=LIBRARY).click()
    clerk.page.get_by_text("Voeg iemand toe").click()
    clerk.send("Schrijf op", kind="bestuurder", name=DIRECTOR, starts_on=today)


def _may_not_sign(signatory: Person, *reasons: str) -> None:
    """Whoever wants to sign for the town reads why not, and has no form to do it."""
    _go_to_sign(signatory, TOWN)
    signatory.send("Kijk of dit mag")
    signatory.says(f"Nee: {ALDERMAN} mag op")
    for reason in reasons:
        signatory.says(reason)
    expect(signatory.page.locator("[name=bestand]")).to_have_count(0)


def _go_to_sign(person: Person, party: str) -> None:
    person.open_agreement()
    person.page.get_by_text("Wie mag voor welke partij tekenen, en waarom?").click()
    person.page.get_by_role("link", name=re.compile(f"Kijk wie mag tekenen.*{party}")).click()


def _sign(person: Person, party: str) -> None:
    """Write down that somebody signed on paper, with the scan."""
    _go_to_sign(person, party)
    person.send("Kijk of dit mag")
    person.says("Ja: ")
    person.send(
        "Schrijf de ondertekening op", functie="bestuurder", plaats="Voorburg",
        bestand="getekend.jpg",
    )  # fmt: skip


def _confirm(person: Person) -> None:
    person.open_agreement()
    person.go_on("Bevestig een ondertekening")
    person.send(CONFIRMS)
    person.says("De ondertekening telt nu.")


def _tell_the_advisers(secretary: Person, today: str) -> None:
    secretary.open(f"{HERE}betrokken/nieuw/")
    secretary.send(
        "Bewaar", body="Adviesraad Sociaal Domein", kind="geïnformeerd",
        about="het inloopspreekuur", on=today, proposal=CASE,
    )  # fmt: skip


def _write_to_the_council(clerk: Person) -> None:
    clerk.open_case()
    clerk.page.get_by_role("link", name="Maak een raadsinformatiebrief").click()
    clerk.send("Maak het document")
    clerk.says("Raadsinformatiebrief")


def _all_stands_on_one_timeline(clerk: Person) -> None:
    clerk.open_case()
    timeline = clerk.page.locator("ol.timeline")
    for words in (
        "Het voorstel is gemaakt.", f"Versie 1 van {TITLE}", f"College van {TOWN} besloot",
        f"Burgemeester van {TOWN} besloot", f"Volmacht voor {ALDERMAN} gaat in.", "getekend",
        "in werking", "Adviesraad Sociaal Domein: geïnformeerd", "Concept: Raadsinformatie",
    ):  # fmt: skip
        expect(timeline).to_contain_text(words)


def _costs_stand_in_the_books(secretary: Person) -> None:
    """The line of the region's budget that bears this desk is one press away."""
    secretary.open_case()
    secretary.page.get_by_role("link", name="Lokaal Werkcentrum Voorburg").click()
    secretary.says("€ 96.000,00")
    secretary.says(LIBRARY)
