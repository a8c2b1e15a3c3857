"""Invented vacancies at invented employers, taken over from a table as a partner would send it."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.core.management import call_command

from werkcentrum.accounts.models import User
from werkcentrum.partners.models import Region
from werkcentrum.vacancies.actions import close_vacancy, publish_vacancy
from werkcentrum.vacancies.models import Outcome, Vacancy
from werkcentrum.vacancies.rules import may_publish

_TABLE: Final = Path(__file__).resolve().parent / "data" / "demo_vacancies.csv"
_SOURCE: Final = "voorbeeld"
# So many wait for somebody, and one was filled.
_WAITING: Final = 4


def make_demo_vacancies(region: Region, *, manager: User, at: datetime) -> None:
    """Vacancies on the website, some that wait, and one that was filled. Nothing when there are
    any."""
    if Vacancy.objects.filter(region=region).exists():
        return
    call_command(
        "import_vacancies", str(_TABLE), source=_SOURCE, format="csv", region=region.key,
        verbosity=0,
    )  # fmt: skip
    rows = Vacancy.objects.filter(region=region).select_related("region").order_by("source_id")
    by, today = str(manager.pk), at.date()
    free = [row for row in rows if may_publish(row, by=by, today=today) is None]
    for vacancy in free[:-_WAITING]:
        publish_vacancy(vacancy=vacancy, by=by, at=at)
    close_vacancy(vacancy=free[0], outcome=Outcome.FILLED_BY_US, by=by, at=at)
