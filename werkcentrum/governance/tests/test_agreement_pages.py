"""A board secretary makes an agreement, from the first party until it holds and ends."""

from datetime import timedelta

import pytest
import time_machine

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.actions import make_agreement as make_one
from werkcentrum.governance.models import Agreement, AgreementEvent, Clause
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_decision,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_signed import make_in_force, make_templates, make_version
from werkcentrum.partners.models import Strictness
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_other_region,
    make_region,
)

pytestmark = pytest.mark.usefixtures("clock")

LIST = "/medewerkers/samenwerking/overeenkomsten/"
TO_SIGN = Agreement.Stage.TO_SIGN


@pytest.fixture
def zhc(db):
    """A region with a municipality, a library and four model clauses."""
    region = make_region(host="zhc.test")
    make_templates(region)
    return region


@pytest.fixture
def parties(zhc):
    """Who agree."""
    return make_municipality_party(zhc), make_library_party(zhc)


@pytest.fixture
def secretary(page, zhc):
    """Somebody who keeps agreements."""
    visitor = page.at("zhc.test")
    visitor.log_in(make_staff(zhc, "els", "board_secretary"))
    return visitor


def begin(secretary):
    """Els fills in what a new agreement needs."""
    return secretary.send(
        f"{LIST}nieuw/", kind="local_host", reference="4325-2", title="Werkcentrum in Duindorp",
        rule="all_signed", notice_months="3", evaluation_months="24", worth="12.500,00",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_the_page_says_what_to_do_next_from_beginning_to_signing(secretary, zhc, parties):
    municipality, library = parties
    assert "De overeenkomst is begonnen" in begin(secretary)
    agreement = Agreement.objects.get()
    at = f"{LIST}{agreement.pk}/"
    assert agreement.worth_cents == 1_250_000

    def waits_for() -> str:
        [box] = secretary.open(at).texts(".//section[@aria-labelledby='nu']")
        return " ".join(box.split())

    assert "te weinig partijen" in waits_for()
    for one in (municipality, library):
        secretary.send(
            f"{at}partij-erbij/", organisation=str(one.pk), capacity="rechtspersoon",
            representative_name="Noor Duin", purposes=["network"],
        )  # fmt: skip
    assert "Maak een versie" in waits_for()
    secretary.send(f"{at}versie-maken/", what_changed="Eerste tekst")
    assert "klaar om met de partijen af te stemmen" in waits_for()
    secretary.send(f"{at}stand/consultation/")
    assert "Wacht op de reactie van Gemeente Duindorp" in waits_for()
    for party in agreement.parties.all():
        secretary.send(f"{LIST}partij/{party.pk}/vastleggen/afgestemd/", on=MONDAY.isoformat())
    assert "nog open: welke ruimte" in waits_for()
    place = agreement.clauses.get(template_key="place")
    secretary.send(f"{LIST}bepaling/{place.pk}/", heading="Ruimte", body="De leeszaal.")
    assert "Maak een nieuwe versie" in waits_for()
    secretary.send(f"{at}versie-maken/", what_changed="De leeszaal")
    assert "juridisch akkoord van Gemeente Duindorp" in waits_for()
    for party in agreement.parties.all():
        secretary.send(f"{LIST}partij/{party.pk}/vastleggen/akkoord/", on=MONDAY.isoformat())
    secretary.send(f"{at}stand/checked/")
    assert "besloot nog niet over deze overeenkomst" in waits_for()
    for one, kind in ((municipality, "executive"), (library, "foundation_board")):
        make_decision(one.bodies.get(kind=kind), agreement)
    assert "mag tekenen" not in waits_for()
    agreement.parties.filter(organisation=library).update(representative_name="Sem Boek")
    assert "iemand die mag tekenen" in waits_for()
    secretary.send(f"{at}stand/to_sign/")

    assert "Gemeente Duindorp kan tekenen" in waits_for()
    agreement.refresh_from_db()
    assert agreement.stage == TO_SIGN
    lines = AuditLine.objects.filter(verb__startswith="governance.").order_by("pk")
    assert lines.filter(subject_id=str(agreement.pk)).count() == 13


def test_the_text_follows_the_checklist_and_says_what_is_missing(secretary, zhc, parties):
    begin(secretary)
    agreement = Agreement.objects.get()
    text = f"{LIST}{agreement.pk}/tekst/"
    Clause.objects.get(template_key="goal").delete()

    shown = secretary.open(text)

    assert "Ontbreekt: Doel" in shown
    assert "Besluit SUWI 2.3 lid 1 onder a" in shown
    form = shown.click("Zet erin Doel")
    [body] = form.document.findall(".//textarea[@name='body']")
    assert "Samen werken in [regio]" in (body.text or "")
    secretary.send(f"{text}erbij/", template_key="goal", heading="Doel", body="In [regio].")
    assert "Ontbreekt" not in secretary.open(text)
    assert "In Zuid-Holland Centraal." in secretary.open(text)


def test_a_clause_goes_up_and_out(secretary, zhc):
    begin(secretary)
    agreement = Agreement.objects.get()
    term = agreement.clauses.get(template_key="term")

    secretary.send(f"{LIST}bepaling/{term.pk}/naar/op/")
    keys = list(agreement.clauses.order_by("position").values_list("template_key", flat=True))
    secretary.send(f"{LIST}bepaling/{term.pk}/weg/")

    assert keys == ["parties", "goal", "term", "place"]
    assert not agreement.clauses.filter(template_key="term").exists()


def test_a_name_that_nobody_fills_in_is_refused_and_the_text_is_kept(secretary, zhc):
    begin(secretary)
    goal = Clause.objects.get(template_key="goal")

    shown = secretary.send(f"{LIST}bepaling/{goal.pk}/", heading="Doel", body="Met [begroting].")

    assert "'begroting' wordt niet ingevuld" in shown
    [kept] = shown.document.findall(".//textarea[@name='body']")
    assert (kept.text or "").strip() == "Met [begroting]."


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("reference", "", "Schrijf het zaaknummer op."),
        ("kind", "accession", "Kies bij welke overeenkomst dit hoort."),
        ("rule", "on_date", "Kies de dag waarop zij in werking treedt."),
        ("worth", "12500.50", "Zet een komma voor de centen"),
    ],
)
def test_a_new_agreement_says_what_is_wrong(secretary, zhc, field, value, says):
    values = {
        "kind": "cooperation", "reference": "4325-2", "title": "Samen", "rule": "all_signed",
        "notice_months": "6", "evaluation_months": "24",
    }  # fmt: skip

    shown = secretary.send(f"{LIST}nieuw/", **(values | {field: value}))

    assert says in shown
    assert not Agreement.objects.exists()


def test_a_version_tells_what_changed_and_gives_its_file(secretary, zhc, parties):
    agreement = make_agreement(zhc, *parties)
    make_version(agreement, 1, ("Artikel 1. Doel", "Samen werken in de wijk."))
    newest = make_version(agreement, 2, ("Artikel 1. Doel", "Samen werken in de regio."))

    shown = secretary.open(f"{LIST}{agreement.pk}/versie/2/")
    file = secretary.open(f"{LIST}{agreement.pk}/versie/2/pdf/")

    assert "weg: wijk." in shown
    assert "nieuw: regio." in shown
    assert newest.digest in shown
    assert file.response.content == newest.pdf
    secretary.open(f"{LIST}{agreement.pk}/versie/3/", status=404)


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_giving_notice_shows_what_goes_dark_weeks_before(secretary, zhc, parties):
    zhc.strictness = Strictness.AGREEMENT
    zhc.save()
    agreement = make_in_force(zhc, *parties, notice_months=3)
    at = f"{LIST}{agreement.pk}/"
    assert "Dit valt weg als zij eindigt op 7 oktober 2025" in secretary.open(f"{at}looptijd/")

    too_soon = secretary.send(f"{at}looptijd/beeindigen/", on="2025-09-01", reason="Anders")
    secretary.send(f"{at}looptijd/beeindigen/", on="2025-10-07", reason="Anders ingericht")

    assert "De opzegtermijn is 3 maanden. Kies 7 oktober 2025 of later." in too_soon
    shown = secretary.open(at)
    assert "Dit valt weg op 7 oktober 2025" in shown
    assert "doorverwijzingen ontvangen" in shown
    assert "Bibliotheek Duin" in shown


def test_the_list_warns_weeks_before_of_partners_that_lose_their_ground(secretary, zhc, parties):
    agreement = make_in_force(zhc, *parties, ends_on=MONDAY + timedelta(days=50))
    make_in_force(zhc, *parties, reference="9", ends_on=MONDAY + timedelta(days=90))

    shown = secretary.open(LIST)

    [warning] = shown.texts(".//section[@aria-labelledby='binnenkort']")
    assert "Op 26 augustus 2025 eindigt" in " ".join(warning.split())
    assert "voor 2 partners: Bibliotheek Duin, Gemeente Duindorp" in " ".join(warning.split())
    assert f"{LIST}{agreement.pk}/" in shown.links.values()
    assert "oktober" not in warning


def test_from_one_that_holds_somebody_begins_an_accession(secretary, zhc, parties):
    agreement = make_in_force(zhc, *parties)

    form = secretary.open(f"{LIST}{agreement.pk}/").click("Laat een partij toetreden")

    chosen = [option.text for option in form.document.findall(".//option[@selected]")]
    assert chosen == ["toetreding", "Samenwerking in het Werkcentrum"]


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_it_is_evaluated_and_extended_on_one_page(secretary, zhc, parties):
    agreement = make_in_force(zhc, *parties, ends_on=MONDAY + timedelta(days=400), notice_months=2)
    term = f"{LIST}{agreement.pk}/looptijd/"

    secretary.send(f"{term}evalueren/", on="2025-07-07", words="Gaat goed")
    secretary.send(f"{term}verlengen/", ends_on="2027-01-01", reason="Besluit college")

    agreement.refresh_from_db()
    assert (agreement.evaluated_on, agreement.ends_on.isoformat()) == (MONDAY, "2027-01-01")
    assert "verlengd" in secretary.open(f"{LIST}{agreement.pk}/")


def test_who_reads_sees_everything_and_finds_no_form(page, zhc, parties):
    agreement = make_in_force(zhc, *parties)
    page = page.at("zhc.test")
    page.log_in(make_staff(zhc, "raad", "council_member"))

    shown = page.open(f"{LIST}{agreement.pk}/")

    assert "in werking" in shown
    assert "Looptijd" not in shown.links
    assert "Evalueren, verlengen of beëindigen" not in shown
    page.open(f"{LIST}{agreement.pk}/looptijd/", status=404)


def test_an_agreement_of_another_region_does_not_exist(secretary):
    other = make_other_region()
    theirs = make_agreement(other, make_municipality_party(other))
    version = make_version(theirs)
    party, clause = theirs.parties.get(), Clause.objects.create(
        agreement=theirs, position=1, heading="Doel", body="Samen"
    )  # fmt: skip

    for path in (
        f"{theirs.pk}/", f"{theirs.pk}/tekst/", f"{theirs.pk}/gegevens/", f"{theirs.pk}/looptijd/",
        f"{theirs.pk}/versie/{version.number}/pdf/", f"partij/{party.pk}/",
        f"bepaling/{clause.pk}/",
    ):  # fmt: skip
        secretary.open(f"{LIST}{path}", status=404)
    assert theirs.title not in secretary.open(LIST)


def test_the_list_can_be_asked_for_what_holds(secretary, zhc, parties):
    make_in_force(zhc, *parties, title="Geldt al")
    make_agreement(zhc, *parties, reference="9", title="Wordt gemaakt")

    shown = secretary.open(LIST, stand="werking", soort="cooperation")

    assert "Geldt al" in shown
    assert "Wordt gemaakt" not in shown
    assert "2 van 2" in shown


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_one_or_many(secretary, zhc, parties, queries, rows):
    for number in range(rows):
        make_agreement(
            zhc, *parties, reference=f"r{number}", stage=Agreement.Stage.CHECKED,
            title=f"Overeenkomst {number}",
        )  # fmt: skip

    with queries.at_most(14):
        secretary.open(LIST)


@pytest.mark.parametrize("rows", [2, 25])
def test_a_page_costs_the_same_for_two_parties_or_many(secretary, zhc, queries, rows):
    parties = [make_library_party(zhc, f"bibliotheek-{number}") for number in range(rows)]
    agreement = make_agreement(zhc, *parties, stage=TO_SIGN)
    make_version(agreement)
    # What a site remembers between two pages is no cost of this one.
    secretary.open(f"{LIST}{agreement.pk}/")

    with queries.at_most(12):
        secretary.open(f"{LIST}{agreement.pk}/")


@pytest.mark.parametrize("rows", [1, 25, pytest.param(5_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("stage", [Agreement.Stage.DRAFT, TO_SIGN])
def test_a_page_costs_the_same_for_a_short_timeline_or_a_long_one(
    secretary, zhc, parties, queries, rows, stage
):
    agreement = make_agreement(zhc, *parties, stage=stage)
    _much_happened(agreement, rows)
    secretary.open(f"{LIST}{agreement.pk}/")

    with queries.at_most(13):
        secretary.open(f"{LIST}{agreement.pk}/")


@pytest.mark.parametrize("rows", [1, 25, pytest.param(5_000, marks=pytest.mark.slow)])
def test_a_page_that_tells_what_goes_dark_costs_no_more(secretary, zhc, parties, queries, rows):
    agreement = make_in_force(zhc, *parties, ends_on="2025-12-31")
    _, library = parties
    make_location(make_municipality(zhc, "duindorp"), "duin", organisation=library)
    _much_happened(agreement, rows)
    secretary.open(f"{LIST}{agreement.pk}/")

    with queries.at_most(12):
        secretary.open(f"{LIST}{agreement.pk}/")


def _much_happened(agreement, rows):
    """So many entries on its timeline."""
    AgreementEvent.objects.bulk_create(
        AgreementEvent(
            agreement=agreement, kind=AgreementEvent.Kind.STAGE, on=MONDAY, at=MONDAY_MORNING
        )
        for _ in range(rows)
    )


def test_of_two_who_begin_an_agreement_with_one_number_the_second_is_told(zhc):
    wanted = {"region": zhc, "kind": "local_host", "reference": "4325-2", "title": "Een",
              "rule": "all_signed", "by": "els", "at": MONDAY_MORNING}  # fmt: skip
    make_one(**wanted)

    with pytest.raises(RefusedError, match="al een overeenkomst met dit zaaknummer"):
        make_one(**wanted)

    assert Agreement.objects.count() == 1


@pytest.mark.database
def test_an_address_with_a_character_that_no_database_keeps_opens_as_any_other(secretary, zhc):
    agreement = make_agreement(zhc, reference="4325-1")

    secretary.open("/medewerkers/samenwerking/volmachten/", van="\0")
    secretary.open(f"{LIST}{agreement.pk}/tekst/erbij/", punt="\0")


def test_what_a_colleague_wrote_in_a_clause_meanwhile_is_not_lost(secretary, zhc, parties):
    agreement = make_agreement(zhc, *parties)
    clause = Clause.objects.create(agreement=agreement, position=1, heading="Doel", body="Oud.")
    form = secretary.open(f"{LIST}bepaling/{clause.pk}/")
    secretary.open(f"{LIST}bepaling/{clause.pk}/").press("Bewaar", body="Van een collega.")

    shown = form.press("Bewaar", body="Van mij.")

    assert "Een collega veranderde de tekst net." in shown
    assert shown.document.find(".//textarea[@name='body']").text.strip() == "Van mij."
    clause.refresh_from_db()
    assert clause.body == "Van een collega."


def test_terms_that_a_colleague_changed_meanwhile_are_not_lost(secretary, zhc, parties):
    agreement = make_agreement(zhc, *parties)
    form = secretary.open(f"{LIST}{agreement.pk}/gegevens/")
    secretary.open(f"{LIST}{agreement.pk}/gegevens/").press("Bewaar", notice_months="9")

    shown = form.press("Bewaar", title="Van mij.")

    assert "Een collega veranderde deze gegevens net." in shown
    assert shown.document.find(".//input[@name='title']").get("value") == "Van mij."
    agreement.refresh_from_db()
    assert (agreement.title, agreement.notice_months) == ("Samenwerking in het Werkcentrum", 9)


def test_what_a_colleague_wrote_about_a_party_meanwhile_is_not_lost(secretary, zhc, parties):
    party = make_agreement(zhc, *parties).parties.get(position=1)
    form = secretary.open(f"{LIST}partij/{party.pk}/")
    secretary.open(f"{LIST}partij/{party.pk}/").press("Bewaar", representative_name="Ravi Zand")

    shown = form.press("Bewaar", capacity="Van mij.")

    assert "Een collega veranderde deze gegevens net." in shown
    assert shown.document.find(".//input[@name='capacity']").get("value") == "Van mij."
    party.refresh_from_db()
    assert (party.capacity, party.representative_name) == ("rechtspersoon", "Ravi Zand")


def test_a_day_is_called_late_on_both_lists_once_it_has_come_and_not_when_it_is_near(
    secretary, zhc, parties
):
    make_in_force(zhc, *parties, evaluation_months=1)

    for day, late in (("2025-07-28", []), ("2025-08-01", ["30 juli 2025 te laat"])):
        with time_machine.travel(f"{day}T09:00+02:00", tick=False):
            secretary.log_in(make_staff(zhc, f"els-{day}", "board_secretary"))
            for address in ("/medewerkers/samenwerking/", LIST):
                shown = secretary.open(address)
                assert "30 juli 2025" in shown
                assert shown.texts(".//td//span[@class='is-late']") == late
