"""Other people: of a colleague at another organisation, and of another region, with known ids.

Every word about them can be recognised. `CANARIES` says what it was about; nobody reads what is
not meant for them (`tests/test_canaries.py`), and no address leads there (`tests/test_access.py`).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import models

from tests.canary import of_people
from werkcentrum.accounts.models import KeptForm, User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import Absence, Appointment, WaitingListEntry
from werkcentrum.appointments.tests.make import NEXT_MONDAY, make_known
from werkcentrum.casework.models import (
    Aftercare,
    Attachment,
    AttachmentContent,
    Client,
    Employer,
    Enquiry,
    Note,
    NoteDraft,
    NoteRevision,
    PlanAction,
    PlanGoal,
)
from werkcentrum.catalogue.models import Trial
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk.models import Desk, Ticket, Visit, service_day
from werkcentrum.desk.tests.make import make_desk
from werkcentrum.formal.models import Addressee, FormalRequest, FormalTerm, Outage
from werkcentrum.formal.tests.make import make_channel
from werkcentrum.formal.tests.make import make_known as make_complaint
from werkcentrum.governance.tests.make import make_exception
from werkcentrum.governance.tests.make_meetings import make_spoken_about
from werkcentrum.governance.tests.make_money import make_promised
from werkcentrum.governance.tests.make_rows import make_decided
from werkcentrum.matching.tests.make import make_known_list
from werkcentrum.partners.models import Location, Region
from werkcentrum.partners.tests.make import make_walk_in
from werkcentrum.privacy.models import Consent, Destruction, Disclosure, LegalGround, Objection
from werkcentrum.privacy.tests.make import (
    LONG_AGO,
    make_municipal,
    make_purpose,
    make_standing,
    make_text,
    make_union,
)
from werkcentrum.referrals.models import Referral, ReferralEvent, ReferralMessage
from werkcentrum.referrals.tests.make import make_team
from werkcentrum.vacancies.tests.make import make_known as make_vacancy

# Whose words: who somebody is, what they told, a complaint.
PERSON, STORY, COMPLAINT = "kanariepersoon", "kanarieverhaal", "kanarieklacht"
_WORDS_OF: Final = {"casework.client": PERSON, "casework.employer": PERSON}
_FORMAL: Final = "formal."


def make_strangers(region: Region, place: Location, pk: str, mark: str = "") -> User:
    """Somebody in every way in which we can know people; returns the colleague in charge.

    The ids of all rows are `pk`. `mark` stands in every word: where they are from.
    """
    colleague = make_staff(region, f"collega{mark}", "adviser", organisation=make_municipal(region))
    desk = make_desk(location=place, key=f"balie{mark}", prefix="Z")
    _at_the_desk(desk, place, pk)
    client = Client.objects.create(
        pk=pk, region=region, name_to_use="x", reach="mail", address="x@post.example",
        representative="parent", representative_name="x",
        retention_until=(MONDAY_MORNING + timedelta(days=90)).date(),
    )  # fmt: skip
    enquiry = Enquiry.objects.create(
        pk=pk, region=region, client=client, adviser=colleague, themes=["werk"],
        organisation=make_municipal(region), own_words="x", opened_at=MONDAY_MORNING,
    )  # fmt: skip
    _appointment(place, enquiry, pk)
    _written(enquiry, colleague, pk)
    _shared(enquiry, colleague, pk)
    _formal(region, pk)
    make_decided(region, pk)
    make_exception(region, pk)
    make_promised(region, pk)
    make_spoken_about(region, pk)
    Employer.objects.create(
        pk=pk, region=region, name="x", contact_name="x", reach="mail", address="x@post.example",
        retention_until=client.retention_until,
    )  # fmt: skip
    make_vacancy(region, pk)
    make_known_list(region, pk)
    _paint(region, mark)
    _messages(region, colleague, pk, mark)
    return colleague


def _at_the_desk(desk: Desk, place: Location, pk: str) -> None:
    visit = Visit.objects.create(
        desk=desk, request_key=pk, channel=Visit.Channel.HOST, arrived_at=MONDAY_MORNING,
        secret_hash=pk,
    )  # fmt: skip
    Ticket.objects.create(
        pk=pk, visit=visit, desk=desk, service_day=service_day(MONDAY_MORNING), number=1,
        prefix=desk.prefix, arrived_at=MONDAY_MORNING,
    )  # fmt: skip
    make_walk_in(place, weekday=2, pk=pk)


def _appointment(place: Location, enquiry: Enquiry, pk: str) -> None:
    make_known(place, pk=pk)
    Appointment.objects.filter(pk=pk).update(client=enquiry.client, enquiry=enquiry, manage_hash=pk)
    WaitingListEntry.objects.create(region=place.region, series=pk, since=MONDAY_MORNING)
    Absence.objects.create(
        pk=pk, region=place.region, adviser=enquiry.adviser, starts_at=NEXT_MONDAY,
        ends_at=NEXT_MONDAY + timedelta(days=1),
    )  # fmt: skip


def _written(enquiry: Enquiry, colleague: User, pk: str) -> None:
    note = Note.objects.create(
        pk=pk, enquiry=enquiry, organisation=enquiry.organisation, author=colleague, body="x",
        written_at=MONDAY_MORNING,
    )  # fmt: skip
    NoteRevision.objects.create(note=note, version=1, body="x", written_at=MONDAY_MORNING)
    NoteDraft.objects.create(enquiry=enquiry, author=colleague, body="x", kept_at=MONDAY_MORNING)
    goal = PlanGoal.objects.create(pk=pk, enquiry=enquiry, wish="x", agreed_at=MONDAY_MORNING)
    PlanAction.objects.create(goal=goal, what="x", owner="person")
    Aftercare.objects.create(pk=pk, enquiry=enquiry, moment="weeks", due_on=MONDAY_MORNING.date())
    file = Attachment.objects.create(
        pk=pk, enquiry=enquiry, name="x", kind="pdf", size=len(STORY), digest=pk,
        is_from_asker=True, added_at=MONDAY_MORNING,
    )  # fmt: skip
    AttachmentContent.objects.create(attachment=file, content=STORY.encode())


def _shared(enquiry: Enquiry, colleague: User, pk: str) -> None:
    region, client = enquiry.region, enquiry.client
    assert client is not None
    union, own = make_union(region), make_municipal(region)
    purpose = make_purpose(region)
    make_standing(union)
    ground = LegalGround.objects.create(
        pk=pk, purpose=purpose, controller=own, recipient=union, kind=LegalGround.Kind.PUBLIC_TASK,
        law="Wet SUWI", data=["name", "question"], starts_on=LONG_AGO,
    )  # fmt: skip
    between: dict[str, Any] = {"purpose": purpose, "recipient": union, "data": ["name", "question"]}
    text = purpose.texts.order_by("pk").first() or make_text(purpose)
    consent = Consent.objects.create(
        pk=pk, client=client, text=text, controller=own, way="voice",
        given_at=MONDAY_MORNING, expires_at=MONDAY_MORNING + timedelta(days=200), **between,
    )  # fmt: skip
    Objection.objects.create(pk=pk, client=client, ground=ground, made_at=MONDAY_MORNING)
    Disclosure.objects.create(client=client, consent=consent, at=MONDAY_MORNING, **between)
    referral = Referral.objects.create(
        pk=pk, region=region, enquiry=enquiry, team=make_team(union, "vreemd"), organisation=own,
        owner=colleague, theme="werk", summary="x", suggestion="x", data=["name", "question"],
        consent=consent, state="info_requested", made_at=MONDAY_MORNING, sent_at=MONDAY_MORNING,
        due_on=MONDAY_MORNING.date(),
    )  # fmt: skip
    ReferralEvent.objects.create(referral=referral, state="sent", at=MONDAY_MORNING, by="systeem")
    ReferralMessage.objects.create(
        referral=referral, is_from_team=True, body="x", at=MONDAY_MORNING
    )


def _formal(region: Region, pk: str) -> None:
    make_complaint(region, pk=pk)
    FormalRequest.objects.filter(pk=pk).update(
        number=f"K-{pk[-4:]}-9999", secret_hash=pk, request_key=uuid4(), name="x", address="x",
        postal_address="x", own_words="x",
    )  # fmt: skip
    channel = make_channel(region)
    type(channel).objects.filter(pk=channel.pk).update(id=pk)
    Addressee.objects.create(
        pk=pk, request_id=pk, organisation=channel.organisation, email=channel.email,
        sent_at=MONDAY_MORNING, due_on=MONDAY_MORNING.date() + timedelta(days=42),
    )  # fmt: skip
    FormalTerm.objects.create(
        pk=pk, region=region, kind="complaint", starts_on=date(2030, 1, 1), unit="weeks", term=6,
        extra=4, law="Awb 9:11",
    )  # fmt: skip
    Outage.objects.create(pk=pk, region=region, kinds=["complaint"], starts_at=MONDAY_MORNING)
    Destruction.objects.create(
        pk=pk, region=region, record="advice", until_on=LONG_AGO, proposed_by="systeem",
        proposed_at=MONDAY_MORNING,
    )  # fmt: skip
    Trial.objects.create(
        pk=pk, region=region, changes=[], asked_by="karin", asked_at=MONDAY_MORNING
    )


def _paint(region: Region, mark: str) -> None:
    """A word of their own in every field in which somebody stands as `x`."""
    for model in (*of_people(), Employer, FormalRequest):
        word = COMPLAINT if model._meta.label_lower.startswith(_FORMAL) else STORY
        word = _WORDS_OF.get(model._meta.label_lower, word)
        for field in _texts(model):
            rows = model._default_manager.filter(**{field.name: "x"})
            rows.update(**{field.name: f"{word}{mark}.{model._meta.model_name}.{field.name}"})


def _texts(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield field


def _messages(region: Region, colleague: User, pk: str, mark: str) -> None:
    """What did not arrive, and what was being typed when a session ended."""
    OutboxMessage.objects.create(
        pk=pk, key=f"vreemd-{pk}", region_key=region.key, channel="mail", state="failed",
        recipient=f"{PERSON}{mark}@post.example", subject="Over uw afspraak",
        text=f"{STORY}{mark}.text", html=f"{STORY}{mark}.html", about=f"client:{pk}",
        is_confidential=True, put_at=MONDAY_MORNING, due_at=MONDAY_MORNING,
    )  # fmt: skip
    KeptForm.objects.create(
        user=colleague, page="/medewerkers/", fields={"body": [f"{STORY}{mark}.kept"]},
        kept_at=MONDAY_MORNING,
    )  # fmt: skip
