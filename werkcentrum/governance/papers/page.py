"""The list of papers that a page about one thing includes (`governance/papers.html`)."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from werkcentrum.accounts.roles import Permission
from werkcentrum.governance.models import Paper
from werkcentrum.governance.papers.queries import papers_about
from werkcentrum.governance.papers.rules import KEEPERS, field_of
from werkcentrum.governance.staff_page import may


@dataclass(frozen=True)
class Papers:
    """The papers somebody may see, and where they add one; '' when they may not."""

    rows: list[Paper]
    add_url: str
    may_mark: bool


def papers_of(request: HttpRequest, about: Model) -> Papers:
    """For the context of a page, as `papers`; one query."""
    field = field_of(about)
    keeps = may(request, KEEPERS[field])
    sees_all = may(request, Permission.READ_CONFIDENTIAL)
    return Papers(
        list(papers_about(about, with_confidential=sees_all)),
        reverse("paper_add", args=[field, about.pk]) if keeps else "",
        keeps and sees_all,
    )
