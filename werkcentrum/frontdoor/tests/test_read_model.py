"""What visitors read is published as a whole, and asks the database nothing."""

import pickle

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.search_index import forget_rankers
from werkcentrum.core.memory import forget_everything
from werkcentrum.frontdoor import readmodel
from werkcentrum.frontdoor.management.commands.build_read_model import Command
from werkcentrum.frontdoor.readmodel import Watcher, build, builds_of, is_published
from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import Region, RegionHost

TITLE = "Hulp bij uw cv en brief"


@pytest.fixture
def watcher(region):
    """A web worker that took over what is published, and had remembered nothing itself."""
    build(region)
    forget_everything()
    forget_rankers()
    found = Watcher()
    found.look()
    return found


def change_title(region, title):
    """What an editor does: another text, and the content is a version further."""
    Service.objects.filter(region=region, key="cv-hulp").update(title=title)
    Region.objects.filter(pk=region.pk).update(content_version=region.content_version + 1)
    region.refresh_from_db()


READ_ONLY = (
    "/",
    "/antwoord/?q=hulp+bij+mijn+cv",
    "/antwoord/?q=ik+slaap+vannacht+op+straat",
    "/gemeenten/leidschendam-voorburg/",
    "/diensten/cv-hulp/",
    "/onderwerpen/",
    "/onderwerpen/inkomen/",
    "/diensten/?thema=inkomen&voor=student&gemeente=wassenaar",
    "/ar/diensten/?thema=inkomen",
    "/werkgevers/",
    "/locaties/",
    "/gemeenten/",
    "/woordenlijst/",
    "/over/",
    "/privacy/",
    "/uk/",
    "/ar/diensten/cv-hulp/",
    "/sitemap.xml",
)


@pytest.mark.parametrize("path", READ_ONLY)
def test_a_page_one_only_reads_asks_the_database_nothing(watcher, page, path):
    with CaptureQueriesContext(connection) as asked:
        page.open(path)
    assert [query["sql"] for query in asked] == []


def test_what_an_editor_changed_is_shown_when_it_is_built_and_not_before(watcher, region, page):
    change_title(region, TITLE)
    watcher.look()
    assert page.open("/diensten/cv-hulp/").heading != TITLE
    build(region)
    watcher.look()
    assert page.open("/diensten/cv-hulp/").heading == TITLE


def test_a_visitor_in_the_middle_of_a_page_goes_on_with_what_it_began_with(watcher, region):
    before = region_memory.get("zhc.test")
    change_title(region, TITLE)
    build(region)
    watcher.look()
    with CaptureQueriesContext(connection) as asked:
        old = readmodel.catalogue_of(before).services["cv-hulp"].title
        new = readmodel.catalogue_of(region_memory.get("zhc.test")).services["cv-hulp"].title
    assert (old != TITLE, new) == (True, TITLE)
    assert not asked.captured_queries


def test_a_build_that_cannot_be_read_changes_nothing(watcher, region, page, caplog):
    change_title(region, TITLE)
    folder = build(region)
    (folder / "read-model.pickle").write_bytes(b"half")
    watcher.look()
    assert page.open("/diensten/cv-hulp/").heading != TITLE
    assert "niet te lezen" in caplog.text


def test_what_other_code_wrote_is_not_read(region, monkeypatch):
    build(region)
    monkeypatch.setattr(readmodel, "_code", lambda: "12345678")
    assert not is_published(region)
    other = Watcher()
    other.look()
    assert not other.has_found_any


def test_nothing_is_built_twice(region, monkeypatch):
    folder = build(region)
    monkeypatch.setattr(pickle, "dumps", lambda *_: pytest.fail("written again"))
    assert build(region) == folder


def test_the_only_region_answers_every_host_and_one_of_two_only_its_own(watcher, other_region):
    assert region_memory.get("elsewhere.test").key == "zuid-holland-centraal"
    for region in Region.objects.all():
        Region.objects.filter(pk=region.pk).update(content_version=region.content_version + 1)
        build(region)
    watcher.look()
    hosts = RegionHost.objects.values_list("host", "region__key")
    assert {host: region_memory.get(host).key for host, _key in hosts} == dict(hosts)
    assert region_memory.get("elsewhere.test") is None


def test_old_content_is_dropped_when_nobody_can_still_read_it(watcher, region, monkeypatch):
    before = region_memory.get("zhc.test")
    change_title(region, TITLE)
    build(region)
    watcher.look()
    monkeypatch.setattr(readmodel, "_OLD_AFTER", -1.0)
    watcher.look()
    with CaptureQueriesContext(connection) as asked:
        readmodel.catalogue_of(before)
    assert asked.captured_queries


def test_the_command_builds_and_says_so(region, capsys):
    call_command("build_read_model")
    assert is_published(region)
    assert builds_of(region.key).current().name in capsys.readouterr().out
    with pytest.raises(CommandError, match="geen regio"):
        call_command("build_read_model", region="nergens")


def test_who_builds_on_a_full_disk_reads_that_the_website_stays_as_it_is(region, monkeypatch):
    def fail(_region):
        raise OSError(28, "No space left on device", "read-model.pickle")

    monkeypatch.setattr(f"{Command.__module__}.build", fail)

    with pytest.raises(CommandError, match=r"heeft: .*No space left .*read-model\.pickle"):
        call_command("build_read_model")
