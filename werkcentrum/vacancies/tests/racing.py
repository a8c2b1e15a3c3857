"""A race for a draft (`core/tests/racing.py`): colleagues who read the same words send new ones."""

from functools import partial

from django.core.management import call_command

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies.tests.make import make_draft

PEOPLE = 6


def same_draft() -> list[str]:
    """Everybody opened the form before anybody sent it: 'bewaard', or 'te laat, tekst staat er'."""
    call_command("collectstatic", interactive=False, verbosity=0)
    region = make_region()
    vacancy = make_draft(region)
    forms = []
    for number in range(PEOPLE):
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
