"""Loading a region folder: all or nothing, the same again changes nothing, what is gone goes."""

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue import actions
from werkcentrum.catalogue.models import LocalVariant, Service
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.partners.models import (
    DatedException,
    Location,
    Municipality,
    Region,
    Strictness,
    WeeklyHours,
)

pytestmark = pytest.mark.django_db


def test_a_region_holds_what_its_files_say(folder):
    region = folder.loaded()
    assert (region.code, region.name, region.phone) == ("AM34", "Vlietstreek", "14 070")
    assert not region.is_demonstration
    assert {m.name: m.is_centre for m in region.municipalities.all()} == {
        "Leidschendam-Voorburg": True,
        "Wassenaar": False,
    }
    assert {s.key: s.title for s in region.services.all()} == {
        "cv-hulp": "Hulp bij uw cv",
        "taalhuis": "Nederlands leren bij het Taalhuis",
        "schuldhulp": "Hulp bij schulden",
    }
    assert region.emergency_help.order_by("position").first().kind == "suicide"
    assert {page.key: page.title for page in region.info_pages.all()}["over"] == (
        "Over de Vlietstreek"
    )
    assert region.examples.count() == 6


def test_a_region_says_who_may_show_its_question_box_and_whether_one_may_speak(folder):
    assert (folder.loaded().embed_sites, Region.objects.get().speech_input) == ([], False)
    settings = "embed_sites: [www.wassenaar.example]\nspeech_input: true\n"
    folder.change("region.yaml", "demonstration:", f"{settings}demonstration:")
    folder.load()
    region = Region.objects.get()
    assert (region.embed_sites, region.speech_input) == (["www.wassenaar.example"], True)


def test_a_folder_that_does_not_say_what_a_partner_needs_leaves_that(folder):
    Region.objects.filter(pk=folder.loaded().pk).update(strictness=Strictness.AGREEMENT)

    assert folder.load() == []
    assert Region.objects.get().strictness == Strictness.AGREEMENT

    folder.change("region.yaml", "demonstration:", "strictness: open\ndemonstration:")
    folder.load()
    assert Region.objects.get().strictness == Strictness.OPEN


def test_times_and_dates_mean_what_is_written(folder):
    folder.loaded()
    monday = WeeklyHours.objects.get(kind="walk_in")
    assert (f"{monday.opens_at:%H:%M}", f"{monday.closes_at:%H:%M}") == ("13:00", "16:00")
    christmas = DatedException.objects.get(is_closed=True)
    assert christmas.on.isoformat() == "2026-12-25"


def test_the_same_folder_again_changes_nothing(folder):
    region = folder.loaded()
    assert folder.load() == []
    region.refresh_from_db()
    assert region.content_version == 1
    assert AuditLine.objects.filter(verb="catalogue.region_loaded").count() == 1


def test_a_load_that_changes_something_leaves_one_line_with_counts(folder):
    folder.loaded()
    folder.change("municipalities.csv", "Wassenaar,GM0629", "Gemeente Wassenaar,GM0629")
    folder.load()
    first, second = AuditLine.objects.filter(verb="catalogue.region_loaded").order_by("id")
    assert first.detail["counts"]["gemeenten"] == [2, 0, 0]
    assert second.detail == {"counts": {"gemeenten": [0, 1, 0]}}
    assert second.region_key == "vlietstreek"
    assert "Wassenaar" not in str(second.detail)


def test_a_dry_run_tells_what_would_change_and_changes_nothing(folder):
    region = folder.loaded()
    before = region.content_version
    folder.change("region.yaml", "14 070", "14 071")
    folder.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    changes = folder.load(is_dry_run=True)
    assert [(c.label, c.changed) for c in changes] == [
        ("regio", ["Vlietstreek"]),
        ("diensten", ["taalhuis"]),
    ]
    region.refresh_from_db()
    assert (region.content_version, region.phone) == (before, "14 070")
    assert region.services.get(key="taalhuis").title.endswith("Taalhuis")
    assert AuditLine.objects.count() == 1


def test_a_dry_run_of_a_new_region_leaves_no_region(folder):
    assert folder.load(is_dry_run=True)
    assert not Region.objects.exists()
    assert not AuditLine.objects.exists()


def test_every_load_that_changes_something_gets_a_new_version(folder):
    region = folder.loaded()
    folder.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    folder.load()
    region.refresh_from_db()
    assert region.content_version == 2
    assert catalogue_of(region).services["taalhuis"].title.endswith("Taalpunt")


def test_what_is_no_longer_in_the_files_disappears(folder):
    folder.file("referrals.csv").unlink()
    region = folder.loaded()
    folder.write("locations.yaml", "[]")
    folder.file("gemeenten/leidschendam-voorburg/services/cv-hulp.yaml").unlink()
    folder.file("postcodes.csv").unlink()
    changes = {change.label: change.removed for change in folder.load()}
    assert changes["locaties"] == ["bibliotheek-voorburg"]
    assert changes["lokale varianten"] == ["cv-hulp leidschendam-voorburg"]
    assert sorted(changes["postcodegebieden"]) == ["2241", "2271"]
    assert not Location.objects.exists()
    assert not WeeklyHours.objects.exists()
    assert not LocalVariant.objects.exists()
    assert not region.postcodes.exists()
    assert folder.load() == []


def test_a_municipality_that_left_takes_only_its_own_along(folder):
    region = folder.loaded()
    for name in (
        "municipalities.csv",
        "postcodes.csv",
        "providers.csv",
        "deliveries.csv",
        "referrals.csv",
    ):
        lines = folder.text(name).splitlines(keepends=True)
        folder.write(name, "".join(line for line in lines if "wassenaar" not in line))
    folder.load()
    assert [row.key for row in region.municipalities.all()] == ["leidschendam-voorburg"]
    assert region.organisations.count() == 2
    assert region.services.count() == 3
    assert folder.load() == []


def test_a_partner_that_moves_before_its_municipality_leaves_stays(folder):
    region = folder.loaded()
    folder.change(
        "organisations.yaml", "municipality: leidschendam-voorburg", "municipality: wassenaar"
    )
    folder.change(
        "locations.yaml", "municipality: leidschendam-voorburg", "municipality: wassenaar"
    )
    folder.change("region.yaml", "leidschendam-voorburg", "wassenaar")
    folder.file("gemeenten/leidschendam-voorburg/services/cv-hulp.yaml").unlink()
    for name in ("municipalities.csv", "postcodes.csv"):
        lines = folder.text(name).splitlines(keepends=True)
        folder.write(name, "".join(line for line in lines if "voorburg" not in line))
    folder.load()
    assert region.organisations.get(key="bibliotheek").municipality.key == "wassenaar"
    assert Location.objects.get().municipality.key == "wassenaar"
    assert folder.load() == []


def test_a_theme_that_goes_takes_no_service_along(folder):
    region = folder.loaded()
    folder.change("_base/themes.yaml", folder.text("_base/themes.yaml").splitlines()[1], "")
    folder.change("_base/services/schuldhulp.yaml", "[geld, werk]", "[werk]")
    folder.load()
    assert region.services.count() == 3
    assert [theme.key for theme in region.themes.all()] == ["werk"]


def test_a_service_left_out_is_not_offered_and_its_questions_are_not_learned(folder):
    region = folder.loaded()
    folder.change("region.yaml", "code:", "leave_out: [cv-hulp]\ncode:")
    folder.file("gemeenten/leidschendam-voorburg/services/cv-hulp.yaml").unlink()
    folder.load()
    assert set(region.services.values_list("key", flat=True)) == {"taalhuis", "schuldhulp"}
    assert not region.examples.filter(label="cv-hulp").exists()


def test_a_region_changes_one_field_and_inherits_the_rest(folder):
    region = folder.loaded()
    here = region.services.get(key="taalhuis")
    assert here.title == "Nederlands leren bij het Taalhuis"
    assert here.summary == "Iemand kijkt met u mee naar uw cv en uw brief."


def test_a_field_left_empty_inherits_in_region_and_municipality(folder):
    folder.write("services/cv-hulp.yaml", "title:\nfor_whom: ''\nbring: []\nlaw: Participatiewet\n")
    folder.change(
        "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml",
        "example: true",
        "title:\ncost: ''\nlaw: ~\nbring: []",
    )
    region = folder.loaded()
    offered = catalogue_of(region).service("cv-hulp", "leidschendam-voorburg")
    assert offered.title == "Hulp bij uw cv"
    assert offered.for_whom == "Voor iedereen die gaat solliciteren."
    assert (offered.cost, offered.law, offered.bring) == ("free", "Participatiewet", ["Uw oude cv"])
    assert offered.first_step == "Loop binnen in de bibliotheek in Voorburg."


def test_a_municipality_that_says_the_same_does_not_differ(folder):
    folder.change(
        "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml", "example", "cost: free\nexample"
    )
    region = folder.loaded()
    differences = catalogue_of(region).differences("cv-hulp", "leidschendam-voorburg")
    assert [d.label for d in differences] == ["Eerste stap"]


def test_a_municipality_that_differs_in_nothing_is_told_and_left_out(folder):
    name = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"
    folder.write(name, "cost: free\nexample: true\n")
    assert folder.contents().warnings == [f"vlietstreek/{name} wijkt nergens van af."]
    assert not LocalVariant.objects.exclude(changes={}).exists()
    assert not LocalVariant.objects.exists()


def test_a_crash_halfway_leaves_the_region_as_it_was(folder, monkeypatch):
    region = folder.loaded()
    folder.change("municipalities.csv", "Wassenaar,GM0629", "Oud-Wassenaar,GM0629")
    folder.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")

    def full_disk(**_values):
        raise OSError("no space left")

    # The audit line is written last, when everything else is in the transaction.
    monkeypatch.setattr(actions, "record", full_disk)
    with pytest.raises(OSError, match="no space"):
        folder.load()
    region.refresh_from_db()
    assert region.content_version == 1
    assert Municipality.objects.filter(name="Wassenaar").exists()
    assert Service.objects.get(key="taalhuis").title.endswith("Taalhuis")


def test_a_crash_halfway_a_new_region_leaves_nothing(folder, monkeypatch):
    monkeypatch.delattr(actions, "record")
    with pytest.raises(NameError):
        folder.load()
    assert not Region.objects.exists()
    assert not Municipality.objects.exists()


def test_a_thousand_questions_less_is_not_too_many_for_a_statement(folder):
    many = "".join(f"vraag nummer {n} over nederlands leren,nl,question\n" for n in range(1100))
    folder.write("examples/taalhuis.csv", "text,lang,style\n" + many)
    region = folder.loaded()
    assert region.examples.count() == 1105
    folder.file("examples/taalhuis.csv").unlink()
    folder.load()
    assert region.examples.count() == 5


def test_an_example_file_may_say_in_whose_voice_a_question_is(folder):
    text = folder.path.joinpath("examples/taalhuis.csv").read_text(encoding="utf-8")
    lines = [f"{line},{'voice' if not nr else 'v12'}" for nr, line in enumerate(text.splitlines())]
    folder.write("examples/taalhuis.csv", "\n".join(lines) + "\n")
    assert folder.loaded().examples.count() == 6
