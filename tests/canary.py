"""Somebody whose every word can be recognised, and who is then forgotten.

`python -m tests.canary` in an installation of its own (`tests/installation.py`) prints as JSON
where the words stood before, in which tables of people there was nothing, and what is told to stay.
"""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django
from django.db import connection, models, transaction

WORD = "zilverkanarie"
ADDRESS = f"{WORD}@post.example"


def fill(at: Any) -> Any:
    """Everything that can be written about somebody, with the word in it."""
    from werkcentrum.accounts.actions import keep_form
    from werkcentrum.accounts.tests.make import make_staff
    from werkcentrum.appointments.actions import Contact, Question
    from werkcentrum.appointments.models import StaffCell
    from werkcentrum.appointments.tests.make import book, make_offer, make_place, slot_at, tell
    from werkcentrum.appointments.waiting_actions import join_waiting_list
    from werkcentrum.core.tests.posting import SENDER, put_message
    from werkcentrum.desk.actions import check_in, receive
    from werkcentrum.desk.models import Visit
    from werkcentrum.desk.tests.make import make_desk
    from werkcentrum.mine.models import EntryKey, TiedLogin

    place = make_place()
    region = place.region
    adviser = make_staff(region, "fatima", "adviser")
    offer = make_offer(place, advisers=(adviser,))
    slot = slot_at(offer)
    booked = book(
        slot, at, contact=Contact(f"Z. {WORD.title()}", "mail", ADDRESS),
        question=Question(f"Ik heet {WORD} en zoek werk."),
    )  # fmt: skip
    tell(at)
    join_waiting_list(appointment=booked, by="bezoeker", at=at)
    assert StaffCell.objects.exists()
    desk = make_desk(region, location=place)
    receive(
        desk=desk, appointment=booked, channel="host", request_key=booked.pk, by="joke",
        at=booked.starts_at - timedelta(minutes=5),
    )  # fmt: skip
    walked_in = check_in(desk=desk, channel="host", request_key=region.pk, by="joke", at=at)
    Visit.objects.filter(tickets=walked_in).update(client=booked.client, enquiry=booked.enquiry)
    client, enquiry = booked.client, booked.enquiry
    client.representative, client.representative_name = "parent", WORD
    client.save()
    put_message("los", to=ADDRESS.upper(), at=at)
    assert SENDER.region_key == region.key
    keep_form(
        user=adviser, page="/medewerkers/afspraken/nieuw/", fields={"mail": [ADDRESS]},
        by=str(adviser.pk), at=at,
    )  # fmt: skip
    key = EntryKey.objects.create(
        region=region, secret_hash="hash", code_hash="hash", expires_at=at + timedelta(hours=1)
    )
    key.clients.add(client)
    TiedLogin.objects.create(client=client, sub_hash=WORD, tied_at=at)
    _write(enquiry, adviser, at)
    _share(client, enquiry, adviser, at)
    return client


def _write(enquiry: Any, adviser: Any, at: Any) -> None:
    from werkcentrum.casework.actions import note_contact
    from werkcentrum.casework.attachment_actions import add_files
    from werkcentrum.casework.models import (
        Aftercare,
        Note,
        NoteDraft,
        NoteRevision,
        PlanAction,
        PlanGoal,
    )
    from werkcentrum.core.uploads import NewFile

    employer = adviser.memberships.get().organisation
    note_contact(
        region=enquiry.region, channel="phone", subject="werk", language="nl", is_reached=True,
        client=enquiry.client, enquiry=enquiry, by="joke", at=at,
    )  # fmt: skip
    enquiry.code_hash, enquiry.code_expires_at = WORD, at + timedelta(days=90)
    enquiry.save()
    note = Note.objects.create(
        enquiry=enquiry, organisation=employer, author=adviser, body=f"{WORD} belde", written_at=at
    )
    NoteRevision.objects.create(note=note, version=1, body=f"{WORD} mailde", written_at=at)
    NoteDraft.objects.create(enquiry=enquiry, author=adviser, body=WORD, kept_at=at)
    mail = f"From: {WORD}@post.example\n\nIk ben {WORD}".encode()
    add_files(
        enquiry=enquiry, files=[NewFile(f"cv {WORD}.eml", "eml", mail)], is_from_asker=True,
        by="bezoeker", at=at,
    )  # fmt: skip
    goal = PlanGoal.objects.create(enquiry=enquiry, wish=f"{WORD} wil de zorg in", agreed_at=at)
    PlanAction.objects.create(goal=goal, what=f"{WORD} belt de school", owner="person")
    Aftercare.objects.create(enquiry=enquiry, moment="weeks", due_on=at.date())


def _share(client: Any, enquiry: Any, adviser: Any, at: Any) -> None:
    from werkcentrum.partners.models import Organisation, Team
    from werkcentrum.partners.tests.make import make_organisation
    from werkcentrum.privacy.models import (
        Consent,
        ConsentText,
        Disclosure,
        LegalGround,
        Objection,
        Purpose,
    )
    from werkcentrum.referrals import models as referrals

    region, own = client.region, adviser.memberships.get().organisation
    union = make_organisation(region, "bond", name="De Bond", kind=Organisation.Kind.UNION)
    team = Team.objects.create(organisation=union, key="team", name="Team", email="t@bond.example")
    purpose = Purpose.objects.create(
        region=region, key="referral", label="Brengen", description="x"
    )
    text = ConsentText.objects.create(
        purpose=purpose, language="nl", version=1, body="Mogen wij dit delen?", starts_on=at.date()
    )
    ground = LegalGround.objects.create(
        purpose=purpose, controller=own, recipient=union, kind="public_task", law="Wet SUWI",
        starts_on=at.date(), data=["name"],
    )  # fmt: skip
    between = {"purpose": purpose, "recipient": union, "data": ["name"]}
    consent = Consent.objects.create(
        client=client, text=text, controller=own, way="voice", given_at=at,
        expires_at=at + timedelta(days=200), **between,
    )  # fmt: skip
    Objection.objects.create(client=client, ground=ground, made_at=at)
    Disclosure.objects.create(client=client, consent=consent, at=at, **between)
    _profile(client, consent, at)
    referral = referrals.Referral.objects.create(
        region=region, enquiry=enquiry, team=team, organisation=own, owner=adviser,
        summary=f"{WORD} zoekt werk in de zorg", suggestion=f"Stuur {WORD} naar het UWV",
        data=["name"], consent=consent, state="info_requested", made_at=at, sent_at=at,
        due_on=at.date(),
    )  # fmt: skip
    referrals.ReferralEvent.objects.create(referral=referral, state="sent", at=at, by="fatima")
    referrals.ReferralMessage.objects.create(
        referral=referral, is_from_team=True, body=f"Heeft {WORD} een diploma?", at=at
    )
    referrals.ContactAttempt.objects.create(
        referral=referral, channel="phone", is_reached=False, at=at
    )
    referrals.AnswerLink.objects.create(
        referral=referral, team=team, secret_hash="hash", expires_at=at + timedelta(days=7)
    )
    _tell_the_team(referral, at)


def _profile(client: Any, consent: Any, at: Any) -> None:
    from werkcentrum.profiles.facts import Experience, Facts, to_json
    from werkcentrum.profiles.models import Profile, ProfileFacts

    facts = ProfileFacts.objects.create(
        region=client.region, facts=to_json(Facts(work=(Experience(WORD),))), changed_at=at,
        kept_until=at.date() + timedelta(days=200),
    )  # fmt: skip
    Profile.objects.create(client=client, facts=facts, consent=consent, made_by="fatima")
    _list(facts, at)


def _list(facts: Any, at: Any) -> None:
    """A list of work, and an objection to its order."""
    from werkcentrum.matching.models import MatchRun, RankingObjection

    line = {"vacancy": "x", "title": WORD, "score": 0.5, "points": {}, "km": None, "why": WORD}
    reasons = [{"kind": "words", "points": 0.5, "text": WORD}]
    MatchRun.objects.create(
        facts=facts, software="x", weights="2026-1", input_digest="x", vacancy_count=1,
        filters={}, excluded={}, results=[line | {"reasons": reasons}], is_ranked=True,
        made_by="fatima", made_at=at,
    )  # fmt: skip
    RankingObjection.objects.create(facts=facts, reason=WORD, made_at=at)


def _tell_the_team(referral: Any, at: Any) -> None:
    """A message to a partner about somebody names no mail address of theirs."""
    from werkcentrum.core.tests.posting import make_notice, put_message

    notice = make_notice(f"Een vraag van {WORD}", paragraphs=[f"{WORD} zoekt werk."])
    put_message(
        "team", to="t@bond.example", about=f"referral:{referral.pk}", notice=notice, at=at
    )  # fmt: skip


def tables_with(word: str) -> list[str]:
    """The tables in which the word stands, in whatever column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            if any(word in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(table)
    return sorted(found)


def of_people() -> Iterator[type[models.Model]]:
    """Every model that leads to a client, over however many steps."""
    from werkcentrum.casework.models import Client

    found: list[type[models.Model]] = [Client]
    for model in found:
        relations = (field for field in model._meta.related_objects if not field.hidden)
        for relation in relations:
            if relation.related_model not in found:
                found.append(relation.related_model)
    return iter(found)


def main() -> None:
    """Fill, look, forget."""
    from werkcentrum.casework.people import describe_person
    from werkcentrum.core.models import OutboxMessage
    from werkcentrum.core.tests.make import MONDAY_MORNING as AT
    from werkcentrum.privacy.retention_actions import forget_person

    with transaction.atomic():
        client = fill(AT)
    key = str(client.pk)
    before = {
        "tables": tables_with(WORD),
        "empty": [model._meta.label for model in of_people() if not model.objects.exists()],
        "key": key,
        "described": describe_person(client),
    }
    gone = forget_person(client=client, by=key, at=AT + timedelta(hours=1))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after = {
        "stays": [(row.label, row.count, str(row.until)) for row in gone.stays],
        "recipients": gone.recipients,
        "left": tables_with(WORD),
        "leads_back": [*tables_with(key), *tables_with(key.replace("-", ""))],
        "messages": list(OutboxMessage.objects.values_list("recipient", "text")),
    }
    sys.stdout.write(json.dumps({**before, **after}))


if __name__ == "__main__":
    django.setup()
    main()
