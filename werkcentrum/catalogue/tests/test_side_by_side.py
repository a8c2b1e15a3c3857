"""Two regions under two host names do not see each other, and everybody sees the newest content."""

import pytest
from django.test import Client

from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.catalogue.rules import HostTakenError
from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import Municipality, Region

PAGES = [
    "/", "/onderwerpen/", "/onderwerpen/werk/", "/voor/jobseeker/", "/locaties/", "/gemeenten/",
    "/woordenlijst/", "/over/", "/werkgevers/", "/diensten/cv-hulp/", "/diensten/taalhuis/",
    "/sitemap.xml",
]  # fmt: skip


@pytest.fixture
def regions(db, settings, folder):
    """The Vlietstreek and, with other names for everything, the Duinstreek."""
    settings.REGIONS_DIR = folder.path.parent
    dunes = folder.twin("duinstreek", "duin.test")
    for path in dunes.path.rglob("*"):
        if path.is_file() and path.name != "emergency-approval.yaml":
            text = path.read_text(encoding="utf-8")
            for here, there in (("oorburg", "uinburg"), ("assenaar", "uinaar"), ("ekomst", "x")):
                text = text.replace(f"V{here}", f"D{there}").replace(f"v{here}", f"d{there}")
                text = text.replace(f"W{here}", f"D{there}").replace(f"w{here}", f"d{there}")
            path.write_text(text.replace("Vlietstreek", "Duinstreek"), encoding="utf-8")
    towns = dunes.path / "gemeenten"
    (towns / "leidschendam-voorburg").rename(towns / "leidschendam-duinburg")
    folder.load()
    dunes.load()
    return folder, dunes


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_one_region_never_names_the_other(regions, address):
    answers = [Client(SERVER_NAME=host).get(address) for host in ("vliet.test", "duin.test")]
    assert [answer.status_code for answer in answers] == [200, 200]
    vliet, dunes = (answer.content.decode() for answer in answers)
    for ours, theirs, names in (
        (vliet, dunes, ("Voorburg", "Wassenaar", "Vlietstreek", "vliet.test")),
        (dunes, vliet, ("Duinburg", "Duinaar", "Duinstreek", "duin.test")),
    ):
        assert any(name in ours for name in names)
        assert [name for name in names if name in theirs] == []


@pytest.mark.parametrize(
    "address",
    ["/locaties/bibliotheek-voorburg/", "/gemeenten/wassenaar/"],
)
def test_what_belongs_to_the_other_region_is_not_found(regions, address):
    assert Client(SERVER_NAME="vliet.test").get(address).status_code == 200
    assert Client(SERVER_NAME="duin.test").get(address).status_code == 404


def test_a_host_nobody_has_shows_no_region(regions):
    page = Client(SERVER_NAME="elders.test").get("/").content.decode()
    assert "Voorburg" not in page
    assert "Duinburg" not in page


def test_loading_one_region_leaves_the_other_alone(regions):
    vliet, dunes = regions
    before = Region.objects.get(key="duinstreek").content_version
    vliet.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    vliet.file("deliveries.csv").unlink()
    vliet.load()
    assert Region.objects.get(key="duinstreek").content_version == before
    assert dunes.load() == []


def test_a_host_belongs_to_one_region(regions):
    vliet, dunes = regions
    dunes.change("region.yaml", "duin.test", "vliet.test")
    dunes.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    with pytest.raises(HostTakenError, match=r"vliet\.test hoort al bij Vlietstreek"):
        dunes.load()
    assert not Service.objects.filter(title__contains="Taalpunt").exists()
    vliet.change("region.yaml", "vliet.test", "www.vliet.test")
    vliet.load()
    dunes.load()
    assert Region.objects.get(hosts__host="vliet.test").key == "duinstreek"


def test_a_host_that_moves_shows_its_new_region_at_once(regions):
    vliet, dunes = regions
    assert "Vlietstreek" in Client(SERVER_NAME="vliet.test").get("/").content.decode()
    vliet.change("region.yaml", "vliet.test", "www.vliet.test")
    vliet.load()
    dunes.change("region.yaml", "duin.test", "vliet.test")
    dunes.load()
    # The two regions may well be at the same version.
    Region.objects.update(content_version=1)
    region_memory.clear()
    assert "Vlietstreek" not in Client(SERVER_NAME="vliet.test").get("/").content.decode()


def test_everybody_sees_the_new_content_after_a_load(regions):
    vliet, _dunes = regions
    visitor = Client(SERVER_NAME="vliet.test")
    assert "Taalhuis" in visitor.get("/diensten/taalhuis/").content.decode()
    assert "Nieuw-Wassenaar" not in visitor.get("/gemeenten/").content.decode()
    before = catalogue_of(Region.objects.get(key="vlietstreek"))
    vliet.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    vliet.change("municipalities.csv", "Wassenaar,", "Nieuw-Wassenaar,")
    vliet.load()
    region_memory.clear()
    assert "Taalpunt" in visitor.get("/diensten/taalhuis/").content.decode()
    assert "Nieuw-Wassenaar" in visitor.get("/gemeenten/").content.decode()
    assert catalogue_of(Region.objects.get(key="vlietstreek")) is not before


def test_the_same_key_in_two_regions_is_two_rows(regions):
    assert Service.objects.filter(key="cv-hulp").count() == 2
    assert Municipality.objects.filter(key="wassenaar").count() == 1
