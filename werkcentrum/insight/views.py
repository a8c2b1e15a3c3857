"""Figures on a page, and handed to the letter that tells them to a council."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.models import Document
from werkcentrum.insight import queries
from werkcentrum.insight.forms import LetterForm
from werkcentrum.insight.periods import Period, period_by, periods
from werkcentrum.partners.middleware import region_of

Figures = dict[str, int | None]


@requires(Permission.WRITE_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a period; a button puts them in a letter."""
    region, today = region_of(request), clock.today()
    period = period_by(request.GET.get("periode", ""), today)
    if period is None:
        raise Http404
    found = queries.figures_for(region, period)
    form = LetterForm(request.POST or None, region=region)
    if form.is_valid():
        with refusals_in(form):
            letter = _told(request, form, period, found)
            messages.success(request, _("De cijfers staan in de brief. Kijk hem na."))
            return HttpResponseRedirect(reverse("document", args=[letter.pk]))
    return TemplateResponse(request, "insight/figures.html", {
        "period": period, "periods": periods(today), "figures": list(found.items()), "form": form,
    })  # fmt: skip


def _told(request: HttpRequest, form: LetterForm, period: Period, found: Figures) -> Document:
    """The letter with these figures. Raises RefusedError."""
    days = (period.starts_on, period.ends_on)
    letter, at = form.cleaned_data.get("brief"), clock.now()
    if letter is not None:
        return document_actions.remake(
            document=letter, period=days, figures=found, by=by(request), at=at
        )
    return document_actions.make_document(
        region=region_of(request), kind=Document.Kind.COUNCIL_LETTER, about=None, period=days,
        municipality=form.cleaned_data["gemeente"], figures=found, by=by(request), at=at,
    )  # fmt: skip
