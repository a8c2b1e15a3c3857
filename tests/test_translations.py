"""The interface in six languages: nothing is forgotten, and no page says a word of its own."""

import csv
import re

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override, trans_real

from tests.access import EVERYBODY, PAGES
from tests.source import ROOT
from werkcentrum.catalogue.management.commands.sync_translations import (
    SOURCE,
    STAFF_ONLY,
    VISITED,
    visited_messages,
)
from werkcentrum.catalogue.models import Service, Translation
from werkcentrum.catalogue.queries import dutch_texts
from werkcentrum.catalogue.regionfolder.translations import LANGUAGES
from werkcentrum.catalogue.search_index import ranker_of
from werkcentrum.core import clock
from werkcentrum.core.gettext_files import interface_file, synced, untranslated
from werkcentrum.core.house_rules import visible_text
from werkcentrum.core.messages import Message
from werkcentrum.desk.tests.make import arrive, make_desk, make_device
from werkcentrum.desk.tokens import device_token, visit_secret
from werkcentrum.frontdoor.urls import pages
from werkcentrum.partners.models import Location, Municipality, Organisation


@pytest.fixture(scope="module")
def messages():
    """Every text of the interface: looking for them takes seconds."""
    return visited_messages()


def po(language: str) -> str:
    return interface_file(settings.LOCALE_SOURCES, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_interface_is_translated(language):
    assert untranslated(po(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_translators_holds_every_text(language, messages):
    assert synced(po(language), language, messages) == po(language), "werkcentrum sync-translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_a_word_in_every_form_of_the_language(language):
    """Where one is missing, people read Dutch: 6 weken."""
    file = polib.pofile(po(language))
    forms = {*range(int(re.search(r"nplurals=(\d)", file.metadata["Plural-Forms"])[1]))}
    for entry in file:
        if entry.msgid_plural and not entry.obsolete:
            said = {int(form) for form, words in entry.msgstr_plural.items() if words}
            assert said >= forms, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_for_a_value_is_still_there(language):
    for entry in polib.pofile(po(language)):
        if entry.obsolete or not entry.translated():
            continue
        for said in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            for mark in ("%(", "%d", "<strong>", "</strong>"):
                assert said.count(mark) == entry.msgid.count(mark), (entry.msgid, said)


def test_a_month_is_written_as_in_a_date():
    """'26 листопада', not '26 Листопад': in Ukrainian and Polish a month alone is another word."""
    alone = re.compile(r"""(?:date:|date_format\(.*)["'][a-zA-Z ,:]*F[a-zA-Z ,:]*["']""")
    found = [
        str(path.relative_to(SOURCE))
        for app in VISITED
        for path in (SOURCE / app).rglob("*")
        if path.suffix in (".py", ".html", ".txt") and "tests" not in path.parts
        if alone.search(path.read_text(encoding="utf-8").replace("_FORMAT", ""))
    ]

    assert [name for name in found if not name.startswith(STAFF_ONLY)] == []


def test_texts_are_found_in_templates_and_in_code(messages):
    assert Message("Zoek hulp") in messages
    assert Message("Gemeente %(name)s") in messages
    assert Message("ongeveer %d km", context="afstand") in messages
    assert Message("Nog %(count)s mogelijkheid", "Nog %(count)s mogelijkheden") in messages


def test_a_text_that_went_stays_behind_and_one_that_comes_back_is_translated_again():
    full = synced("", "uk", [Message("Zoek hulp", where="a.html")])
    full = full.replace('msgid "Zoek hulp"\nmsgstr ""', 'msgid "Zoek hulp"\nmsgstr "Шукати"')

    without = synced(full, "uk", [])

    assert '#~ msgstr "Шукати"' in without
    assert synced(without, "uk", [Message("Zoek hulp", where="a.html")]) == full


class Marking(trans_real.DjangoTranslation):
    """A language in which every text stands between marks: what has none was never asked for."""

    def __init__(self, real):
        vars(self).update(vars(real))

    def gettext(self, message):
        return f"⟦{message.rpartition(chr(4))[2]}⟧"

    def ngettext(self, one, many, count):
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture
def marked(region, monkeypatch):
    """English says every text of the interface and of the region between marks."""
    monkeypatch.setitem(trans_real._translations, "en", Marking(trans_real.translation("en")))
    for context, dutch in dutch_texts(region).items():
        values = {"context": context, "source": dutch, "text": f"⟦{dutch}⟧"}
        Translation.objects.create(region=region, language="en", **values)
    for purpose in region.purposes.order_by("pk"):
        said = {name: f"⟦{getattr(purpose, name)}⟧" for name in ("label", "description")}
        purpose.translations["en"] = said
        purpose.save()
    region.content_version += 1
    region.save()
    # Whatever other tests remove meanwhile: who asks here does not learn it all first.
    ranker_of(region)
    return region


def names(region) -> set[str]:
    """What is called the same in every language."""
    found = {"Werkcentrum", region.name, "Ctrl+P", "DigiD"}
    for model, fields in (
        (Municipality, ["name"]),
        (Organisation, ["name"]),
        (Location, ["name", "street", "place", "postcode"]),
        (Service, ["law", "source_name"]),
    ):
        found |= {value for row in model.objects.values_list(*fields) for value in row}
    return found | {name for _code, name in settings.LANGUAGES}


def unmarked(shown, region) -> set[str]:
    """The words on a page that no translator was asked for."""
    spoken = [e.get("aria-label") or e.get("alt") or "" for e in shown.document.iter()]
    text = " ".join([visible_text(shown.document), *spoken])
    elsewhere = {visible_text(element) for element in shown.document.iterfind(".//*[@lang]")}
    for words in sorted(elsewhere, key=len, reverse=True):
        text = text.replace(words, " ")
    # An address is the same in every language.
    text = re.sub(r"\S*[@/]\S*", " ", text)
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    for name in sorted(names(region), key=len, reverse=True):
        text = text.replace(name, " ") if name else text
    return set(re.findall(r"[^\W\d_]{2,}", text))


# The gallery of components shows a few Dutch words as an example; a calendar is no page.
READ = {pattern.name for pattern in pages} - {"components", "location_feed"}
VISITED_PAGES = [row for row in PAGES if row.name in READ and row.cells == EVERYBODY]


@pytest.mark.slow
@pytest.mark.parametrize("row", VISITED_PAGES, ids=lambda row: row.name)
def test_no_page_says_a_word_that_was_never_translated(page, marked, row):
    with override("en"):
        address = reverse(row.name, kwargs=row.example)

    assert unmarked(page.open(address), marked) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked", ["hulp met mijn cv", "mijn man slaat mij", "wat is de hoofdstad van frankrijk"]
)
def test_no_answer_says_a_word_that_was_never_translated(page, marked, asked):
    assert unmarked(page.open("/en/antwoord/", q=asked), marked) == set()


@pytest.mark.slow
def test_no_page_of_the_walk_in_desk_says_a_word_that_was_never_translated(page, marked):
    desk = make_desk(location=Location.objects.order_by("key").first())
    kiosk, screen = make_device(desk), make_device(desk, "display")
    ticket = arrive(desk, clock.now())
    secret = visit_secret(desk.pk, ticket.visit.request_key)
    with override("en"):
        addresses = [
            reverse("take_number", args=[device_token(kiosk)]),
            reverse("kiosk_number", args=[device_token(kiosk), secret]),
            reverse("display", args=[device_token(screen)]),
            reverse("own_ticket", args=[secret]),
        ]
    for address in addresses:
        words = unmarked(page.open(address), marked)
        assert words <= set(desk.name.split()), address


@pytest.mark.slow
def test_a_municipality_and_a_page_that_is_not_there_are_translated_too(page, marked):
    local = page.open("/en/diensten/cv-hulp/", gemeente="leidschendam-voorburg")
    missing = page.open("/en/bestaat-niet/", status=404)

    assert unmarked(local, marked) == unmarked(missing, marked) == set()


@pytest.mark.slow
def test_a_word_that_nobody_was_asked_for_is_seen(page, marked):
    assert {"Waar", "beginnen"} <= unmarked(page.open("/"), marked)


REGIONS = ROOT / "regions"
TERMS = REGIONS / "_base" / "translations" / "terms"


def translated(language: str) -> list[tuple[str, str]]:
    """Every Dutch text with its translation, of the interface and of the content."""
    interface = interface_file(settings.LOCALE_SOURCES, language)
    files = [*REGIONS.glob(f"*/translations/{language}.po"), interface]
    return [
        (item.msgid, item.msgstr or " ".join(item.msgstr_plural.values()))
        for file in files
        for item in polib.pofile(str(file))
        if item.translated() and not item.obsolete
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_from_the_field_is_called_the_same_everywhere(language):
    """`forms` holds beginnings of words, of which a translation of the term has at least one."""
    said = translated(language)
    terms = (TERMS / f"{language}.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(terms.splitlines()):
        term = re.compile(rf"(?<!\w){re.escape(row['nl'])}(?!\w)", re.IGNORECASE)
        forms = row["forms"].lower().split("|")
        other = [
            (dutch, words)
            for dutch, words in said
            if term.search(dutch) and not any(form in _small(words) for form in forms)
        ]
        assert not other, f"{row['nl']} heet in het {language}: {row['tr']}"


def _small(words: str) -> str:
    # Python gives the Turkish İ a dot of its own when it becomes small.
    return words.lower().replace("i̇", "i")
