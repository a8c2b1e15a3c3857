"""Pages about the text of an agreement: its clauses, the checklist, and versions."""

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
from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.core.typed import visible
from werkcentrum.core.uploads import to_save
from werkcentrum.governance.agreements import clause_actions as actions
from werkcentrum.governance.agreements.clause_queries import draft_of, is_signed
from werkcentrum.governance.agreements.forms import ClauseForm, NewClauseForm, VersionForm
from werkcentrum.governance.agreements.page import agreement_of, keeps
from werkcentrum.governance.agreements.rules import may_make_version, may_write
from werkcentrum.governance.agreements.version_actions import make_version
from werkcentrum.governance.agreements.version_rules import Mark, differences
from werkcentrum.governance.form_page import saved, who
from werkcentrum.governance.models import Agreement, AgreementVersion, Clause, ClauseTemplate
from werkcentrum.governance.staff_page import may, reads, shown
from werkcentrum.partners.middleware import region_of


@reads
@require_safe
def agreement_text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text as it is now, the checklist, and what is still to be done."""
    return _text_page(request, agreement_of(request, pk), VersionForm())


@require_POST
@keeps
def version_make(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the text as it is now."""
    agreement, form = agreement_of(request, pk), VersionForm(request.POST)
    if saved(form, partial(make_version, agreement=agreement, **who(request))):
        messages.success(request, _("De versie is gemaakt en staat vast."))
        return HttpResponseRedirect(reverse("agreement", args=[agreement.pk]))
    return _text_page(request, agreement, form)


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def clause_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A clause more, from a model clause that is missing or one's own."""
    agreement = agreement_of(request, pk)
    draft = draft_of(agreement, today=clock.today())
    wanted = visible(request.GET.get("punt", ""), 64)
    template = ClauseTemplate.objects.filter(region=agreement.region, key=wanted).first()
    last = next((row for row in reversed(draft.clauses) if row.template_key != "signatures"), None)
    initial: dict[str, Any] = {"after": last}
    if template is not None:
        initial |= {"template_key": template.key, "heading": template.heading,
                    "body": template.body}  # fmt: skip
    form = NewClauseForm(
        request.POST or None, agreement=agreement, missing=draft.missing, initial=initial
    )
    if saved(form, partial(actions.add_clause, agreement=agreement, **who(request))):
        messages.success(request, _("De bepaling staat erin."))
        return HttpResponseRedirect(reverse("agreement_text", args=[agreement.pk]))
    context = {"agreement": agreement, "clause": None, "form": form, "template": template}
    return shown(request, "governance/clause_form.html", context)


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write one differently."""
    found = _clause_of(request, pk)
    form = ClauseForm(request.POST or None, clause=found)
    if saved(form, partial(actions.change_clause, clause=found, **who(request))):
        messages.success(request, _("De bepaling is bewaard."))
        return _to_clause(found)
    rows = ClauseTemplate.objects.filter(region=region_of(request), key=found.template_key)
    return shown(request, "governance/clause_form.html", {
        "agreement": found.agreement, "clause": found, "form": form, "template": rows.first(),
    })  # fmt: skip


@require_POST
@keeps
def clause_move(request: HttpRequest, pk: UUID, way: str) -> HttpResponse:
    """One place up or down."""
    if way not in ("op", "neer"):
        raise Http404
    found = _clause_of(request, pk)
    act = partial(actions.move_clause, clause=found, is_up=way == "op", **who(request))
    return done(request, _("Verplaatst."), act, "agreement_text", found.agreement_id)


@require_POST
@keeps
def clause_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Out of the text."""
    found = _clause_of(request, pk)
    act = partial(actions.remove_clause, clause=found, **who(request))
    said = _("De bepaling is weggehaald.")
    return done(request, said, act, "agreement_text", found.agreement_id)


@reads
@require_safe
def version(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One version, with what changed since an earlier one."""
    agreement = agreement_of(request, pk)
    rows = list(agreement.versions.defer("pdf").order_by("-number"))
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise Http404
    earlier = [row for row in rows if row.number < number]
    asked = request.GET.get("met", "")
    other = next((row for row in earlier if str(row.number) == asked), None)
    other = other or (earlier[0] if earlier else None)
    compared = differences(other.clauses, found.clauses) if other else []
    changed = [one for one in compared if one.mark != Mark.SAME]
    return shown(request, "governance/version.html", {
        "agreement": agreement, "version": found, "earlier": earlier, "other": other,
        "differences": changed, "same": len(compared) - len(changed),
    })  # fmt: skip


@reads
@require_safe
def version_pdf(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The file itself, as it was made."""
    agreement = agreement_of(request, pk)
    found = get_object_or_404(AgreementVersion, agreement=agreement, number=number)
    name = f"{agreement.reference}-versie-{found.number}.pdf"
    return to_save(bytes(found.pdf), "application/pdf", name)


def _clause_of(request: HttpRequest, pk: UUID) -> Clause:
    """One of an agreement of this region; anything else does not exist."""
    rows = Clause.objects.filter(agreement__region=region_of(request))
    found: Clause = get_object_or_404(
        rows.select_related("agreement__region", "agreement__parent"), pk=pk
    )
    return found


def _to_clause(found: Clause) -> HttpResponse:
    """Back to the place in the text."""
    return HttpResponseRedirect(
        f"{reverse('agreement_text', args=[found.agreement_id])}#b-{found.pk}"
    )


def _text_page(request: HttpRequest, agreement: Agreement, form: VersionForm) -> HttpResponse:
    draft = draft_of(agreement, today=clock.today())
    may_change = may(request, Permission.KEEP_AGREEMENTS)
    refusal = may_make_version(agreement, draft.text, is_signed=is_signed(agreement))
    return shown(request, "governance/agreement_text.html", {
        "agreement": agreement, "draft": draft, "form": form,
        "clauses": list(zip(draft.clauses, draft.written, strict=True)),
        "may_write": may_change and may_write(agreement) is None,
        "why_not": may_write(agreement) if may_change else None,
        "may_make": may_change and refusal is None, "why_no_version": refusal,
    })  # fmt: skip
