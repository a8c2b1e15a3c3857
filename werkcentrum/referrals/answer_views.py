"""The page behind the link with which a team answers without an account (ADR 0017).

Programs that look into mail open links: opening one shows who asks and until when, and changes
nothing. What it is about is only in the answer to a button, each time again, and every such look is
written down. A link that was never given looks like any other page that is not there.
"""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import signed_form
from werkcentrum.core.refusal import RefusedError, Said
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import queries, team_queries, team_steps, tokens
from werkcentrum.referrals.models import AnswerLink
from werkcentrum.referrals.states import TERMINAL, State
from werkcentrum.referrals.team_actions import open_by_team, renew_link

_RENEW: Final = "nieuwe-link"


@signed_form
def answer_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Who asks; after a button the question, and what can be done with it."""
    link, at = _link(request, secret), clock.now()
    if request.method != "POST":
        return _door(request, link, secret, at, Said())
    if not tokens.is_note_of(request.POST.get("token", ""), secret):
        said = Said(_("Deze pagina stond te lang open. Druk nog een keer."), is_problem=True)
        return _door(request, link, secret, at, said)
    if request.POST.get("stap") == _RENEW:
        return _door(request, _link(request, secret), secret, at, _renew(link, at))
    if not _is_working(link, at):
        return _door(request, link, secret, at, Said())
    return _answer(request, link, secret, at)


def _answer(request: HttpRequest, link: AnswerLink, secret: str, at: datetime) -> HttpResponse:
    """Do what the button says, and show the question as it is now."""
    key, referral, by = request.POST.get("stap", ""), link.referral, f"team:{link.team_id}"
    said, wrong, form = Said(), "", None
    try:
        if key in team_steps.STEPS:
            form = team_steps.typed(key, request.POST)
            if form is None or form.is_valid():
                said = Said(team_steps.take(referral, key, form, by=by, at=at))
            else:
                wrong = key
        elif referral.state == State.SENT:
            open_by_team(referral=referral, by=by, at=at)
    except RefusedError as refused:
        said = Said(str(refused), is_problem=True)
    link = _link(request, secret)
    shared = team_queries.shared_with(link.referral, at=at)
    if not _is_working(link, at) or shared.refusal is not None:
        return _door(request, link, secret, at, said)
    record_look(subject=link.referral, by=by, at=at, region_key=link.referral.region.key)
    steps = team_steps.steps_for(link.referral, wrong=wrong, form=form)
    context = {"shared": shared, "steps": steps, "said": said, **_about(link, secret)}
    return TemplateResponse(request, "referrals/answer/question.html", context)


def _door(
    request: HttpRequest, link: AnswerLink, secret: str, at: datetime, said: Said
) -> HttpResponse:
    """The page without anything about a person."""
    state = link.referral.state
    is_over = state in TERMINAL or state == State.EXPIRED
    is_replaced = not is_over and link.revoked_at is not None
    context = {
        "said": said,
        "is_over": is_over,
        "is_answered": state in (State.DECLINED, State.COMPLETED),
        "is_replaced": is_replaced,
        "is_old": not is_over and not is_replaced and link.expires_at <= at,
        "open_step": team_steps.OPEN_STEP,
        "renew_step": _RENEW,
        **_about(link, secret),
    }
    return TemplateResponse(request, "referrals/answer/door.html", context)


def _renew(link: AnswerLink, at: datetime) -> Said:
    """The team's own address gets it, whoever presses the button."""
    try:
        renew_link(link=link, by=f"team:{link.team_id}", at=at)
    except RefusedError as refused:
        return Said(str(refused), is_problem=True)
    return Said(_("Wij stuurden een nieuwe link naar het e-mailadres van uw team."))


def _link(request: HttpRequest, secret: str) -> AnswerLink:
    found = queries.link_behind(region_of(request), secret)
    if found is None:
        raise Http404
    return found


def _is_working(link: AnswerLink, at: datetime) -> bool:
    is_bound = link.team_id == link.referral.team_id
    return is_bound and link.revoked_at is None and at < link.expires_at


def _about(link: AnswerLink, secret: str) -> dict[str, Any]:
    row = team_queries.row_of(link.referral, today=clock.today())
    return {"row": row, "secret": secret, "note": tokens.new_note(secret)}
