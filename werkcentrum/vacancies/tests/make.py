"""Vacancies of a bakery in Voorburg, in every state."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from werkcentrum.audit.actions import VISITOR
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import actions, employer_actions, notices
from werkcentrum.vacancies.content import Content, Who
from werkcentrum.vacancies.import_actions import begin_import, end_import, import_rows
from werkcentrum.vacancies.models import EmployerContact, Vacancy, VacancyImport
from werkcentrum.vacancies.states import State

WORK = (
    "U bakt brood en banket en staat soms in de winkel. U begint om vijf uur. "
    "Wij leren u het vak, en iedereen is welkom."
)
LAST_DAY = MONDAY + timedelta(days=30)
KARIN = "0190-petra"
BRAM = "0190-henk"


def content(**others: Any) -> Content:
    """What the bakery offers."""
    values: dict[str, Any] = {
        "title": "Bakker", "employer_name": "Bakkerij Korst", "description": WORK,
        "place": "Voorburg", "postcode4": "2271", "hours_min": 24, "hours_max": 36,
        "apply_by": "mail", "apply_to": "werk@korst.example", "closes_on": LAST_DAY,
    }  # fmt: skip
    return Content(**(values | others))


def typed(**others: Any) -> dict[str, Any]:
    """What Karin types on the page."""
    values = {
        "title": "Bakker", "employer_name": "Bakkerij Korst", "description": WORK,
        "place": "Voorburg", "postcode4": "2271 AB", "hours_min": "24", "hours_max": "36",
        "apply_by": "mail", "apply_to": "werk@korst.example", "closes_on": LAST_DAY.isoformat(),
    }  # fmt: skip
    return values | others


def make_draft(region: Region, at: datetime = MONDAY_MORNING, **others: Any) -> Vacancy:
    """Karin wrote it down."""
    return actions.enter_vacancy(
        region=region, content=content(**others), organisation=None, by=KARIN, at=at
    )


def make_submitted(region: Region, at: datetime = MONDAY_MORNING, **others: Any) -> Vacancy:
    """It waits for a colleague of Karin."""
    vacancy = make_draft(region, at, **others)
    actions.submit_vacancy(vacancy=vacancy, reason="", by=KARIN, at=at)
    return vacancy


def make_published(region: Region, at: datetime = MONDAY_MORNING, **others: Any) -> Vacancy:
    """Everybody can read it."""
    vacancy = make_submitted(region, at, **others)
    actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=at)
    return vacancy


def make_known(region: Region, pk: str, **others: Any) -> Vacancy:
    """A published vacancy under a number of its own."""
    said = content(**{"closes_on": None, **others}).as_fields()
    return Vacancy.objects.create(
        **said, pk=pk, region=region, written_by=KARIN, state="published",
        published_at=MONDAY_MORNING, seen_on=MONDAY, changed_at=MONDAY_MORNING,
    )  # fmt: skip


def make_received(region: Region, at: datetime = MONDAY_MORNING, **others: Any) -> EmployerContact:
    """Petra of the bakery sent it in by herself."""
    return employer_actions.receive_vacancy(
        region=region, content=content(**others), reason="", held_numbers=0, by=VISITOR, at=at,
        who=Who(person="Petra", mail="petra@korst.example", phone="070 123 45 67"),
        request_key=uuid4(),
    )  # fmt: skip


def own_path() -> str:
    """The page behind the only link there is."""
    return notices.own_path(EmployerContact.objects.get())


def feed(region: Region, *, day: int = 0, source: str = "banen", **rows: Content) -> VacancyImport:
    """The source offers these on a day, by their number there."""
    at = MONDAY_MORNING + timedelta(days=day)
    taking = begin_import(region=region, source=source, digest=str(day), by="feed", at=at)
    import_rows(taking=taking, rows=list(rows.items()), read=len(rows), by="feed", at=at)
    end_import(taking=taking, by="feed", at=at)
    return taking


def titles() -> set[str]:
    """Of what is on the website."""
    return set(Vacancy.objects.filter(state=State.PUBLISHED).values_list("title", flat=True))
