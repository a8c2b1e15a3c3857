"""Translations: gettext files keyed by the Dutch text, and what a page says with them."""

from datetime import date

import pytest

from werkcentrum.catalogue import texts
from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.phrasebook import Phrasebook
from werkcentrum.catalogue.queries import (
    catalogue_of,
    dutch_texts,
    translation_states,
)
from werkcentrum.catalogue.regionfolder.contents import dutch_texts as dutch_in_files
from werkcentrum.core.wording import Flaw, flaw_of

UK = "_base/translations/uk.po"
TITLE = texts.Text("service:cv-hulp:title", "Hulp bij uw cv")
OTHER_TITLE = texts.Text("service:taalhuis:title", "Nederlands leren")
CHECKED = {"reviewed_by": "vertaler", "reviewed_on": date(2026, 11, 2)}


def book(*rows: Translation, dutch: str = "") -> Phrasebook:
    return Phrasebook(rows, [dutch] if dutch else [])


def row(text: texts.Text, said: str, **values) -> Translation:
    return Translation(context=text.context, source=text.dutch, text=said, **values)


class TestOneText:
    """Which translation is chosen, and what is said about it."""

    def test_a_checked_translation_has_no_flaw(self):
        said = book(row(TITLE, "Допомога з резюме", **CHECKED))(TITLE)

        assert (said, flaw_of(said)) == ("Допомога з резюме", Flaw.NONE)

    def test_a_translation_nobody_checked_says_so(self):
        assert flaw_of(book(row(TITLE, "Допомога"))(TITLE)) == Flaw.UNREVIEWED

    def test_without_a_translation_the_dutch_is_shown_as_dutch(self):
        said = book()(TITLE)

        assert (said, flaw_of(said)) == ("Hulp bij uw cv", Flaw.UNTRANSLATED)
        assert said.__html__() == '<span lang="nl" dir="ltr">Hulp bij uw cv</span>'

    def test_older_dutch_is_still_shown_and_called_older(self):
        older = texts.Text(TITLE.context, "Hulp bij een cv")

        said = book(row(older, "Допомога", **CHECKED))(TITLE)

        assert (said, flaw_of(said)) == ("Допомога", Flaw.STALE)

    def test_the_same_dutch_elsewhere_lends_its_translation(self):
        elsewhere = texts.Text("service:jobcoach:bring:0", TITLE.dutch)

        assert book(row(elsewhere, "Допомога", **CHECKED))(TITLE) == "Допомога"

    def test_a_part_of_a_list_that_moved_takes_its_translation_along(self):
        first = texts.Text("service:cv-hulp:bring:0", "Uw diploma")
        moved = texts.Text("service:cv-hulp:bring:1", "Uw oude cv")
        was_first = texts.Text("service:cv-hulp:bring:0", "Uw oude cv")
        said = Phrasebook([row(was_first, "Резюме", **CHECKED)], [first.dutch, moved.dutch])

        assert said(moved) == "Резюме"
        assert flaw_of(said(first)) == Flaw.UNTRANSLATED

    def test_a_municipality_that_changed_its_text_is_shown_in_dutch(self):
        context = "variant:wassenaar:cv-hulp:first_step"
        older = row(texts.Text(context, "Loop binnen."), "Заходьте", **CHECKED)

        assert flaw_of(book(older)(texts.Text(context, "Bel ons."))) == Flaw.UNTRANSLATED

    def test_a_page_of_running_text_is_said_paragraph_by_paragraph(self):
        said = {"Twee dingen:": "Дві речі:", "een": "один"}
        body = "Twee  dingen:\n\n- een\n- twee\n\n## Kop"

        page = texts.page(
            "over", {"title": "Over", "body": body}, lambda text: said.get(text.dutch, "?")
        )

        assert page["body"] == "Дві речі:\n\n- один\n- ?\n\n## ?"


@pytest.mark.django_db
class TestTheFiles:
    """What translators hand in."""

    def test_a_region_says_its_own_over_what_all_regions_say(self, folder):
        folder.load()

        rows = {row.context: row for row in Translation.objects.all()}

        assert rows["page:over:body:0"].text == "Ми у Ворбурзі."
        assert rows["service:cv-hulp:title"].reviewed_by == "vertaler"
        assert rows["service:cv-hulp:title"].reviewed_on == date(2026, 11, 2)
        assert rows["service:cv-hulp:first_step"].source == "Loop binnen."

    def test_a_service_that_a_region_leaves_out_leaves_its_translations_out(self, folder):
        folder.change("region.yaml", "locked:", "leave_out: [taalhuis]\nlocked:")
        folder.file("services/taalhuis.yaml").unlink()
        folder.file("examples/taalhuis.csv").unlink()
        folder.file("deliveries.csv").unlink()
        folder.file("referrals.csv").unlink()

        folder.load()

        assert not Translation.objects.filter(context__startswith="service:taalhuis:").exists()

    def test_files_and_database_hold_the_same_texts(self, folder):
        region = folder.loaded()

        assert dutch_texts(region) == dutch_in_files(folder.contents())

    def test_a_catalogue_speaks_the_language(self, folder):
        catalogue = catalogue_of(folder.loaded())

        ukrainian = catalogue.in_language("uk")

        assert ukrainian.services["cv-hulp"].title == "Допомога з резюме"
        assert flaw_of(ukrainian.services["taalhuis"].title) == Flaw.STALE | Flaw.UNREVIEWED
        local = ukrainian.service("cv-hulp", "leidschendam-voorburg")
        assert local.first_step == "Заходьте до бібліотеки у Ворбурзі."
        assert ukrainian.service("cv-hulp").first_step == "Заходьте."
        assert catalogue.services["cv-hulp"].title == "Hulp bij uw cv"
        assert catalogue.in_language("nl") is catalogue
        assert catalogue.in_language("uk") is ukrainian

    def test_an_editor_sees_what_there_is_to_do(self, folder):
        region = folder.loaded()

        found = {state.language: state for state in translation_states(region)}

        assert list(found) == ["en", "uk", "ar", "tr", "pl"]
        assert found["ar"].numbers[Flaw.UNTRANSLATED] == found["ar"].texts
        assert found["uk"].numbers[Flaw.STALE] == 2


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'msgctxt "service:cv-hulp:bring:0"\n',
            "",
            "_base/translations/uk.po:9: context: dit veld",
        ),
        (
            "service:cv-hulp:bring:0",
            "service:cv-hulp:title",
            "uk.po:9: msgctxt: deze tekst staat ook",
        ),
        ("2026-11-02", "2 november", "uk.po:4: reviewed_on:"),
        ("2026-11-02", "2026-02-30", "uk.po:4: reviewed_on:"),
        (" vertaler 2026-11-02", "", "uk.po:4: nagekeken: schrijf"),
        ('msgstr "Заходьте."', 'msgstr "Заход', "uk.po:17: dit is geen geldig gettext-bestand"),
        ('msgid "Uw oude cv"', 'msgid "Uw oude cv"\nmsgid_plural "cv\'s"', "geen meervoud"),
    ],
)
def test_a_mistake_in_a_translation_is_told_with_its_line(folder, old, new, problem):
    folder.change(UK, old, new)

    assert any(problem in found for found in folder.problems()), folder.problems()


@pytest.mark.parametrize("name", ["translations/ru.po", "translations/nl.po", "vertaling.po"])
def test_a_file_for_a_language_that_we_do_not_have_is_a_mistake(folder, name):
    folder.write(name, folder.text("translations/uk.po"))

    assert folder.problems()
