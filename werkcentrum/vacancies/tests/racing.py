"""Races for vacancies (`core/tests/racing.py`): a source, the link of an employer, a draft."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Event

from django.core.management import call_command
from django.db import connection, transaction

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core import clock
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies import actions, employer_actions
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.import_actions import begin_import, end_import, import_rows
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.search_index import Wanted
from werkcentrum.vacancies.search_keeping import Follower, build, index_of
from werkcentrum.vacancies.tests.make import BRAM, LAST_DAY, content, make_draft, make_received

Turn = Callable[[], str]
_ROWS, _BATCH = 40, 8
_PEOPLE = 6


def _importing(region: Region, source: str, digest: str, offered: list[Content]) -> Turn:
    """Somebody takes over a file of a source."""
    rows = [(f"v{number}", one) for number, one in enumerate(offered)]

    def turn() -> str:
        said = {"by": "x", "at": MONDAY_MORNING}
        taking = begin_import(region=region, source=source, digest=digest, **said)
        while taking.rows_done < len(rows):
            batch = rows[taking.rows_done : taking.rows_done + _BATCH]
            import_rows(taking=taking, rows=batch, read=len(batch), **said)
        end_import(taking=taking, **said)
        return "ja"

    return turn


def _of_one_source(titles: list[str]) -> list[str]:
    """Whoever takes over a file with these titles, all of the same source."""
    region = make_region()
    files = [(title, [content(title=title)] * _ROWS) for title in titles]
    return at_once([_importing(region, "banen", title, offered) for title, offered in files])


def same_file() -> list[str]:
    """Six people take over the same file."""
    return _of_one_source(["Bakker"] * 6)


def other_files() -> list[str]:
    """Six people take over a file each, in which the same vacancies are called otherwise."""
    return _of_one_source([f"Bakker {number}" for number in range(6)])


def other_sources() -> list[str]:
    """Six sources offer the same work at once, where one person is enough."""
    region = make_region()
    region.vacancies_need_second = False
    region.save()
    offered = [content(title=f"Bakker {n}", description="U bakt brood.") for n in range(_ROWS)]
    return at_once([_importing(region, f"bron-{n}", "x", offered) for n in range(6)])


def committed_late() -> list[str]:
    """Somebody's vacancy is committed after one that was published later; titles found by then."""
    region, begun = make_region(), clock.now()
    drafts = {title: make_draft(region, title=title, closes_on=None) for title in ("Kok", "Ober")}
    build(region, at=begun)
    follower = Follower(region)
    is_published, is_over = Event(), Event()

    def publish(title: str, seconds: int) -> None:
        at = begun + timedelta(seconds=seconds)
        actions.submit_vacancy(vacancy=drafts[title], reason="", by="een", at=at)
        actions.publish_vacancy(vacancy=drafts[title], by="twee", at=at)

    def slow() -> None:
        with transaction.atomic():
            publish("Kok", 1)
            is_published.set()
            is_over.wait(timeout=60)
        connection.close()

    found = []

    def look() -> None:
        while follower.round():
            pass
        index = index_of(region)
        assert index is not None
        keys = index.reader.search(Wanted(clock.day_of(begun))).pks
        found.append("+".join(sorted(row.title for row in region.vacancies.filter(pk__in=keys))))

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(slow)
        is_published.wait(timeout=60)
        publish("Ober", 2)
        look()
        is_over.set()
        coming.result()
        look()
    follower.close()
    return found


def link_twice() -> list[str]:
    """Behind one link somebody closes a vacancy four times, and four times has it stay longer."""
    received = make_received(make_region())
    actions.publish_vacancy(vacancy=received.vacancy, by=BRAM, at=MONDAY_MORNING)

    def mine() -> Vacancy:
        contact = EmployerContact.objects.select_related("vacancy__region").get()
        return contact.vacancy

    def closing() -> Turn:
        vacancy = mine()

        def turn() -> str:
            actions.close_vacancy(vacancy=vacancy, outcome="filled", by="x", at=MONDAY_MORNING)
            return "dicht"

        return turn

    def extending() -> Turn:
        vacancy, day = mine(), LAST_DAY + timedelta(days=7)

        def turn() -> str:
            employer_actions.extend_vacancy(
                vacancy=vacancy, closes_on=day, by="x", at=MONDAY_MORNING
            )
            return "langer"

        return turn

    return at_once([make() for _number in range(4) for make in (closing, extending)])


def same_draft() -> list[str]:
    """Everybody opened the form before anybody sent it: 'bewaard', or 'te laat, tekst staat er'."""
    call_command("collectstatic", interactive=False, verbosity=0)
    region = make_region()
    vacancy = make_draft(region)
    forms = []
    for number in range(_PEOPLE):
        page = Page(host="localhost")
        page.log_in(make_staff(region, f"karin{number}", "employer_manager"))
        forms.append(page.open(f"/medewerkers/vacatures/{vacancy.pk}/wijzigen/"))
    return at_once([partial(_send, shown, f"Bakker {n}") for n, shown in enumerate(forms)])


def _send(shown: Shown, title: str) -> str:
    after = shown.press("Bewaar als concept", title=title)
    if after.heading == title:
        return "bewaard"
    is_kept = after.document.find(".//input[@name='title']").get("value") == title
    return "te laat" if is_kept and "Iemand anders veranderde" in after else after.text
