"""Petra is called away: a warning, a button to stay, and what she typed too late comes back."""

import subprocess
import sys
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.serving import ROOT, STAFF, forget_used_codes, log_in

pytestmark = pytest.mark.browser
LIST = "/medewerkers/collegas/"
# Lets her session look as if nobody touched it for this long: nobody waits half an hour for a test,
# and others have a session on this site too.
AGE_SESSION = """
from django.contrib.sessions.backends.db import SessionStore
store = SessionStore({key!r})
store["last_active"] -= {seconds}
store.save()
"""


@pytest.fixture
def petra(browser, site):
    context = browser.new_context()
    log_in(context, site, "administrator")
    page = context.new_page()
    page.goto(site.address + LIST)
    yield page
    context.close()


def let_time_pass(petra, site, **time):
    seconds = timedelta(**time).total_seconds()
    cookies = {cookie["name"]: cookie["value"] for cookie in petra.context.cookies()}
    program = AGE_SESSION.format(key=cookies["sessionid"], seconds=seconds)
    command = [sys.executable, "-m", "werkcentrum.config.cli", "shell", "-v0", "-c", program]
    subprocess.run(command, env=site.environment, cwd=ROOT, check=True)


def test_petra_is_warned_stays_and_then_gets_back_what_she_typed_too_late(petra, site):
    warning = petra.get_by_role("alert").filter(has_text="Over twee minuten")
    expect(warning).to_be_hidden()
    petra.get_by_label("E-mailadres", exact=True).fill("joke@werk.example")
    petra.get_by_label("Rol", exact=True).select_option("host")

    let_time_pass(petra, site, minutes=28, seconds=30)
    petra.evaluate("look()")
    expect(warning).to_be_visible()
    petra.get_by_role("button", name="Blijf ingelogd").click()
    expect(warning).to_be_hidden()

    let_time_pass(petra, site, minutes=31)
    petra.evaluate("look()")
    expect(petra.get_by_text("U bent uitgelogd.")).to_be_visible()
    expect(petra.get_by_label("E-mailadres", exact=True)).to_have_value("joke@werk.example")
    petra.get_by_label("Organisatie", exact=True).select_option("werkcentrum")
    petra.get_by_role("button", name="Nodig uit").click()

    expect(petra.get_by_text("Wat u typte, hebben wij bewaard.")).to_be_visible()
    petra.get_by_label("E-mailadres", exact=True).fill(STAFF["administrator"])
    petra.locator("[name=password]").fill(site.password)
    petra.get_by_role("button", name="Inloggen", exact=True).click()
    forget_used_codes(site)
    petra.locator("[name=code]").fill(site.code())
    petra.get_by_role("button", name="Inloggen", exact=True).click()

    expect(petra.get_by_text("Wij hebben bewaard wat u typte.")).to_be_visible()
    expect(petra.get_by_label("E-mailadres", exact=True)).to_have_value("joke@werk.example")
    expect(petra.get_by_label("Organisatie", exact=True)).to_have_value("werkcentrum")
    expect(petra.get_by_label("Rol", exact=True)).to_have_value("host")
