"""People say yes to exact words, take it back, object, and can see who received what."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy import actions, queries
from werkcentrum.privacy.models import Consent, Data, Disclosure, LegalGround
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.rules import Basis, text_for
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_ground,
    make_municipal,
    make_purpose,
    make_sharing,
    make_standing,
    make_text,
    make_union,
    make_uwv,
)

pytestmark = pytest.mark.django_db
BY_LAW = LegalGround.Kind.PUBLIC_TASK
LATER = MONDAY_MORNING + timedelta(days=3)


@pytest.fixture
def region(db):
    return make_region()


@pytest.fixture
def olena(region):
    return make_client(region)


def share(client, ground, *, data=(Data.NAME,), consent=None, at=MONDAY_MORNING):
    """The recipient gets something."""
    return actions.disclose(
        client=client, basis=Basis(consent) if consent else Basis(ground=ground),
        recipient=ground.recipient, purpose=ground.purpose.key, data=data, by="peter", at=at,
    )  # fmt: skip


def test_olena_agrees_to_the_words_of_that_day_in_her_own_language(region):
    olena = make_client(region, language="uk")
    ground = make_sharing(region)
    make_text(ground.purpose, "uk", 1, body="Чи можна?")
    newer = make_text(ground.purpose, "uk", 2, body="Чи можемо ми?", starts_on=MONDAY)
    make_text(ground.purpose, "uk", 3, body="Пізніше", starts_on=MONDAY + timedelta(days=1))

    consent = actions.give_consent(
        client=olena, text=text_for(ground.purpose_id, "uk", MONDAY_MORNING),
        controller=ground.controller, recipient=ground.recipient, data=[Data.NAME], way="voice",
        by="peter", at=MONDAY_MORNING,
    )  # fmt: skip

    assert consent.text == newer
    [shown] = queries.consents_of(olena, at=MONDAY_MORNING)
    assert (shown.body, shown.version, shown.way) == ("Чи можемо ми?", 2, "mondeling")
    assert (shown.data, shown.given_on, shown.until) == ("uw naam", "7 juli 2025", "7 juli 2026")


def test_a_language_without_text_is_asked_in_dutch(region):
    ground = make_sharing(region)

    assert text_for(ground.purpose_id, "ar", MONDAY_MORNING).language == "nl"


def test_an_old_text_or_one_of_another_region_is_refused(region, olena):
    ground = make_sharing(region)
    old = ground.purpose.texts.get()
    make_text(ground.purpose, "nl", 2, starts_on=MONDAY)
    foreign = make_sharing(make_other_region()).purpose.texts.get()

    for text in (old, foreign):
        with pytest.raises(RefusedError, match="De tekst is veranderd"):
            actions.give_consent(
                client=olena, text=text, controller=ground.controller,
                recipient=ground.recipient, data=[Data.NAME], way="screen", by="peter",
                at=MONDAY_MORNING,
            )  # fmt: skip


def test_where_a_law_allows_it_nobody_is_asked(region, olena):
    ground = make_sharing(region, kind=BY_LAW)

    with pytest.raises(RefusedError, match="berust op de wet"):
        make_consent(olena, ground)
    assert not Consent.objects.exists()


def test_for_what_is_not_in_the_register_nobody_is_asked(region, olena):
    ground = make_sharing(region, data=[Data.NAME])

    with pytest.raises(RefusedError, match="niet in het register"):
        make_consent(olena, ground, data=[Data.NAME, Data.OUTCOME])


def test_saying_yes_again_replaces_what_was_said_before(region, olena):
    ground = make_sharing(region)
    first = make_consent(olena, ground)

    second = make_consent(olena, ground, data=[Data.NAME], at=LATER)

    assert list(Consent.objects.filter(withdrawn_at=None)) == [second]
    now, before = queries.consents_of(olena, at=LATER)
    assert (now.consent, now.is_in_force) == (second, True)
    assert (before.consent, before.ended) == (first, "vervangen door een nieuwe toestemming")


def test_who_takes_back_a_yes_cannot_do_so_twice(region, olena):
    consent = make_consent(olena, make_sharing(region))
    actions.withdraw_consent(consent=consent, by="olena", at=LATER)

    with pytest.raises(RefusedError, match="al ingetrokken"):
        actions.withdraw_consent(consent=consent, by="olena", at=LATER)

    [shown] = queries.consents_of(olena, at=LATER)
    assert shown.ended == "ingetrokken op 10 juli 2025"
    assert AuditLine.objects.filter(verb="privacy.consent_withdrawn").count() == 1


def test_a_yes_that_expired_says_so(region, olena):
    make_consent(olena, make_sharing(region))

    [shown] = queries.consents_of(olena, at=MONDAY_MORNING + timedelta(days=400))

    assert shown.ended == "verlopen op 7 juli 2026"


@pytest.mark.parametrize(
    ("kind", "said"),
    [(LegalGround.Kind.CONSENT, "intrekken"), (LegalGround.Kind.LEGAL_OBLIGATION, "verplicht")],
)
def test_one_objects_to_a_public_task_and_to_nothing_else(region, olena, kind, said):
    ground = make_sharing(region, kind=kind)

    with pytest.raises(RefusedError, match=said):
        actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)


def test_the_same_objection_waits_for_one_decision(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    objection = actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="nog niet besloten"):
        actions.object_to(client=olena, ground=ground, by="olena", at=LATER)
    actions.decide_objection(objection=objection, is_upheld=True, by="iris", at=LATER)
    with pytest.raises(RefusedError, match="al besloten"):
        actions.decide_objection(objection=objection, is_upheld=False, by="iris", at=LATER)

    [shown] = queries.objectionable_for(olena, at=LATER)
    assert (shown.objection, shown.can_object) == (objection, False)


def test_nobody_objects_to_what_is_over_or_elsewhere(region, olena):
    over = make_sharing(region, kind=BY_LAW)
    LegalGround.objects.update(ends_on=MONDAY)
    elsewhere = make_sharing(make_other_region(), kind=BY_LAW)

    for ground in (over, elsewhere):
        with pytest.raises(RefusedError, match="nu niets gedeeld"):
            actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)


def test_olena_reads_who_received_what_and_why_that_was_allowed(region, olena):
    asked = make_sharing(region)
    uwv = make_uwv(region)
    make_standing(uwv)
    by_law = make_ground(make_purpose(region), make_municipal(region), uwv, kind=BY_LAW)
    consent = make_consent(olena, asked)

    share(olena, asked, data=[Data.NAME, Data.REACH, Data.QUESTION], consent=consent)
    share(olena, by_law, at=LATER)

    newest, oldest = queries.disclosures_of(olena)
    assert newest.sentence == "UWV kreeg of zag uw naam."
    assert newest.why == "Dat mocht, want het staat in de wet: Wet SUWI, artikel 9."
    said = "De Bond kreeg of zag uw naam, hoe wij u kunnen bereiken en uw vraag."
    assert (oldest.sentence, oldest.on) == (said, "7 juli 2025")
    assert oldest.why == "Dat mocht, want u gaf daarvoor toestemming op 7 juli 2025."


def test_nothing_goes_out_beyond_the_basis_or_after_it_ended(region, olena):
    ground = make_sharing(region, data=[Data.NAME])
    consent = make_consent(olena, ground)

    with pytest.raises(RefusedError):
        share(olena, ground, data=[Data.NAME, Data.QUESTION], consent=consent)
    actions.withdraw_consent(consent=consent, by="olena", at=LATER)
    with pytest.raises(RefusedError):
        share(olena, ground, consent=consent)

    assert not Disclosure.objects.exists()
    assert not AuditLine.objects.filter(verb="privacy.disclosed").exists()


def test_a_basis_of_somebody_else_is_refused(region, olena):
    ground = make_sharing(region)
    make_consent(olena, ground)
    consent = make_consent(make_client(region, "Ana"), ground)

    with pytest.raises(RefusedError, match="veranderd"):
        share(olena, ground, consent=consent)


class TestDatabase:
    """Whoever asks, by whatever way."""

    def disclosure(self) -> Disclosure:
        region = make_region()
        olena = make_client(region)
        ground = make_sharing(region)
        return share(olena, ground, consent=make_consent(olena, ground))

    def refuses(self, write) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    def test_what_was_disclosed_stays_as_it_was(self):
        made = self.disclosure()

        self.refuses(lambda: Disclosure.objects.filter(pk=made.pk).update(data=["outcome"]))
        self.refuses(lambda: Disclosure.objects.update(at=LATER))
        self.refuses(made.save)
        with connection.cursor() as cursor:
            table = "UPDATE privacy_disclosure SET data = '[]'"
            self.refuses(lambda: cursor.execute(table))

    def test_what_was_disclosed_goes_with_the_person(self):
        made = self.disclosure()

        made.client.delete()

        assert not Disclosure.objects.exists()

    def test_a_disclosure_rests_on_exactly_one_thing(self):
        made = self.disclosure()
        ground = LegalGround.objects.get()
        rest = {
            "client": made.client, "recipient": made.recipient, "purpose": made.purpose,
            "at": LATER,
        }  # fmt: skip

        self.refuses(lambda: Disclosure.objects.create(**rest))
        self.refuses(lambda: Disclosure.objects.create(consent=made.consent, ground=ground, **rest))

    def test_a_law_has_a_name_and_a_ground_has_an_end_after_its_beginning(self):
        region = make_region()
        purpose, municipality, union = (
            make_purpose(region), make_municipal(region), make_union(region)
        )  # fmt: skip
        begun = date(2025, 1, 1)
        rest = {"purpose": purpose, "controller": municipality, "starts_on": begun}

        self.refuses(
            lambda: LegalGround.objects.create(recipient=union, kind=BY_LAW, law="", **rest)
        )
        self.refuses(
            lambda: LegalGround.objects.create(
                recipient=union, kind="consent", ends_on=begun, **rest
            )
        )
        self.refuses(
            lambda: LegalGround.objects.create(recipient=municipality, kind="consent", **rest)
        )


def test_nothing_is_written_down_about_who_was_forgotten_a_moment_ago(region, olena):
    ground, page = make_sharing(region), Client.objects.select_related("region").get(pk=olena.pk)
    forget_person(client=olena, by="klant", at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="Wij weten niets meer"):
        make_consent(page, ground)
