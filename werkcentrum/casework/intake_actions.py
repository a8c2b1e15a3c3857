"""A question comes in, on the website or written down by staff: once, however often it is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from werkcentrum.accounts.models import User
from werkcentrum.casework import codes, rules
from werkcentrum.casework.actions import open_enquiry, remember_client, remember_employer
from werkcentrum.casework.attachment_actions import add_files
from werkcentrum.casework.intake_rules import Company, Person, Question
from werkcentrum.casework.models import Client, Employer, Enquiry
from werkcentrum.casework.telling import tell_of_urgency
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Organisation, Region

# Where nobody of ours heard it: then it is told at once when it is urgent.
_UNHEARD: Final = (Enquiry.Origin.ONLINE, Enquiry.Origin.PARTNER)


@dataclass(frozen=True)
class Received:
    """What came in, and the code with which whoever asked goes on."""

    enquiry: Enquiry
    code: str


def receive_question(
    *,
    region: Region,
    question: Question,
    request_key: UUID,
    by: str,
    at: datetime,
    asker: Person | Company | None = None,
    organisation: Organisation | None = None,
    adviser: User | None = None,
) -> Received:
    """Take in a question of somebody known, of an employer, or of somebody without a name.

    The same request again gives the same, also when both come at once; files that came with the
    second only are kept too. Raises RefusedError.
    """
    code = codes.new_code(uuid5(request_key, region.key))
    known = Enquiry.objects.filter(region=region, code_hash=codes.hash_of(code))

    def take_in() -> Enquiry:
        with transaction.atomic():
            enquiry = known.first() or _take_in(
                region, question, code, by, at, asker, organisation, adviser
            )
            if question.files:
                add_files(enquiry=enquiry, files=question.files, is_from_asker=True, by=by, at=at)
            return enquiry

    try:
        return Received(take_in(), code)
    except (IntegrityError, RefusedError):
        # The other of two came first, with this question or with the same employer: now it is seen.
        return Received(take_in(), code)


def _take_in(
    region: Region,
    question: Question,
    code: str,
    by: str,
    at: datetime,
    asker: Person | Company | None,
    organisation: Organisation | None,
    adviser: User | None,
) -> Enquiry:
    client = employer = None
    if isinstance(asker, Person):
        client = _client(region, question, asker, by, at)
    if isinstance(asker, Company):
        employer = _employer(region, question, asker, by, at)
        # Employers always speak to the same person, whose organisation then answers for it.
        adviser = adviser or employer.account_manager
        work = employer.account_manager.work_in(region) if employer.account_manager else None
        if adviser == employer.account_manager and work is not None:
            organisation = work.organisation
    audience = Enquiry.Audience.EMPLOYER if employer else Enquiry.Audience.RESIDENT
    enquiry = open_enquiry(
        region=region, own_words=question.own_words, themes=question.themes,
        urgency=question.urgency, municipality=question.municipality, language=question.language,
        origin=question.origin, held_numbers=question.held_numbers, audience=audience,
        client=client, employer=employer, organisation=organisation, adviser=adviser, code=code,
        by=by, at=at,
    )  # fmt: skip
    if question.urgency and question.origin in _UNHEARD:
        tell_of_urgency(enquiry, at=at)
    return enquiry


def _client(region: Region, question: Question, person: Person, by: str, at: datetime) -> Client:
    return remember_client(
        region=region, name_to_use=person.name_to_use, language=question.language,
        reach=person.reach, address=person.address, municipality=question.municipality,
        retention_until=rules.keep_until(region, at), by=by, at=at,
    )  # fmt: skip


def _employer(
    region: Region, question: Question, company: Company, by: str, at: datetime
) -> Employer:
    """The employer with this KvK number, when it is the same contact; a new one otherwise.

    Whoever knows a KvK number may be anybody: what we wrote down before is never changed. The new
    one is without the number, and gets the same account manager.
    """
    known = None
    if company.kvk_number:
        found = region.employers.filter(kvk_number=company.kvk_number)
        known = found.select_related("account_manager").first()
    if known is not None and known.address == company.address:
        return known
    return remember_employer(
        region=region, name=company.name, contact_name=company.contact_name,
        reach=company.reach, address=company.address, municipality=question.municipality,
        kvk_number="" if known else company.kvk_number,
        account_manager=known.account_manager if known else None,
        retention_until=rules.keep_until(region, at, "employer"), by=by, at=at,
    )  # fmt: skip
