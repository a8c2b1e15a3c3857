"""The house rules can fail: for each rule a page that breaks it, and one that keeps all of them."""

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from conftest import rules_off
from werkcentrum.core.access import public
from werkcentrum.core.house_rules import RULES, Sight, Statement, complaints
from werkcentrum.core.testing import Page

GOOD = """<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Langskomen | Werkcentrum</title>
<link rel="stylesheet" href="/static/app.css">
<script type="application/ld+json">{"@type": "Place"}</script></head>
<body>
<a href="#inhoud">Naar de inhoud</a>
<main id="inhoud">
<h1>Langskomen</h1>
<p>Open sinds 7 juli 2025. Bel 14 070 of mail naar info_balie@werkcentrum.example.</p>
<h2>Uw vraag</h2>
<h3>In uw woorden</h3>
<form action="/antwoord/" method="get"><label for="q">Uw vraag</label>
<input id="q" name="q" value="{{ wat iemand typte }} None"><button>Zoek</button></form>
<form action="/verstuur/" method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label>Plaats <select name="plaats"><option value="a_b">Alles</option></select></label>
<button><svg aria-hidden="true"></svg><span>Verstuur</span></button></form>
<form action="/briefje/" method="post"><input type="hidden" name="token" value="getekend">
<button aria-label="Ja, dit hielp"><svg aria-hidden="true"></svg></button></form>
<img src="/static/foto.jpg" alt="De balie"><p><a href="/onderwerpen/">Alle onderwerpen</a></p>
</main></body></html>"""
POLICY = {"Content-Security-Policy": "default-src 'self'; object-src 'none'"}


def see(html: str, *, headers: dict[str, str] = POLICY, **values: object) -> set[str]:
    """The names of the rules that a page breaks."""
    return broken(Sight(HttpResponse(html, headers=headers), **values))


def broken(sight: Sight) -> set[str]:
    return {found.partition(":")[0] for found in complaints(sight)}


def changed(old: str, new: str) -> str:
    """The good page with one thing made wrong."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@public
def show(request):
    return HttpResponse(GOOD)


@public
def show_something_wrong(request):
    return HttpResponse(changed("<h1>Langskomen</h1>", ""))


@public
@csrf_exempt
def take_note(request):
    return HttpResponse(GOOD)


@public
def refuse(request):
    return HttpResponse("Dit mag niet.", status=403, content_type="text/plain")


@public
def ask_much(request):
    for number in range(4):
        Permission.objects.filter(pk=number).exists()
    return HttpResponse(GOOD)


urlpatterns = [
    path("goed/", show),
    path("fout/", show_something_wrong),
    path("mag-niet/", refuse),
    path("veel/", ask_much),
    path("verstuur/", show),
    path("antwoord/", show, name="answers"),
    path("briefje/", take_note),
]
own_addresses = pytest.mark.urls(__name__)
pytestmark = own_addresses


def test_a_good_page_breaks_no_rule():
    assert see(GOOD) == set()


BROKEN = {
    "html": changed("<p>Open", "<p><div>Open</p>"),
    "language": changed('lang="nl"', 'lang="en"'),
    "heading": changed("<h1>Langskomen</h1>", "<h1>Iets anders</h1>"),
    "heading_order": changed("<h2>Uw vraag</h2>", ""),
    "labels": changed('<label for="q">Uw vraag</label>', "Uw vraag"),
    "ids": changed('id="q"', 'id="inhoud"').replace('for="q"', 'for="inhoud"'),
    "alternatives": changed(' alt="De balie"', ""),
    "links": changed("Alle onderwerpen", "Klik hier"),
    "forms": changed('name="csrfmiddlewaretoken"', 'name="iets"'),
    "inline": changed("<p>Open", '<p style="color: red">Open'),
    "foreign": changed("/static/app.css", "https://fonts.example/app.css"),
    "leftovers": changed("Open sinds", "Open sinds None"),
    "codes": changed("Open sinds", "SELF_EMPLOYED"),
    "dates": changed("7 juli 2025", "2025-07-07"),
}


def test_a_page_that_tells_no_origin_has_no_form_with_a_token_for_it():
    silent = POLICY | {"Referrer-Policy": "no-referrer"}

    assert see(GOOD, headers=silent) == {"forms"}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_page_that_breaks_one_rule_is_caught_by_that_rule(rule):
    assert see(BROKEN[rule]) == {rule}


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("heading", "<h1>Langskomen</h1>", "<h1>Langskomen</h1><h1>Nog een</h1>"),
        ("heading", "<h1>Langskomen</h1>", "<h1></h1>"),
        ("heading_order", "<h3>In uw woorden</h3>", "<h3></h3>"),
        ("labels", "<button>Zoek</button>", "<button></button>"),
        ("labels", "<label>Plaats ", "<label>Plaats</label><p>"),
        ("ids", 'href="#inhoud"', 'href="#niets"'),
        ("ids", '<input id="q"', '<input aria-describedby="niets" id="q"'),
        ("alternatives", '<svg aria-hidden="true">', "<svg>"),
        ("links", '<a href="/onderwerpen/">', "<a>"),
        ("links", "Alle onderwerpen</a>", "</a>"),
        ("forms", 'action="/antwoord/" method="get"', 'action="/antwoord/"'),
        ("forms", 'action="/antwoord/" method="get"', 'method="get"'),
        ("forms", 'name="token" value="getekend"', 'name="token"'),
        ("inline", "<p>Open", '<p onclick="x()">Open'),
        ("inline", "</main>", "</main><script>x()</script>"),
        ("inline", '{"@type": "Place"}', '{"@type": "Place",}'),
        ("inline", 'href="/onderwerpen/"', 'href="javascript:x()"'),
        ("leftovers", "Open sinds", "Open {% if %}"),
        ("leftovers", 'href="/onderwerpen/"', 'href="/onderwerpen/None/"'),
        ("codes", "Open sinds", "walk_in"),
        ("codes", "<h3>In uw woorden</h3>", "<h3>handover</h3>"),
        ("dates", "7 juli 2025", "7-7-2025"),
        ("dates", "7 juli 2025", "07 juli 2025"),
        ("dates", "7 juli 2025", "July 7, 2025"),
    ],
)
def test_there_are_more_ways_to_break_a_rule(rule, old, new):
    assert see(changed(old, new)) - {"html"} == {rule}


def test_help_in_danger_may_stand_above_the_heading():
    assert see(changed("<h1>", "<h2>Bel nu 112</h2><h1>")) == set()


@pytest.mark.parametrize("policy", ["", "default-src 'self' 'unsafe-inline'", "default-src *"])
def test_a_page_without_a_tight_policy_is_refused(policy):
    assert see(GOOD, headers={"Content-Security-Policy": policy}) == {"policy"}


def test_what_karin_sees_after_logging_in_is_stored_nowhere():
    assert see(GOOD, is_logged_in=True) == {"caching"}
    assert see(GOOD, is_logged_in=True, headers={**POLICY, "Cache-Control": "no-store"}) == set()


def test_reading_sets_no_cookie():
    response = HttpResponse(GOOD, headers=POLICY)
    response.set_cookie("volg", "mij")

    assert broken(Sight(response)) == {"cookies"}
    assert broken(Sight(response, is_reading=False)) == set()


def test_too_many_queries_are_told_with_the_line_that_caused_them():
    asked = [Statement("SELECT 1", "frontdoor/views.py:12 home")] * 31

    [found] = complaints(Sight(HttpResponse(GOOD, headers=POLICY), statements=asked))

    assert "31 x SELECT 1" in found
    assert "frontdoor/views.py:12 home" in found


def test_a_page_of_more_than_100_kb_is_refused():
    assert see(changed("Open sinds", "lang " * 20_000)) == {"size"}


def test_every_rule_is_proved_to_fail_here():
    proved = {*BROKEN, "policy", "caching", "cookies", "queries", "size"}

    assert proved == set(RULES)


def test_the_page_client_refuses_a_page_that_breaks_a_rule(page):
    with pytest.raises(AssertionError, match="heading: 0 keer h1"):
        page.open("/fout/")


@pytest.mark.house_rule_off("heading", reason="deze test gaat over iets anders")
def test_a_rule_can_be_switched_off_by_name_and_with_a_reason(page):
    assert page.open("/fout/").status == 200


def test_a_rule_without_a_reason_stays_on(request):
    request.node.add_marker(pytest.mark.house_rule_off("heading"))

    with pytest.raises(pytest.fail.Exception, match="zeg waarom"):
        rules_off(request.node)


def test_a_rule_that_does_not_exist_cannot_be_switched_off():
    with pytest.raises(AssertionError, match="bestaan niet"):
        Page(off=frozenset({"bestaat_niet"}))


def test_the_page_client_expects_a_status(page):
    assert page.open("/mag-niet/", status=403).text == "Dit mag niet."
    with pytest.raises(AssertionError, match="gaf 403 in plaats van 200"):
        page.open("/mag-niet/")


def test_a_page_reads_as_a_person_reads_it(page):
    shown = page.open("/goed/")

    assert shown.heading == "Langskomen"
    assert "Open sinds 7 juli 2025." in shown
    assert "Place" not in shown
    assert shown.links["Alle onderwerpen"] == "/onderwerpen/"
    assert shown.texts(".//h3") == ["In uw woorden"]


def test_a_button_sends_what_was_typed_and_what_was_there_already(page):
    shown = page.open("/goed/").press("Verstuur", plaats="voorburg")

    sent = shown.response.wsgi_request.POST
    assert sent["csrfmiddlewaretoken"] == "x"
    assert sent["plaats"] == "voorburg"


def test_a_form_that_asks_puts_it_in_the_address(page):
    assert page.open("/goed/").press("Zoek", q="cv maken").address == "/antwoord/?q=cv+maken"


def test_a_query_ceiling_tells_what_was_repeated(db, queries):
    def ask(times: int) -> None:
        with queries.at_most(2):
            for _ in range(times):
                Permission.objects.exists()

    ask(2)
    with pytest.raises(AssertionError, match=r"3 queries, 2 mag\n  3 x SELECT"):
        ask(3)


def test_the_page_client_notes_where_a_query_came_from(page):
    asked = page.open("/veel/").sight.statements

    [statement] = {one for one in asked if "auth_permission" in one.sql}
    assert statement.where.startswith("core/tests/test_testing.py")
    assert statement.where.endswith("ask_much")
