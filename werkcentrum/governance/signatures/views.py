"""Pages about signatures: may somebody sign, what was signed, and the second person."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.reading import MEDIA_TYPES
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.core.uploads import to_save
from werkcentrum.governance.authority.chain import Chain, Missing, authority, same_person
from werkcentrum.governance.authority.queries import facts_of
from werkcentrum.governance.authority.together import bound_on, other_signature, put
from werkcentrum.governance.models import Party, Signature
from werkcentrum.governance.signatures import actions, queries, rules
from werkcentrum.governance.signatures.forms import SignatureForm, SignerForm
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_SIGNATURES)


@reads
@require_safe
def signature_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was signed before."""
    page = page_of(request, queries.signatures_of(region_of(request)))
    return shown(request, "governance/signatures.html", {
        "page": page, "may_keep": may(request, Permission.KEEP_SIGNATURES),
    })  # fmt: skip


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def party_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether somebody may sign for a party, and if so, write down that they did."""
    party = _party(request, pk)
    if request.method == "POST":
        form = SignatureForm(request.POST, request.FILES)
        if form.is_valid():
            with refusals_in(form):
                return _registered(request, party, form)
        typed: Any = form.cleaned_data if hasattr(form, "cleaned_data") else {}
        return _sign_page(request, party, SignerForm(request.POST), form, typed)
    signer = SignerForm(request.GET) if "naam" in request.GET else None
    if signer is None or not signer.is_valid():
        return _sign_page(request, party, signer or _first_signer(party), None, {})
    return _sign_page(request, party, signer, None, signer.cleaned_data)


@reads
@require_safe
def signature_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One signature, why that person was allowed to, and who saw to it."""
    signature, me = _signature(request, pk), by(request)
    people = queries.who_are([signature.registered_by, signature.confirmed_by])
    may_keep = may(request, Permission.KEEP_SIGNATURES)
    return shown(request, "governance/signature.html", {
        "signature": signature, "party": signature.party, "may_keep": may_keep,
        "missing": _missing(signature),
        "registered_by": people.get(signature.registered_by, ""),
        "confirmed_by": people.get(signature.confirmed_by, ""),
        "is_mine": signature.registered_by == me,
        "may_confirm": may_keep and rules.may_confirm(signature, by=me) is None,
    })  # fmt: skip


@_keeps
@require_safe
def signature_scan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The scan, to keep on one's own computer."""
    signature = _signature(request, pk)
    if signature.scan is None:
        raise Http404
    kind = signature.scan_name.rpartition(".")[2]
    media_type = MEDIA_TYPES.get(kind, "application/octet-stream")
    return to_save(bytes(signature.scan), media_type, signature.scan_name)


@require_POST
@_keeps
def signature_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person saw it."""
    signature = _signature(request, pk)
    act = partial(actions.confirm_signature, signature=signature, by=by(request), at=clock.now())
    return done(request, _("Bevestigd. De ondertekening telt nu."), act, "signature_page", pk)


@require_POST
@_keeps
def signature_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was wrong."""
    signature = _signature(request, pk)
    try:
        actions.take_back_signature(signature=signature, by=by(request), at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Teruggenomen. Schrijf de ondertekening opnieuw op."))
    return HttpResponseRedirect(reverse("party_sign", args=[signature.party_id]))


def _registered(request: HttpRequest, party: Party, form: SignatureForm) -> HttpResponse:
    """To the page of the signature. Raises RefusedError."""
    typed, version = form.cleaned_data, queries.newest_version(party)
    if version is None:
        raise RefusedError(_("Er is nog geen tekst om te tekenen."))
    insist(rules.is_as_read(version, typed["versie"]))
    signature = actions.register_signature(
        party=party, version=version, signer_name=typed["naam"],
        signer_function=typed["functie"], signed_on=form.signed_on, place=typed["plaats"],
        scan=typed["bestand"].content, scan_name=typed["bestand"].name, by=by(request),
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Opgeschreven. Een collega moet het nu bevestigen."))
    return HttpResponseRedirect(reverse("signature_page", args=[signature.pk]))


def _sign_page(
    request: HttpRequest,
    party: Party,
    signer: SignerForm,
    form: SignatureForm | None,
    typed: dict[str, Any],
) -> HttpResponse:
    """`typed`: of a valid form, who signs and when."""
    today = clock.today()
    name, day = typed.get("naam", ""), typed.get("dag") or today
    version = queries.newest_version(party)
    present = queries.signatures_under(party, version)
    is_signed = bound_on(map(put, present)) is not None
    refusal = rules.may_register(party, version, signed_on=day, today=today)
    facts = facts_of(party)
    found: Chain | Missing | None = authority(facts, signer=name, on=day)
    if not name and isinstance(found, Missing) and found.link == "signer":
        # Nobody was chosen yet: that is no fault.
        found = None
    twice = rules.may_sign_too(present, signer_name=name) if name and not is_signed else None
    is_complete = isinstance(found, Chain) and not (refusal or twice or is_signed)
    if form is None and is_complete and version is not None:
        form = SignatureForm(initial={
            "naam": name, "dag": day, "functie": _function(party, name), "versie": version.number,
        })  # fmt: skip
    return shown(request, "governance/sign.html", {
        "party": party, "version": version, "present": present, "refusal": refusal or twice,
        "is_signed": is_signed, "missing": other_signature(facts, on=day),
        "signer": signer, "name": name, "day": day, "found": found,
        "is_complete": isinstance(found, Chain), "candidates": queries.candidates_for(facts, day),
        "form": form if is_complete or (form and form.errors) else None,
        "may_decide": may(request, Permission.KEEP_DECISIONS),
    })  # fmt: skip


def _missing(signature: Signature) -> Missing | None:
    """Whose signature is missing beside this one, of directors who sign together."""
    if bound_on(map(put, queries.signatures_under(signature.party, signature.version))):
        return None
    return other_signature(facts_of(signature.party), on=clock.today())


def _first_signer(party: Party) -> SignerForm:
    """Who represents it, or when they signed already, nobody yet."""
    present = queries.signatures_under(party, queries.newest_version(party))
    name = party.representative_name
    is_there = any(same_person(row.signer_name, name) for row in present)
    return SignerForm(initial={"naam": "" if is_there else name, "dag": clock.today()})


def _function(party: Party, name: str) -> str:
    """What the party says this person does."""
    return party.representative_function if party.representative_name == name else ""


def _party(request: HttpRequest, pk: UUID) -> Party:
    rows = Party.objects.filter(agreement__region=region_of(request))
    rows = rows.select_related("organisation", "agreement__region")
    found: Party = get_object_or_404(rows, pk=pk)
    return found


def _signature(request: HttpRequest, pk: UUID) -> Signature:
    rows = Signature.objects.filter(party__agreement__region=region_of(request))
    rows = rows.select_related(
        "party__organisation", "party__agreement__region", "party__agreement__parent", "mandate",
        "version",
    ).defer("version__pdf", "version__clauses")  # fmt: skip
    found: Signature = get_object_or_404(rows, pk=pk)
    return found
