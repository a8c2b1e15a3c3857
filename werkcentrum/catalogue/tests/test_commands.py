"""The commands for region folders: results on stdout, the rest on stderr, exit 0, 1 or 2."""

import os
import shutil
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.installation import FILE, migrated
from werkcentrum.partners.models import Region


@pytest.fixture
def here(settings, var, folder):
    """The small folder as this installation's regions, with a var folder of its own."""
    settings.REGIONS_DIR = folder.path.parent
    return folder


@pytest.mark.slow
@pytest.mark.django_db
def test_load_region_tells_what_changed_and_the_second_time_nothing(here, capsys):
    call_command("load_region", str(here.path))
    out, err = capsys.readouterr()
    assert out.splitlines()[:3] == [
        "Geladen:",
        "  regio: 1 nieuw (Vlietstreek)",
        "  webadressen: 1 nieuw (vliet.test)",
    ]
    assert "  wekelijkse tijden: 4 nieuw (bibliotheek-voorburg opening 1 09:00 17:00, " in out
    assert err == "Zoeken leren van de voorbeeldvragen...\n"
    call_command("load_region", str(here.path))
    assert capsys.readouterr().out == "Geen wijzigingen.\n"


@pytest.mark.django_db
def test_a_dry_run_shows_and_loads_nothing(here, capsys):
    call_command("load_region", str(here.path), "--dry-run")
    out, err = capsys.readouterr()
    assert out.startswith("Dit zou er veranderen:\n  regio: 1 nieuw (Vlietstreek)\n")
    assert err == ""
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_mistakes_are_told_on_stderr_and_nothing_is_loaded(here, capsys):
    here.change("region.yaml", "AM34", "")
    here.change("municipalities.csv", "wassenaar", "Wassenaar")
    with pytest.raises(CommandError, match="fouten gevonden; er is niets geladen") as error:
        call_command("load_region", str(here.path))
    assert error.value.returncode == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert (
        err.splitlines()[0] == "vlietstreek/region.yaml:1: code: dit veld is verplicht; vul het in."
    )
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_of_a_thousand_mistakes_a_hundred_are_told(here, capsys):
    rows = "".join(f"{number},delft,Delft,52.0,4.3\n" for number in range(1000, 2000))
    here.write("postcodes.csv", "postcode4,municipality,place,latitude,longitude\n" + rows)
    with pytest.raises(CommandError, match="1000 fouten gevonden"):
        call_command("load_region", str(here.path))
    assert len(capsys.readouterr().err.splitlines()) == 100


@pytest.mark.django_db
def test_a_demonstration_warns_of_unknown_numbers(here, capsys):
    here.change("region.yaml", "demonstration: false", "demonstration: true")
    here.change("municipalities.csv", "088-6549200,088-6549200", "onbekend,14 070")
    call_command("load_region", str(here.path), "--dry-run")
    assert capsys.readouterr().err == (
        "Let op: Wassenaar: homeless_phone is nog onbekend; vul het eigen nummer in.\n"
    )


@pytest.mark.django_db
def test_a_host_of_another_region_is_refused(here):
    here.load()
    other = here.twin("duinstreek", "vliet.test")
    with pytest.raises(CommandError, match=r"vliet\.test hoort al bij Vlietstreek") as error:
        call_command("load_region", str(other.path))
    assert error.value.returncode == 1
    assert [region.key for region in Region.objects.all()] == ["vlietstreek"]


@pytest.mark.django_db
def test_export_names_the_folder_and_a_second_time_needs_a_word(here, capsys, tmp_path):
    here.load()
    target = tmp_path / "uit" / "vlietstreek"
    call_command("export_region", "vlietstreek", str(target))
    assert capsys.readouterr() == (f"{target}\n", "18 bestanden geschreven.\n")
    with pytest.raises(CommandError, match="is niet leeg; gebruik --overwrite") as error:
        call_command("export_region", "vlietstreek", str(target))
    assert error.value.returncode == 2
    call_command("export_region", "vlietstreek", str(target), "--overwrite")
    call_command("load_region", str(target), "--dry-run")
    assert capsys.readouterr().out.endswith("Geen wijzigingen.\n")


@pytest.mark.django_db
def test_export_never_overwrites_something_else(here, tmp_path):
    here.load()
    (tmp_path / "werk").mkdir()
    (tmp_path / "werk" / "verslag.md").write_text("maanden werk")
    with pytest.raises(CommandError, match="is geen regiomap") as error:
        call_command("export_region", "vlietstreek", str(tmp_path / "werk"), "--overwrite")
    assert error.value.returncode == 2
    assert (tmp_path / "werk" / "verslag.md").read_text() == "maanden werk"


@pytest.mark.django_db
def test_export_of_what_is_not_there_is_wrong_use(here, tmp_path):
    with pytest.raises(CommandError, match="nog geen regio geladen") as error:
        call_command("export_region", "vlietstreek", str(tmp_path / "uit"))
    assert error.value.returncode == 2
    here.load()
    with pytest.raises(CommandError, match="geen regio 'x' geladen, wel: vlietstreek") as error:
        call_command("export_region", "x", str(tmp_path / "uit"))
    assert error.value.returncode == 2
    (tmp_path / "bestand").write_text("")
    with pytest.raises(CommandError) as error:
        call_command("export_region", "vlietstreek", str(tmp_path / "bestand"))
    assert error.value.returncode == 2


@pytest.mark.slow
def test_the_shell_sees_0_1_and_2(folder, tmp_path):
    environment = {
        **os.environ,
        "WERKCENTRUM_VAR": str(tmp_path / "var"),
        "WERKCENTRUM_REGIONS": str(folder.path.parent),
        "WERKCENTRUM_DATABASE": "",
    }

    def run(*typed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "werkcentrum.config.cli", *typed]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def refused(done: subprocess.CompletedProcess[str], code: int) -> bool:
        return (done.returncode, done.stdout) == (code, "") and "Traceback" not in done.stderr

    assert refused(run("load-region", str(folder.path), "--dry-run"), 2), "no database yet"
    shutil.copy(migrated().var / FILE, tmp_path / "var")
    assert run("load-region", str(folder.path), "--dry-run").returncode == 0
    assert refused(run("load-region", str(tmp_path / "nergens")), 2)
    assert refused(run("load-region"), 2)
    assert refused(run("new-region", "AM99"), 1), "the small base has no list of regions"
    folder.change("region.yaml", "AM34", "")
    assert refused(run("load-region", str(folder.path)), 1)


@pytest.fixture
def translators(here, settings, tmp_path):
    """Where translators work: the interface in a place of this test's own."""
    settings.LOCALE_SOURCES = tmp_path / "locale"
    return here


@pytest.mark.slow
def test_changed_dutch_reaches_translators_and_their_work_is_kept(translators):
    translators.change("_base/services/cv-hulp.yaml", "title: Hulp bij uw cv", "title: Uw cv")

    call_command("sync_translations")

    shared = translators.text("_base/translations/uk.po")
    assert '#| msgid "Hulp bij uw cv"\nmsgctxt "service:cv-hulp:title"\nmsgid "Uw cv"' in shared
    assert "Допомога з резюме" in shared
    assert 'msgctxt "service:cv-hulp:for_whom"' in shared
    assert "# nagekeken: vertaler 2026-11-02\n" in shared
    assert "Ми у Ворбурзі." in translators.text("translations/uk.po")
    assert 'msgctxt "theme:werk:title"' in translators.text("_base/translations/pl.po")
    assert 'msgctxt "theme:werk:title"' not in translators.text("translations/pl.po")


@pytest.mark.slow
def test_translators_get_nothing_new_when_nothing_changed(translators, capsys):
    call_command("sync_translations")
    capsys.readouterr()

    call_command("sync_translations", "--check")

    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_a_check_writes_nothing_and_says_what_is_behind(translators, capsys):
    before = translators.text("_base/translations/uk.po")

    with pytest.raises(CommandError, match="sync-translations"):
        call_command("sync_translations", "--check")

    assert translators.text("_base/translations/uk.po") == before
    assert "_base/translations/pl.po" in capsys.readouterr().out


@pytest.mark.slow
def test_a_folder_with_mistakes_is_told_and_not_for_translators(translators):
    translators.change("region.yaml", "AM34", "")

    with pytest.raises(CommandError, match=r"region\.yaml:1: code"):
        call_command("sync_translations")


@pytest.mark.slow
def test_a_translation_of_a_text_that_went_stays_behind(translators):
    translators.file("_base/services/taalhuis.yaml").unlink()
    translators.write("services/taalhuis.yaml", translators.text("_base/services/cv-hulp.yaml"))

    call_command("sync_translations")

    assert '#~ msgstr "Вивчати нідерландську"' in translators.text("_base/translations/uk.po")
