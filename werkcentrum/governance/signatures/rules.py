"""When a signature may be registered, confirmed and taken back."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority.chain import Missing, same_person
from werkcentrum.governance.authority.together import bound_on, put
from werkcentrum.governance.models import Agreement, AgreementVersion, Party, Signature


def may_register(
    party: Party, version: AgreementVersion | None, *, signed_on: date, today: date
) -> Refusal | None:
    """A party that is there signs the newest text, once people agreed that it is to be signed."""
    agreement = party.agreement
    if agreement.stage != Agreement.Stage.TO_SIGN:
        return Refusal(_("Deze overeenkomst staat nog niet klaar om te tekenen."))
    if agreement.terminated_on is not None:
        return Refusal(_("Deze overeenkomst is beëindigd."))
    if party.left_on is not None:
        return Refusal(_("Deze partij doet niet meer mee."))
    if signed_on > today:
        return Refusal(_("Deze dag moet nog komen."))
    return is_newest(party, version) or _was_there(version, signed_on)


def _was_there(version: AgreementVersion | None, signed_on: date) -> Refusal | None:
    """Who signed before a text was changed signed another one.

    A first text may be younger: of an agreement that was signed before it came in this register.
    """
    if version is not None and version.number > 1 and signed_on < day_of(version.made_at):
        return Refusal(_("Op die dag was deze tekst er nog niet. Toen gold een eerdere versie."))
    return None


def is_newest(party: Party, version: AgreementVersion | None) -> Refusal | None:
    """Nobody is bound by a text that was changed after it."""
    newest = party.agreement.versions.order_by("-number").values_list("pk", flat=True).first()
    if version is None or version.pk != newest:
        return Refusal(_("Er is een nieuwere tekst. Laat die tekst tekenen."))
    return None


def is_as_read(version: AgreementVersion, number: int) -> Refusal | None:
    """The text did not change while somebody wrote down who signed it."""
    if version.number == number:
        return None
    return Refusal(
        _("De tekst is net veranderd. Open deze pagina opnieuw en kijk wat is getekend.")
    )


def may_sign_too(present: Sequence[Signature], *, signer_name: str) -> Refusal | None:
    """A party signs a version once; of directors who sign together, each does.

    `present` is what stands under it for this party, confirmed or not.
    """
    if bound_on(map(put, present)) is not None:
        return Refusal(_("Van deze partij staat al een ondertekening opgeschreven."))
    if any(same_person(row.signer_name, signer_name) for row in present):
        words = _("Van %(name)s staat er al een ondertekening. Nu moet een ander ook tekenen.")
        return Refusal(words % {"name": signer_name})
    return None


def not_allowed(missing: Missing) -> Refusal:
    """Which link is missing, and who can supply it."""
    return Refusal(str(missing))


def may_confirm(signature: Signature, *, by: str) -> Refusal | None:
    """By somebody else, once."""
    if signature.confirmed_at is not None:
        return already_confirmed()
    if signature.registered_by == by:
        return Refusal(_("U schreef dit zelf op. Een collega moet het bevestigen."))
    return None


def already_confirmed() -> Refusal:
    """A second person saw it; now nobody changes it."""
    return Refusal(_("Deze ondertekening is al bevestigd."))


def not_there() -> Refusal:
    """Somebody took it back."""
    return Refusal(_("Deze ondertekening is teruggenomen."))


def not_proven() -> Refusal:
    """The service for electronic signatures did not prove it."""
    return Refusal(_("De elektronische handtekening klopt niet. Laat opnieuw tekenen."))
