"""Exporting a region: only what differs from the base, always the same, nothing else touched."""

import pytest

from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.writing import NotARegionFolderError, write_folder
from werkcentrum.catalogue.tests.folders import Folder
from werkcentrum.partners.models import DatedException, Location, Region, WeeklyHours

CV = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"


def exported(folder: Folder) -> dict[str, str]:
    """The files of the loaded region, compared with the base beside its folder."""
    region = Region.objects.get(key=folder.path.name)
    return export_region(region, folder.path.parent / "_base")


def replaced(folder: Folder) -> Folder:
    """The folder, written anew from the database."""
    write_folder(folder.path, exported(folder))
    return folder


# What YAML would take for something else than text, or for more than one line.
STRANGE = [
    "null", "~", "yes", "on", "007", "13:00", "1e5", "- a", "# geen", "a: b", "'n", '"', "&a", "*a",
    "!x", "%", "@", "`", "{a", "[a", "a #b", "a\tb", "één\nregel", "é 👍🏽 شغل",
    "regel één\n\nregel drie", "> b", "| c", "a" * 80,
]  # fmt: skip


@pytest.mark.django_db
class TestWhatIsWritten:
    """What stands in an export."""

    def test_a_load_after_an_export_changes_nothing(self, folder):
        folder.load()
        assert replaced(folder).load() == []

    def test_what_a_region_chose_for_other_sites_and_for_speech_comes_back(self, folder):
        chosen = "embed_sites: [www.wassenaar.example]\nspeech_input: true\n"
        folder.change("region.yaml", "demonstration:", f"{chosen}demonstration:")
        folder.load()
        assert replaced(folder).load() == []
        assert Region.objects.get().embed_sites == ["www.wassenaar.example"]

    def test_a_region_where_one_person_publishes_vacancies_comes_back(self, folder):
        folder.change(
            "region.yaml", "demonstration:", "vacancies_need_second: false\ndemonstration:"
        )
        folder.load()
        assert not Region.objects.get().vacancies_need_second
        assert replaced(folder).load() == []
        assert not Region.objects.get().vacancies_need_second

    def test_an_export_of_an_export_is_the_same(self, folder):
        folder.load()
        first = exported(folder)
        replaced(folder).load()
        assert exported(folder) == first

    def test_an_export_fills_an_empty_database_with_the_same(self, folder):
        folder.load()
        first = exported(folder)
        replaced(folder)
        Service.objects.all().delete()
        Region.objects.all().delete()
        folder.load()
        assert exported(folder) == first

    def test_only_the_fields_that_differ_from_the_base_are_written(self, folder):
        folder.load()
        files = exported(folder)
        assert files["services/taalhuis.yaml"] == "title: Nederlands leren bij het Taalhuis\n"
        assert "services/cv-hulp.yaml" not in files
        assert files["glossary.csv"] == "term,meaning\ncv,Uw cv laat zien wat u kunt.\n"
        assert list(files) == [
            "deliveries.csv", "emergency-approval.yaml", "examples/taalhuis.csv", CV,
            "glossary.csv", "grounds.csv", "locations.yaml", "municipalities.csv",
            "organisations.yaml", "pages/over.md", "postcodes.csv", "providers.csv",
            "referrals.csv", "region.yaml", "services/taalhuis.yaml", "standings.csv",
            "teams.yaml", "translations/uk.po",
        ]  # fmt: skip

    def test_a_municipality_writes_only_what_it_does_differently(self, folder):
        folder.change(CV, "example", "cost: free\ntitle:\nexample")
        folder.load()
        assert exported(folder)[CV] == (
            "first_step: Loop binnen in de bibliotheek in Voorburg.\nexample: true\n"
        )

    def test_a_service_of_the_region_itself_is_written_whole(self, folder):
        text = folder.text("_base/services/cv-hulp.yaml")
        folder.write("services/eigen-dienst.yaml", text.replace("cv maken", "eigen woord"))
        folder.load()
        written = exported(folder)["services/eigen-dienst.yaml"]
        assert "title: Hulp bij uw cv\n" in written
        assert "law:" not in written
        assert replaced(folder).load() == []

    def test_a_service_that_is_left_out_stays_out(self, folder):
        folder.change("region.yaml", "code:", "leave_out: [schuldhulp]\ncode:")
        folder.change("region.yaml", "locked:\n  schuldhulp: [cost, law]\n", "")
        folder.load()
        assert "leave_out:\n- schuldhulp\n" in exported(folder)["region.yaml"]
        assert replaced(folder).load() == []

    def test_the_order_of_topics_survives_where_it_matters(self, folder):
        folder.write("services/schuldhulp.yaml", "themes: [werk, geld]\n")
        folder.load()
        assert exported(folder)["services/schuldhulp.yaml"] == "themes:\n- werk\n- geld\n"
        replaced(folder).load()
        assert Service.objects.get(key="schuldhulp").main_theme.key == "werk"

    def test_hours_that_differ_only_in_the_day_are_one_row(self, folder):
        folder.load()
        written = exported(folder)["locations.yaml"]
        assert "days:\n    - ma\n    - di\n    from: 09:00\n" in written.replace("'", "")
        before = WeeklyHours.objects.count()
        replaced(folder)
        Location.objects.all().delete()
        folder.load()
        assert (WeeklyHours.objects.count(), DatedException.objects.count()) == (before, 2)

    def test_strange_texts_come_back_as_they_were(self, folder):
        region = folder.loaded()
        for service, strange in zip(region.services.order_by("key"), STRANGE[::-2], strict=False):
            service.for_whom = service.first_step = strange
            service.terms = STRANGE
            service.save()
        region.info_pages.filter(key="over").update(body="\n\n".join(STRANGE))
        assert replaced(folder).load() == []

    @pytest.mark.parametrize("strange", ["007", "a: b", "é 👍🏽 شغل"])
    def test_a_strange_name_and_a_strange_word_come_back_as_they_were(self, folder, strange):
        region = folder.loaded()
        Region.objects.update(name=strange)
        region.glossary.filter(term="cv").update(meaning=strange)
        assert replaced(folder).load() == []

    def test_the_approval_is_kept_with_both_dates(self, folder):
        folder.load()
        assert exported(folder)["emergency-approval.yaml"].endswith(
            "written_by: redactie\napproved_by: coordinator\n"
            "approved_on: 2026-11-30\nchecked_on: 2026-11-30\n"
        )

    def test_a_base_that_grew_since_is_not_written_into_the_region(self, folder):
        folder.load()
        folder.change("_base/services/cv-hulp.yaml", 'law: ""', "law: Participatiewet")
        assert "services/cv-hulp.yaml" not in exported(folder)


def test_a_new_folder_appears_with_all_its_files(tmp_path):
    write_folder(tmp_path / "nieuw" / "regio", {"region.yaml": "a\n", "pages/over.md": "b\n"})
    names = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert names == {"nieuw/regio/region.yaml", "nieuw/regio/pages/over.md"}


def test_a_new_folder_that_fails_halfway_leaves_nothing(tmp_path):
    with pytest.raises(OSError, match="too long"):
        write_folder(tmp_path / "regio", {"region.yaml": "a\n", "x" * 300: "b\n"})
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_halfway_changes_no_file(folder):
    before = {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
    with pytest.raises(OSError, match="too long"):
        write_folder(folder.path, {"region.yaml": "a\n", "x" * 300: "b\n"})
    assert before == {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}


def test_files_of_an_earlier_export_go_and_notes_stay(folder):
    for name in (
        "SOURCES.md",
        "services/README.md",
        "foto.png",
        "aantekening.csv.bak",
        ".git/x.csv",
    ):
        folder.write(name, "van ons\n")
    write_folder(folder.path, {"region.yaml": "a\n"})
    names = {str(p.relative_to(folder.path)) for p in folder.path.rglob("*") if p.is_file()}
    assert names == {
        "region.yaml", "SOURCES.md", "services/README.md", "foto.png", "aantekening.csv.bak",
        ".git/x.csv",
    }  # fmt: skip


def test_a_folder_with_something_else_in_it_is_never_overwritten(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "README.md").write_text("belangrijk")
    with pytest.raises(NotARegionFolderError, match="is geen regiomap"):
        write_folder(tmp_path / "docs", {"region.yaml": "a\n"})
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["README.md"]


def test_an_empty_folder_may_be_filled(tmp_path):
    write_folder(tmp_path, {"region.yaml": "a\n"})
    assert (tmp_path / "region.yaml").read_text() == "a\n"


def test_nothing_is_written_through_a_link(folder, tmp_path):
    (tmp_path / "elders").mkdir()
    folder.file("pages/over.md").unlink()
    folder.file("pages").rmdir()
    folder.file("pages").symlink_to(tmp_path / "elders")
    with pytest.raises(NotARegionFolderError, match="haal het eerst weg"):
        write_folder(folder.path, {"region.yaml": "a\n", "pages/over.md": "b\n"})
    assert list((tmp_path / "elders").iterdir()) == []


def test_a_link_to_a_file_is_replaced_and_not_followed(folder, tmp_path):
    (tmp_path / "geheim.csv").write_text("geheim")
    folder.file("glossary.csv").unlink()
    folder.file("glossary.csv").symlink_to(tmp_path / "geheim.csv")
    write_folder(folder.path, {"region.yaml": "a\n", "glossary.csv": "b\n"})
    assert (tmp_path / "geheim.csv").read_text() == "geheim"
    assert folder.text("glossary.csv") == "b\n"
