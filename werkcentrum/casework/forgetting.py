"""What is held about clients and employers, what remains without them, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import KeptForm
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.queries import in_words
from werkcentrum.audit.words import LOOKED
from werkcentrum.casework import people
from werkcentrum.casework.models import (
    Aftercare,
    Attachment,
    Client,
    ContactMoment,
    Employer,
    Enquiry,
    Note,
    NoteDraft,
    PlanGoal,
)
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox, records
from werkcentrum.core.clock import day_of
from werkcentrum.core.phone import international
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record, deletes

_CLIENT: Final = (
    "name_to_use", "reach", "address", "language", "municipality", "representative",
    "representative_name",
)  # fmt: skip
_WHILE_HELPED: Final = _("zolang een gids u helpt")
_ENQUIRY: Final = (
    "opened_at", "closed_at", "audience", "origin", "own_words", "themes", "urgency", "language",
    "organisation", "outcome",
)  # fmt: skip


def describe(client: Client) -> dict[str, Any]:
    """The client, what they came for, what was written about it, and what was done with it.

    Who looked is told by Mijn Werkcentrum: it knows the teams that answer by a link.
    """
    enquiries = list(client.enquiries.select_related("organisation"))
    contacts = ContactMoment.objects.filter(Q(client=client) | Q(enquiry__in=enquiries))
    ids = [str(row.pk) for row in (client, *enquiries)]
    lines = AuditLine.objects.filter(subject_id__in=ids).exclude(verb__endswith=f".{LOOKED}")
    return {
        "client": told(client, *_CLIENT) | {"retention_until": _kept_until(client, enquiries)},
        "enquiries": [_enquiry(enquiry) for enquiry in enquiries],
        "contacts": [
            told(contact, "happened_at", "channel", "subject", "is_reached", "language")
            for contact in contacts
        ],
        "log": [{"at": line.at.isoformat(), "what": in_words(line, {}).what} for line in lines],
    }


def _kept_until(client: Client, enquiries: Sequence[Enquiry]) -> str:
    """The day on which somebody goes, as `_clients_past` finds them; words as long as one helps."""
    if any(row.closed_at is None and row.adviser_id for row in enquiries):
        return str(_WHILE_HELPED)
    asked = Aftercare.objects.filter(enquiry__in=enquiries, done_at=None)
    days = [*asked.order_by().values_list("due_on", flat=True)]
    days += [day_of(row.closed_at or row.opened_at) for row in enquiries]
    last = [records.keep_until(client.region, "client", max(days))] if days else []
    return max([client.retention_until, *last]).isoformat()


def forget(client: Client, at: datetime) -> list[Kept]:
    """Empty their enquiries, delete what was written and sent, and the client."""
    contacts = ContactMoment.objects.filter(client=client)
    kept = [
        Kept("contact", day_of(moment)) for moment in contacts.values_list("happened_at", flat=True)
    ]
    _forget_messages(client)
    _forget_forms(client)
    _empty(client.enquiries.all(), at, _outcome(client, at))
    client.delete()
    return kept


def _forget_forms(client: Client) -> None:
    """What a colleague was typing about them when a session ended. There are never many."""
    words = [str(client.pk), *client.enquiries.values_list("pk", flat=True)]
    words += [client.address] if client.address else []
    for form in KeptForm.objects.all():
        typed = f"{form.page} {form.fields}"
        if any(str(word) in typed for word in words):
            form.delete()


def _enquiry(enquiry: Enquiry) -> dict[str, Any]:
    notes = enquiry.notes.select_related("organisation").prefetch_related("revisions")
    return {
        **told(enquiry, *_ENQUIRY),
        "notes": [
            {
                **told(note, "written_at", "organisation", "body"),
                "earlier": [told(old, "written_at", "body") for old in note.revisions.all()],
            }
            for note in notes
        ],
        "files": [
            told(file, "name", "kind", "size", "added_at") for file in enquiry.attachments.all()
        ],
        "drafts": [told(draft, "kept_at", "body") for draft in enquiry.drafts.all()],
        "plan": [
            {
                **told(goal, "wish", "agreed_at", "reached_at"),
                "steps": [
                    told(step, "what", "owner", "partner", "due_on", "done_at", "dropped_at")
                    for step in goal.actions.all()
                ],
            }
            for goal in enquiry.goals.prefetch_related("actions__partner")
        ],
        "aftercare": [
            told(row, "moment", "due_on", "done_at", "is_reached", "outcome")
            for row in enquiry.aftercare.all()
        ],
    }


def _empty(enquiries: QuerySet[Enquiry], at: datetime, outcome: str) -> None:
    """Nothing remains of enquiries but what they were about, when, and how they ended."""
    keys = list(enquiries.values_list("pk", flat=True))
    rows = Enquiry.objects.filter(pk__in=keys)
    rows.filter(closed_at=None).update(closed_at=at, outcome=outcome)
    NoteDraft.objects.filter(enquiry__in=keys).delete()
    Note.objects.filter(enquiry__in=keys).delete()
    PlanGoal.objects.filter(enquiry__in=keys).delete()
    Attachment.objects.filter(enquiry__in=keys).delete()
    Aftercare.objects.filter(enquiry__in=keys, done_at=None).delete()
    rows.update(own_words="", code_hash="", code_expires_at=None, client=None, employer=None)


def _outcome(person: Client | Employer, at: datetime) -> str:
    """How a question ends that was still open: somebody wanted to go, or was never found."""
    is_past = person.retention_until <= day_of(at)
    return Enquiry.Outcome.NOT_REACHED if is_past else Enquiry.Outcome.WITHDRAWN


def _forget_messages(person: Client | Employer) -> None:
    """What was sent to them, and about them; an address that others share stays theirs."""
    kinds = [f"{person._meta.model_name}:{person.pk}"]
    keys = person.enquiries.values_list("pk", flat=True)
    kinds += [f"{kind}:{key}" for kind in ("enquiry", "urgent-enquiry") for key in keys]
    shared = type(person).objects.filter(region=person.region_id, address__iexact=person.address)
    to = [] if shared.exclude(pk=person.pk).exists() else _addresses(person.address)
    outbox.forget(region_key=person.region.key, to=to, about=kinds)


def _addresses(address: str) -> list[str]:
    """As it was written, and as messages may call it."""
    numbers = [international(address), international(f"+{address}")]
    return [found for found in (address, *numbers) if found]


def _in_use(owner: str, cutoff: Cutoff) -> Exists:
    """They asked something not long ago, somebody still helps them, or will ask how it went.

    A question that nobody took up keeps nobody here for longer.
    """
    theirs = Enquiry.objects.filter(**{owner: OuterRef("pk")})
    is_asked = Exists(Aftercare.objects.filter(
        enquiry=OuterRef("pk"), done_at=None, due_on__gte=cutoff.before
    ))  # fmt: skip
    is_helped = Q(closed_at=None, adviser__isnull=False)
    is_new = Q(opened_at__gte=cutoff.moment) | Q(closed_at__gte=cutoff.moment)
    return Exists(theirs.filter(is_helped | is_new | is_asked))


def _clients_past(region_key: str, cutoff: Cutoff) -> QuerySet[Client]:
    found = Client.objects.filter(region__key=region_key, retention_until__lte=cutoff.today)
    return found.exclude(_in_use("client", cutoff)).order_by("retention_until", "pk")


def _destroy_clients(keys: Sequence[UUID], at: datetime) -> None:
    for client in Client.objects.select_related("region").filter(pk__in=keys):
        people.forget_person(client, at)


def _employers_past(region_key: str, cutoff: Cutoff) -> QuerySet[Employer]:
    found = Employer.objects.filter(region__key=region_key, retention_until__lte=cutoff.today)
    return found.exclude(_in_use("employer", cutoff)).order_by("retention_until", "pk")


def _destroy_employers(keys: Sequence[UUID], at: datetime) -> None:
    for employer in Employer.objects.select_related("region").filter(pk__in=keys):
        _forget_messages(employer)
        _empty(employer.enquiries.all(), at, _outcome(employer, at))
        employer.delete()


def _words_past(region_key: str, cutoff: Cutoff) -> QuerySet[Enquiry]:
    """Whoever gave no name may have written one."""
    is_written = Exists(Note.objects.filter(enquiry=OuterRef("pk")))
    is_planned = Exists(PlanGoal.objects.filter(enquiry=OuterRef("pk")))
    has_files = Exists(Attachment.objects.filter(enquiry=OuterRef("pk")))
    rows: QuerySet[Enquiry] = Enquiry.objects.filter(
        region__key=region_key, client=None, employer=None, closed_at__lt=cutoff.moment
    )
    return rows.filter(~Q(own_words="") | ~Q(code_hash="") | is_written | is_planned | has_files)


def _destroy_words(keys: Sequence[UUID], at: datetime) -> None:
    _empty(Enquiry.objects.filter(pk__in=keys), at, "")


def _contacts_past(region_key: str, cutoff: Cutoff) -> QuerySet[ContactMoment]:
    found = ContactMoment.objects.filter(
        region__key=region_key, client=None, happened_at__lt=cutoff.moment
    )
    return found.filter(Q(enquiry=None) | Q(enquiry__closed_at__lt=cutoff.moment))


people.register("casework", describe=describe, forget=forget)
records.register(
    Record(
        key="client",
        label=_("naam en adres van een klant"),
        counts_from="de laatste afspraak, de laatste vraag, en het afsluiten daarvan",
        way="De klant wordt vergeten: naam, adres, eigen woorden, notities, bestanden en berichten "
        "gaan weg.",
        days=90,
        source=MINIMISED,
        past=_clients_past,
        destroy=_destroy_clients,
        batch=10,
    ),
    Record(
        key="employer",
        label=_("naam en adres van een werkgever"),
        counts_from="de laatste vraag, en het afsluiten daarvan",
        way="De werkgever en wat die vertelde gaan weg.",
        days=ONE_YEAR,
        source=MINIMISED,
        past=_employers_past,
        destroy=_destroy_employers,
        batch=10,
    ),
    Record(
        key="words",
        label=_("eigen woorden van iemand zonder naam"),
        counts_from="de dag waarop de vraag is afgesloten",
        way="De eigen woorden, de notities, het plan en de bestanden gaan weg; de vraag blijft.",
        days=90,
        source=MINIMISED,
        past=_words_past,
        destroy=_destroy_words,
    ),
    Record(
        key="contact",
        kind="klantvraag_informatie",
        label=_("contact zonder naam"),
        counts_from="de dag van het contact, als de vraag erbij is afgesloten",
        way="De regel wordt verwijderd.",
        days=ONE_YEAR,
        source="6.1.3 Informatieverzoek",
        past=_contacts_past,
        destroy=deletes(ContactMoment),
    ),
)
