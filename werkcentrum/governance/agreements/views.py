"""Pages about agreements: the list, one of them with its next thing to do, and its terms."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.governance.agreements import actions, queries
from werkcentrum.governance.agreements.clause_queries import Draft, draft_of
from werkcentrum.governance.agreements.dates import dues
from werkcentrum.governance.agreements.ending_queries import ending_soon, losses
from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.agreements.forms import NewAgreementForm, TermsForm
from werkcentrum.governance.agreements.next import Doing, NextThing, next_thing
from werkcentrum.governance.agreements.page import agreement_of, keeps
from werkcentrum.governance.agreements.queries import PartyRow
from werkcentrum.governance.agreements.rules import Text, may_make, may_write
from werkcentrum.governance.agreements.states import ALLOWED, PartyFacts, Stage, party_steps
from werkcentrum.governance.documents.page import documents_about
from werkcentrum.governance.form_page import saved, who
from werkcentrum.governance.models import Agreement, AgreementKind
from werkcentrum.governance.money.cents import in_words as euros
from werkcentrum.governance.papers.page import papers_of
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.governance.timeline_queries import FEW
from werkcentrum.partners.middleware import region_of

# What the button of the next thing opens: a page of the agreement, or of what it is about.
_PAGES: Final = {
    Doing.ADD_PARTY: "party_new", Doing.WRITE: "agreement_text",
    Doing.MAKE_VERSION: "agreement_text", Doing.EVALUATE: "agreement_term",
    Doing.DECIDE_TERM: "agreement_term", Doing.AGREE_END: "agreement_term",
    Doing.ASSESS: "agreement_term",
}  # fmt: skip
_OF_ONE: Final = {
    Doing.NOTE: "party", Doing.SIGN: "party_sign", Doing.CONFIRM: "signature_page",
}  # fmt: skip
# What is written down elsewhere, about this agreement.
_ELSEWHERE: Final = {Doing.DECIDE: "decision_add", Doing.AUTHORISE: "mandate_add"}
# What the button sends.
_STAGES: Final = {
    Doing.CONSULT: Stage.CONSULTATION, Doing.CHECK: Stage.CHECKED, Doing.OFFER: Stage.TO_SIGN,
}  # fmt: skip
# Who may do it, when that is not who keeps agreements.
_BY_OTHERS: Final = {
    Doing.SIGN: Permission.KEEP_SIGNATURES, Doing.CONFIRM: Permission.KEEP_SIGNATURES,
    Doing.DECIDE: Permission.KEEP_DECISIONS, Doing.AUTHORISE: Permission.KEEP_DECISIONS,
}  # fmt: skip
# From then on it counts who may sign.
_AUTHORISED: Final = (Stage.CHECKED, Stage.TO_SIGN)
_BACK: Final = {
    Stage.CONSULTATION: gettext_lazy("Zet terug in afstemming"),
    Stage.DRAFT: gettext_lazy("Zet terug naar concept"),
}  # fmt: skip


@reads
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements of the region, or those that are so far or of one kind."""
    today, asked = clock.today(), request.GET
    rows = queries.agreements_of(region_of(request)).order_by("title", "reference")
    phase, kind = asked.get("stand", ""), asked.get("soort", "")
    rows = queries.in_phase(rows, phase, today)
    if kind in AgreementKind.values:
        rows = rows.filter(kind=kind)
    page = page_of(request, rows)
    return shown(request, "governance/agreements.html", {
        "endings": ending_soon(region_of(request), today),
        "page": page, "rows": queries.agreement_rows(list(page.object_list), today),
        "phases": queries.PHASES.items(), "phase": phase,
        "kinds": AgreementKind.choices, "kind": kind,
        "may_change": may(request, Permission.KEEP_AGREEMENTS),
    })  # fmt: skip


@reads
@require_safe
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One agreement: what it waits for, its parties, and what happened to it."""
    (found, children), today = queries.with_children(region_of(request), pk), clock.today()
    if found is None:
        raise Http404
    events = found.events.order_by("-at", "-pk")
    rows = queries.party_rows(found, today)
    facts = [row.facts for row in rows]
    draft = _draft(found, rows, today)
    versions = (
        draft.versions
        if draft
        else list(found.versions.defer("pdf", "clauses").order_by("-number"))
    )
    text = draft.text if draft else Text(has_version=bool(versions), is_current=True)
    ahead = next_thing(found, facts, text, today, gone=queries.gone_ground(found))
    end = last_day_without(found)
    may_change = may(request, Permission.KEEP_AGREEMENTS)
    return shown(request, "governance/agreement.html", {
        "agreement": found,
        "state": queries.state_of(found, rows, today),
        "holds": found.holds_on(today),
        "next": ahead,
        "button": _button(request, found, ahead, rows),
        "parties": [(row, party_steps(row.facts)) for row in rows],
        "step_labels": [step.label for step in party_steps(facts[0])] if facts else [],
        "draft": draft,
        "versions": versions,
        "page": page_of(request, events, count=getattr(found, "event_count", None)),
        "children": children,
        "dues": dues(found, today),
        "worth": euros(found.worth_cents) if found.worth_cents else _("geen"),
        "end": end,
        "losses": losses(found, end, children) if end and end > today else [],
        "may_change": may_change,
        "may_add_to": may_change and may_make(AgreementKind.ADDENDUM, found, today=today) is None,
        "may_write": may_change and may_write(found) is None,
        "may_sign": found.stage in _AUTHORISED and may(request, Permission.KEEP_SIGNATURES),
        "papers": papers_of(request, found),
        "documents_about": documents_about(request, found),
        "proposals": list(found.proposals.order_by("-made_on", "reference")[:FEW]),
        "back": _back(found, facts) if may_change else [],
    })  # fmt: skip


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Begin an agreement from the model clauses of its kind."""
    region = region_of(request)
    asked = {"kind": request.GET.get("soort", ""), "parent": request.GET.get("bij", "")}
    form = NewAgreementForm(request.POST or None, region=region, today=clock.today(), initial=asked)
    made: list[Agreement] = []

    def make(**values: Any) -> None:
        made.append(actions.make_agreement(region=region, **values, **who(request)))

    if saved(form, make):
        messages.success(request, _("De overeenkomst is begonnen. Voeg nu de partijen toe."))
        return HttpResponseRedirect(reverse("agreement", args=[made[0].pk]))
    return shown(request, "governance/agreement_form.html", {"form": form, "agreement": None})


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its name, its dates and what it binds to."""
    found = agreement_of(request, pk)
    form = TermsForm(request.POST or None, agreement=found)
    if saved(form, partial(actions.change_agreement, agreement=found, **who(request))):
        messages.success(request, _("De gegevens zijn bewaard."))
        return HttpResponseRedirect(reverse("agreement", args=[found.pk]))
    return shown(request, "governance/agreement_form.html", {"form": form, "agreement": found})


@require_POST
@keeps
def agreement_stage(request: HttpRequest, pk: UUID, stage: str) -> HttpResponse:
    """The text goes one stage on, or back."""
    if stage not in Stage.values:
        raise Http404
    found = agreement_of(request, pk)
    act = partial(actions.set_stage, agreement=found, stage=stage, **who(request))
    said = _("De overeenkomst is nu: %(stage)s.") % {"stage": Stage(stage).label}
    return done(request, said, act, "agreement", found.pk)


def _draft(found: Agreement, rows: list[PartyRow], today: date) -> Draft | None:
    """The text while people write it; after that the newest version is the text."""
    if may_write(found) is not None:
        return None
    return draft_of(found, today=today, parties=[row.party for row in rows])


def _back(found: Agreement, facts: Sequence[PartyFacts]) -> list[tuple[str, str]]:
    """Where the text can go back to while nobody signed it, with what the button says."""
    is_signed = any(one.has_signature for one in facts)
    if is_signed or found.in_force_on is not None or found.stage == Stage.DRAFT:
        return []
    return [(to, str(_BACK[Stage(to)])) for to in ALLOWED[found.stage] if Stage(to) in _BACK]


def _button(
    request: HttpRequest, found: Agreement, ahead: NextThing, rows: list[PartyRow]
) -> dict[str, Any] | None:
    """Where the button of the next thing goes, and whether it sends something.

    None when there is nothing to do, or somebody else does it.
    """
    if not may(request, _BY_OTHERS.get(ahead.doing, Permission.KEEP_AGREEMENTS)):
        return None
    if ahead.doing in _STAGES:
        url = reverse("agreement_stage", args=[found.pk, _STAGES[ahead.doing]])
        return {"url": url, "is_form": True}
    if ahead.doing in _PAGES:
        return {"url": reverse(_PAGES[ahead.doing], args=[found.pk]), "is_form": False}
    if ahead.doing in _OF_ONE and ahead.about:
        return {"url": reverse(_OF_ONE[ahead.doing], args=[ahead.about]), "is_form": False}
    if ahead.doing in _ELSEWHERE:
        party = next(row.party for row in rows if row.party.pk == ahead.about)
        about = {"overeenkomst": found.pk, "van": party.organisation.key}
        if ahead.doing == Doing.AUTHORISE:
            about["naam"] = party.representative_name
        url = f"{reverse(_ELSEWHERE[ahead.doing])}?{urlencode(about)}"
        return {"url": url, "is_form": False}
    return None
