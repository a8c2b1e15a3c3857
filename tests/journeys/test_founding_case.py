"""The case a Werkcentrum begins with: an agreement with a library, and nothing before its time.

A secretary writes everything down on pages, a colleague confirms, and a visitor looks in between.
"""

from dataclasses import dataclass

from tests.journeys.people import JOURNEY
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core import clock
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.files import upload
from werkcentrum.governance.agreements.clause_rules import without_blanks
from werkcentrum.governance.daily import keep_agreements
from werkcentrum.governance.models import (
    Agreement,
    Body,
    BudgetLine,
    OfficeHolder,
    Party,
    Signature,
)
from werkcentrum.governance.tests.make import (
    make_body,
    make_holder,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_money import make_budget, make_line
from werkcentrum.governance.tests.make_signed import make_model_clauses, make_templates
from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import Organisation, Region, Strictness
from werkcentrum.partners.tests.make import make_location, make_municipality, make_region

pytestmark = JOURNEY
HERE = "/medewerkers/samenwerking/"
TODAY = "2025-07-07"
ALDERMAN, DIRECTOR = "Ravi Zand", "Sem Boek"
BLANK = "[vul in: "
# Only the library offers this service.
DESK, SERVICE = "/locaties/bibliotheek-voorburg/", "/diensten/cv-hulp/"


@dataclass
class Case:
    """Case 4325 in one region: who agree, and the browser of who keeps it."""

    region: Region
    host: str
    town: Organisation
    library: Organisation
    secretary: Page
    colleague: Page

    @property
    def agreement(self) -> Agreement:
        """The only one of the region."""
        return Agreement.objects.get(region=self.region)

    def page(self) -> Shown:
        """The agreement, as the secretary sees it."""
        return self.secretary.open(f"{HERE}overeenkomsten/{self.agreement.pk}/")

    def next(self) -> str:
        """What the page of the agreement says that is to be done now."""
        return self.page().texts(".//section[@aria-labelledby='nu']")[0]

    def write(self, **terms: str) -> None:
        """From model clauses to a text that both agree with, and then to sign."""
        shown = self.secretary.open(f"{HERE}overeenkomsten/nieuw/").press(
            "Begin de overeenkomst", kind="local_host", reference="4325-2",
            title="Lokaal Werkcentrum in de bibliotheek", worth="96.000,00", **terms,
        )  # fmt: skip
        for one, name, function in (
            (self.town, ALDERMAN, "wethouder"), (self.library, DIRECTOR, "bestuurder")
        ):  # fmt: skip
            shown = shown.click("Voeg een partij toe").press(
                "Voeg toe", organisation=str(one.pk), capacity="rechtspersoon",
                representative_name=name, representative_function=function,
                purposes=["network", "referral"],
            )  # fmt: skip
        for clause in self.agreement.clauses.filter(body__contains=BLANK):
            written = self.secretary.open(f"{HERE}overeenkomsten/bepaling/{clause.pk}/")
            written.press("Bewaar", body=without_blanks(clause.body))
        self._send("versie-maken/", what_changed="Eerste tekst")
        self._send("stand/consultation/")
        for party in self.agreement.parties.order_by("position"):
            for said in ("afgestemd", "akkoord"):
                self.secretary.send(
                    f"{HERE}overeenkomsten/partij/{party.pk}/vastleggen/{said}/", on=TODAY
                )
        self._send("stand/checked/")
        self._send("stand/to_sign/")

    def open_case(self) -> Shown:
        """The proposal about it, from which everything else is found."""
        return self.secretary.open(f"{HERE}voorstellen/nieuw/").press(
            "Bewaar het voorstel", organisation=str(self.town.pk), reference="4325",
            title="Samen werken in het Werkcentrum", made_on=TODAY,
            agreements=[str(self.agreement.pk)],
        )  # fmt: skip

    def decide(self, body: Body, number: str, *points: str, enters: bool = True) -> Shown:
        """A body decided; its first point enters the agreement."""
        texts = {f"text_{place}": words for place, words in enumerate(points, start=1)}
        proposal = self.agreement.proposals.first()
        return self.secretary.open(f"{HERE}besluiten/nieuw/").press(
            "Bewaar dit besluit", body=str(body.pk), number=number, title="Werkcentrum",
            decided_on=TODAY, agreement_1=str(self.agreement.pk) if enters else "",
            proposal=str(proposal.pk) if proposal else "", **texts,
        )  # fmt: skip

    def empower(self) -> Shown:
        """The mayor decides to give the alderman a power of attorney, and gives it."""
        mayor = self.town.bodies.get(kind=Body.Kind.MAYOR)
        shown = self.decide(mayor, "4325-b", "Volmacht te geven.", enters=False)
        return shown.click("Schrijf een volmacht op").press(
            "Zet in het register", giver=str(mayor.pk), number="4325-V", holder_name=ALDERMAN,
            holder_function="wethouder", subject="de overeenkomst ondertekenen", starts_on=TODAY,
            agreements=[str(self.agreement.pk)], kind="power_of_attorney",
            decision=str(mayor.decisions.get().pk),
        )  # fmt: skip

    def may_sign(self, party: Organisation, name: str) -> Shown:
        """What the page says of somebody who wants to sign today."""
        return self.secretary.open(self._signing(party), naam=name, dag=TODAY)

    def register(self, party: Organisation, name: str, function: str) -> Shown:
        """The secretary writes down a signature, with its scan."""
        return self.may_sign(party, name).press(
            "Schrijf de ondertekening op", functie=function, plaats="Voorburg",
            bestand=upload("getekend.jpg"),
        )  # fmt: skip

    def confirm(self) -> Shown:
        """A colleague sees to the last signature."""
        waiting = Signature.objects.get(confirmed_at=None, party__agreement=self.agreement)
        shown = self.colleague.open(f"{HERE}ondertekeningen/{waiting.pk}/")
        return shown.press("Dit klopt, ik bevestig het")

    def visitor_gets(self, status: int, *addresses: str) -> None:
        """Somebody on the street opens these pages."""
        visitor = self.secretary.at(self.host)
        # A site remembers a region for two seconds.
        region_memory.clear()
        for address in addresses:
            visitor.open(address, status=status)

    def _signing(self, party: Organisation) -> str:
        row = Party.objects.get(agreement=self.agreement, organisation=party)
        return f"{HERE}ondertekeningen/partij/{row.pk}/"

    def _send(self, step: str, **values: str) -> None:
        self.secretary.send(f"{HERE}overeenkomsten/{self.agreement.pk}/{step}", **values)


def case_in(
    region: Region, host: str, town: Organisation, library: Organisation, page,
    clauses=make_templates,
) -> Case:  # fmt: skip
    """A region that shows nobody without an agreement, and who works on the case there."""
    Region.objects.filter(pk=region.pk).update(
        strictness=Strictness.AGREEMENT, content_version=region.content_version + 1
    )
    clauses(region)
    secretary, colleague = page.at(host), page.at(host)
    secretary.log_in(make_staff(region, f"els-{region.key}", "board_secretary"))
    colleague.log_in(make_staff(region, f"pim-{region.key}", "signatory"))
    return Case(region, host, town, library, secretary, colleague)


def test_the_library_is_part_of_the_werkcentrum_once_both_have_signed_and_not_before(
    region, page, set_clock
):
    set_clock(f"{TODAY} 10:00")
    town = region.organisations.get(key="gemeente-leidschendam-voorburg")
    library = region.organisations.get(key="bibliotheek-aan-de-vliet")
    for kind in (Body.Kind.EXECUTIVE, Body.Kind.MAYOR):
        make_body(town, kind)
    make_holder(town)
    make_body(library, Body.Kind.FOUNDATION_BOARD)
    make_holder(library, OfficeHolder.Kind.DIRECTOR, DIRECTOR)
    case = case_in(region, "zhc.test", town, library, page, make_model_clauses)
    case.visitor_gets(404, DESK, SERVICE)
    case.write(rule="all_signed")
    case.open_case()

    # Nobody decided yet: the alderman cannot sign, and a scan makes no difference.
    refused = case.may_sign(town, ALDERMAN)
    assert "Nee: Ravi Zand mag op 7 juli 2025 niet tekenen" in refused
    assert "college van gemeente Leidschendam-Voorburg besloot nog niet over deze" in refused
    assert "kan dat besluit toevoegen" in refused
    case.secretary.post(refused.address.split("?")[0], {
        "naam": ALDERMAN, "dag": TODAY, "functie": "wethouder", "plaats": "Voorburg",
        "bestand": upload("getekend.jpg"),
    })  # fmt: skip
    assert not Signature.objects.exists()

    # The executive decided: then who may sign for it is what is missing.
    executive = town.bodies.get(kind=Body.Kind.EXECUTIVE)
    case.decide(executive, "4325-a", "De overeenkomst aan te gaan.", "In te stemmen.")
    refused = case.may_sign(town, ALDERMAN)
    assert "Er is geen volmacht voor Ravi Zand" in refused
    assert "De burgemeester van gemeente Leidschendam-Voorburg kan een volmacht geven" in refused

    # With a power of attorney the alderman signs; it counts when a colleague saw it.
    case.empower()
    own = case.register(town, ALDERMAN, "wethouder")
    assert "Een collega moet het bevestigen" in own
    assert "Dit klopt, ik bevestig het" not in own.texts(".//button")
    assert "De ondertekening telt nu." in case.confirm()
    assert "van Bibliotheek aan de Vliet besloot nog niet over deze" in case.next()

    # The library's board decides and its director signs.
    board = library.bodies.get()
    case.decide(board, "B-1", "De overeenkomst aan te gaan.")
    case.register(library, DIRECTOR, "bestuurder")
    case.visitor_gets(404, DESK, SERVICE)
    case.confirm()

    case.visitor_gets(200, DESK, SERVICE)
    assert case.agreement.in_force_on.isoformat() == TODAY
    assert "Zij is in werking." in case.next()


def test_in_another_region_the_mayor_signs_and_it_holds_from_a_day(page, set_clock, db):
    set_clock(f"{TODAY} 10:00")
    region = make_region("haaglanden", code="AM21", name="Haaglanden", host="haaglanden.test")
    town, library = make_municipality_party(region), make_library_party(region)
    desk = make_location(
        make_municipality(region, "duindorp"), "duin", name="Het Duin", organisation=library
    )
    where = f"/locaties/{desk.key}/"
    case = case_in(region, "haaglanden.test", town, library, page)
    case.write(rule="on_date", starts_on="2025-09-01")
    case.decide(town.bodies.get(kind=Body.Kind.EXECUTIVE), "2025-9", "Aan te gaan.")
    case.decide(library.bodies.get(), "7", "Aan te gaan.")
    assert "Er is geen volmacht voor Ravi Zand" in case.may_sign(town, ALDERMAN)

    for party, name, function in (
        (town, "Noor Duin", "burgemeester"), (library, DIRECTOR, "bestuurder")
    ):  # fmt: skip
        case.register(party, name, function)
        case.confirm()

    assert "Zij treedt in werking op 1 september 2025." in case.next()
    case.visitor_gets(404, where)
    set_clock("2025-09-01 07:00")
    assert keep_agreements(at=clock.now()) == 1
    case.visitor_gets(200, where)


def test_everything_about_the_case_stands_on_one_page(page, set_clock, db):
    set_clock(f"{TODAY} 10:00")
    region = make_region(host="zhc.test")
    town, library = make_municipality_party(region), make_library_party(region)
    advisers = make_body(town, Body.Kind.ADVISORY_COUNCIL)
    desk = make_location(make_municipality(region, "duindorp"), organisation=library)
    make_line(
        make_budget(region), "Lokaal Werkcentrum Duindorp", 9_600_000, location=desk,
        purpose=BudgetLine.Purpose.LOCAL_DESK,
    )  # fmt: skip
    case = case_in(region, "zhc.test", town, library, page)
    case.write(rule="all_signed")
    address = case.open_case().address
    case.decide(town.bodies.get(kind=Body.Kind.EXECUTIVE), "4325-a", "Aan te gaan.", "En verder.")
    case.empower()
    case.register(town, ALDERMAN, "wethouder")
    case.confirm()
    case.secretary.open(f"{HERE}betrokken/nieuw/").press(
        "Bewaar", kind="informed", about="de opening", body=str(advisers.pk),
        proposal=str(case.agreement.proposals.get().pk),
    )  # fmt: skip

    shown = case.secretary.open(address)
    letter = shown.click("Maak een raadsinformatiebrief").press("Maak het document")
    figures = case.secretary.open("/medewerkers/cijfers/", periode="2025-kwartaal-2")
    figures.press("Zet de cijfers in de brief", brief=letter.address.rstrip("/").split("/")[-1])

    shown = case.secretary.open(address)
    assert "begroot in 2025: € 96.000,00" in shown
    assert "Lokaal Werkcentrum Duindorp" in shown.links
    timeline = " ".join(shown.texts(".//ol[@class='timeline']/li"))
    for words in (
        "Het voorstel is gemaakt.", "Versie 1 van", "wethouders van Gemeente Duindorp besloot",
        "burgemeester van Gemeente Duindorp besloot", "Volmacht voor Ravi Zand gaat in.",
        "getekend", "adviesraad van Gemeente Duindorp: geïnformeerd", "Concept: Raadsinformatie",
    ):  # fmt: skip
        assert words in timeline, words
    preview = case.secretary.open(f"{letter.address}voorbeeld/")
    assert "Van 1 april 2025 tot en met 30 juni 2025 telden wij:" in preview
    assert "geïnformeerd op 7 juli 2025 over de opening" in preview
