"""Signatures as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.governance.authority.chain import Chain, Missing, candidates, same_person
from werkcentrum.governance.authority.facts import Facts
from werkcentrum.governance.models import AgreementVersion, Party, Signature
from werkcentrum.partners.models import Region


@dataclass(frozen=True)
class Candidate:
    """Somebody who may sign for a party, or may not for a reason."""

    name: str
    may_sign: bool
    words: str


def signatures_of(region: Region) -> QuerySet[Signature]:
    """Of a region: first what waits for a second person, then the newest."""
    rows = Signature.objects.filter(party__agreement__region=region)
    rows = rows.select_related("party__organisation", "party__agreement", "version")
    rows = rows.defer("scan", "version__pdf", "version__clauses")
    return rows.order_by(F("confirmed_at").desc(nulls_first=True), "-signed_on", "pk")


def newest_version(party: Party) -> AgreementVersion | None:
    """The text that a party signs now."""
    rows = AgreementVersion.objects.filter(agreement=party.agreement_id).defer("pdf", "clauses")
    found: AgreementVersion | None = rows.order_by("-number").first()
    return found


def signatures_under(party: Party, version: AgreementVersion | None) -> list[Signature]:
    """What stands under this version for this party already, the first first."""
    rows = Signature.objects.filter(party=party, version=version).defer("scan", "evidence")
    return list(rows.order_by("signed_on", "registered_at")) if version else []


def candidates_for(facts: Facts, on: date) -> list[Candidate]:
    """Who could sign that day and did not yet: whoever may first, then who may not and why."""
    found = candidates(facts, on=on)
    return [
        Candidate(name, isinstance(said, Chain), _words(said))
        for name, said in found.items()
        if not any(same_person(name, one.name) for one in facts.signed)
    ]  # fmt: skip


def who_are(keys: Iterable[str]) -> dict[str, str]:
    """The mail address of colleagues, by the id with which a signature knows them."""
    ids = [key for key in keys if _is_id(key)]
    rows = User.objects.filter(pk__in=ids).values_list("pk", "email")
    return {str(pk): email for pk, email in rows}


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def _words(said: Chain | Missing) -> str:
    return said.links[-1].words if isinstance(said, Chain) else said.what
