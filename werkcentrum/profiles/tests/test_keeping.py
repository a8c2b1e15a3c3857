"""A profile is kept on a yes, and only as long as that yes stands."""

from datetime import timedelta

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.people import describe_person
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.actions import give_consent
from werkcentrum.privacy.models import LegalGround
from werkcentrum.privacy.retention_actions import destroy_past, forget_person
from werkcentrum.privacy.tests.make import make_client, make_consent, make_sharing, make_uwv
from werkcentrum.profiles import actions
from werkcentrum.profiles.facts import Facts, Wish
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.queries import profile_of, profiles_of
from werkcentrum.profiles.rules import consent_to_keep
from werkcentrum.profiles.tests.make import COOK, agree, make_keeping, make_profile

pytestmark = pytest.mark.django_db
LATER = MONDAY_MORNING + timedelta(hours=1)


def nothing_is_left() -> bool:
    return not Profile.objects.exists() and not ProfileFacts.objects.exists()


def test_what_olena_confirmed_comes_back_as_she_said_it():
    profile = make_profile()

    [found] = profiles_of([profile.client], today=MONDAY)

    assert found.facts.known == COOK
    assert found.kept_until == MONDAY + timedelta(days=365)


def test_without_a_yes_nothing_is_kept():
    client = make_client(make_region())
    ground = make_keeping(client.region)

    said = consent_to_keep(client, controllers=[ground.controller], at=MONDAY_MORNING)

    assert "Zonder toestemming" in said


def test_a_law_is_no_reason_to_keep_what_somebody_wants():
    client = make_client(make_region())
    ground = make_keeping(client.region)
    LegalGround.objects.update(kind=LegalGround.Kind.PUBLIC_TASK, law="Participatiewet")

    said = consent_to_keep(client, controllers=[ground.controller], at=MONDAY_MORNING)

    assert "Zonder toestemming" in said


def test_a_yes_that_was_withdrawn_a_moment_ago_keeps_nothing():
    client = make_client(make_region())
    consent = agree(client)
    actions.withdraw_consent(consent=consent, by="olena", at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="toestemming"):
        actions.keep_profile(client=client, facts=COOK, consent=consent, by="fatima", at=LATER)
    assert nothing_is_left()


def test_an_empty_profile_is_not_kept():
    client = make_client(make_region())

    with pytest.raises(RefusedError, match="Vertel eerst iets"):
        actions.keep_profile(
            client=client, facts=Facts(), consent=agree(client), by="fatima", at=LATER
        )


def test_a_change_takes_the_place_of_what_was_there():
    profile = make_profile()
    other = Facts(wishes=(Wish("bakker", "bakker"),))

    actions.keep_profile(
        client=profile.client, facts=other, consent=profile.consent, by="fatima", at=LATER,
        is_ranked=False,
    )  # fmt: skip

    facts = ProfileFacts.objects.get()
    assert (facts.known, facts.is_ranked, facts.pk) == (other, False, profile.facts_id)


def test_another_organisation_keeps_no_second_profile_of_the_same_person():
    profile = make_profile()
    make_keeping(profile.client.region, make_uwv(profile.client.region))
    ground = LegalGround.objects.get(controller__key="uwv")
    client = profile.client
    theirs = give_consent(
        client=client, text=ground.purpose.texts.get(), controller=ground.controller,
        recipient=ground.controller, data=ground.data, way="voice", by="noor", at=LATER,
    )  # fmt: skip

    with pytest.raises(RefusedError, match="Gemeente Voorburg heeft al een profiel"):
        actions.keep_profile(client=client, facts=COOK, consent=theirs, by="noor", at=LATER)
    assert profile_of(client, [ground.controller_id], today=MONDAY) is None


def test_taking_back_the_yes_really_deletes_it_at_once():
    profile = make_profile()

    count = actions.withdraw_consent(consent=profile.consent, by="olena", at=LATER)

    assert count == 1
    assert nothing_is_left()


def test_taking_back_a_yes_that_was_given_again_deletes_it_too():
    profile = make_profile()
    again = agree(profile.client, at=LATER)

    actions.withdraw_consent(consent=again, by="olena", at=LATER + timedelta(hours=1))

    assert nothing_is_left()


def test_a_yes_that_was_given_again_keeps_what_was_kept():
    agree(make_profile().client, at=LATER)

    destroy_past(at=LATER + timedelta(days=1))

    assert ProfileFacts.objects.exists()


def test_taking_back_something_else_leaves_the_profile():
    client = make_profile().client
    other = make_consent(client, make_sharing(client.region))

    assert actions.withdraw_consent(consent=other, by="olena", at=LATER) == 0
    assert ProfileFacts.objects.exists()


def test_when_somebody_else_decides_what_they_let_us_keep_alone_is_deleted():
    profile = make_profile()

    actions.set_representative(
        client=profile.client, representative="parent", name="Ilse", by="fatima", at=LATER
    )

    assert nothing_is_left()


def test_on_the_day_the_yes_ends_nobody_reads_it_and_in_the_night_it_goes():
    profile = make_profile()
    last = profile.kept_until

    assert not profiles_of([profile.client], today=last)
    assert not ProfileFacts.objects.kept_on(last)
    assert destroy_past(at=MONDAY_MORNING + timedelta(days=364)) == 0
    destroy_past(at=MONDAY_MORNING + timedelta(days=365))
    assert nothing_is_left()


def test_facts_of_nobody_go_in_the_night():
    make_profile()
    Profile.objects.all().delete()
    assert ProfileFacts.objects.of_nobody()

    destroy_past(at=LATER + timedelta(days=1))

    assert nothing_is_left()


def test_somebody_who_wants_to_be_forgotten_leaves_no_profile():
    client = make_profile().client

    gone = forget_person(client=client, by=str(client.pk), at=LATER)

    assert nothing_is_left()
    assert gone.stays == []


def test_the_download_tells_what_is_kept_in_words():
    [told] = describe_person(make_profile().client)["profiles"]["profile"]

    assert told["controller"] == "Gemeente Voorburg"
    assert {"label": "Dit werk deed u", "text": "kok (8 jaar)"} in told["told"]


def test_nothing_in_the_facts_leads_to_who_it_is():
    profile = make_profile()
    fields = {field.name for field in ProfileFacts._meta.concrete_fields}

    assert fields == {"id", "region", "facts", "is_ranked", "changed_at", "kept_until"}
    assert profile.facts_id.version == 4


def test_the_log_says_that_it_was_kept_and_not_what():
    make_profile()

    line = AuditLine.objects.get(verb="profiles.kept")

    assert "kok" not in str(line.detail)
