"""The administration: a superuser looks around, and nobody changes anything."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.access import MODELS, model_page
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_admin, make_staff
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue.tests.make import (
    make_emergency_help,
    make_example,
    make_service,
    make_theme,
    make_variant,
)
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.frontdoor.tests.make import make_question, make_tally
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_organisation,
    make_region,
)

pytestmark = pytest.mark.django_db
# A list costs this much, whether it holds one row or a hundred: who is asking and that they are
# there, twice how many there are, the rows, the filters, and of people that somebody looked.
MOST_FOR_A_LIST = 11


def fill(region: Region, word: str, rows: int = 1) -> None:
    """Rows of every model that the administration shows, each with this word in it."""
    for number in range(rows):
        name = f"{word}-{number}"
        place = make_municipality(region, name, name=name, phone=name)
        helper = make_organisation(region, name, name=name)
        make_location(place, name, name=name, place=name, organisation=helper)
        theme = make_theme(region, name, title=name)
        service = make_service(region, name, title=name, theme=theme, provider=name)
        make_variant(service, place, title=name)
        make_example(region, name, label=name, lang=name[:2])
        help_ = make_emergency_help(region, name[:16])
        help_.title, help_.approved_by = name, name
        help_.save()
        make_question(region, name)
        make_tally(region, word[:32], name)
        make_staff(region, name)
        record(verb=name, subject=place, by=SYSTEM, at=MONDAY_MORNING, region_key=region.key)


def lists() -> dict[str, str]:
    """The address of every list, by model."""
    return {model: reverse(model_page(model, "changelist")) for model in MODELS}


def pages_of(client: Client) -> Iterator[str]:
    """Everything that somebody can open from the lists: the lists, the rows and their history."""
    yield reverse("admin:index")
    for model, address in lists().items():
        yield address
        rows = client.get(address).context["cl"].result_list
        for row in rows:
            yield reverse(model_page(model, "change"), args=[row.pk])
            yield reverse(model_page(model, "history"), args=[row.pk])


def content_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def client(db) -> Client:
    """The browser of the superuser."""
    client = Client()
    client.force_login(make_admin())
    return client


@pytest.fixture
def own(db) -> Region:
    """One region with rows of everything."""
    own = make_region()
    fill(own, "eigen")
    return own


@pytest.fixture
def two_regions() -> tuple[Region, Region]:
    """Zuid-Holland Centraal, and a region where everything is called zebra."""
    own = make_region()
    zebra = make_region("zebra", code="AM99", name="Zebraland", host="zebra.test")
    fill(own, "eigen")
    fill(zebra, "zebra")
    return own, zebra


# Looking


def test_a_superuser_sees_every_region(two_regions, client):
    for address in lists().values():
        shown = content_of(client, address).lower()
        assert "zebra" in shown, address
        assert "eigen" in shown or "zuid-holland" in shown, address


@pytest.mark.slow
def test_every_row_and_its_history_can_be_opened(two_regions, client):
    opened = list(pages_of(client))

    assert len(opened) > 3 * len(MODELS)
    assert all(content_of(client, address) for address in opened)


def test_somebody_who_left_is_asked_to_log_in(two_regions, client):
    User.objects.filter(is_superuser=True).update(is_active=False)

    for address in lists().values():
        assert client.get(address).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("model", "question"),
    [
        ("accounts.user", "password__startswith=md5"),
        ("accounts.user", "password__regex=."),
        ("accounts.user", "memberships__region__name__startswith=Z"),
        ("catalogue.localvariant", "service__region__key=zebra"),
        ("partners.organisation", "municipality__region__key=zebra"),
        ("partners.region", "hosts__host__startswith=z"),
    ],
)
def test_no_question_in_the_address_tells_what_the_page_does_not(
    two_regions, client, model, question
):

    assert client.get(f"{lists()[model]}?{question}").status_code == 400


@pytest.mark.parametrize(
    ("model", "filters"),
    [
        ("catalogue.service", ["kind__exact=service", "provider=eigen-0", "q=eigen"]),
        ("catalogue.examplequestion", ["lang=ei", "q=eigen"]),
        ("frontdoor.question", ["is_confident__exact=1", "language=nl", "q=eigen"]),
        ("frontdoor.tally", ["event=eigen"]),
        ("partners.organisation", ["kind__exact=library"]),
        ("accounts.membership", ["role=editor"]),
        ("audit.auditline", ["verb=eigen-0"]),
    ],
)
def test_a_filter_that_the_list_offers_works(own, client, model, filters):

    for question in filters:
        assert client.get(f"{lists()[model]}?{question}").context["cl"].result_count == 1, question


def test_services_are_filtered_by_theme(own, client):
    make_service(own, "nog-een", theme=make_theme(own, "ander", title="Ander thema"))
    theme = own.themes.get(key="eigen-0")

    found = client.get(f"{lists()['catalogue.service']}?main_theme__id__exact={theme.pk}")

    assert [row.title for row in found.context["cl"].result_list] == ["eigen-0"]


@pytest.mark.parametrize("model", MODELS)
def test_an_unknown_filter_or_row_gives_no_error(two_regions, client, model):

    for question in ("e=1", "p=999", "o=99.-1", "q=%00zebra%22", "all="):
        response = client.get(f"{lists()[model]}?{question}")
        assert response.status_code in (200, 302), question
    row = reverse(model_page(model, "change"), args=["geen-sleutel"])
    assert client.get(row).status_code == 302


# Only reading


def everything() -> dict[str, list[str]]:
    """All rows of all tables, but who is logged in, and that they looked."""
    left_out = ("sessions", "admin", "audit")
    models = [m for m in apps.get_models() if m._meta.app_label not in left_out]
    return {m.__name__: sorted(map(str, m._base_manager.values_list())) for m in models}


@pytest.mark.slow
def test_nothing_that_is_sent_changes_a_row(own, client):
    before = everything()

    for model, address in lists().items():
        row = apps.get_model(model)._base_manager.first()
        marked = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
        assert client.post(address, marked).status_code in (200, 302), model
        for page, args in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
            sent = client.post(
                reverse(model_page(model, page), args=args), {"name": "x", "post": "yes"}
            )
            assert sent.status_code == 403, (model, page)

    assert everything() == before


def test_no_page_shows_a_button_that_changes_something(own, client):
    for model in ("catalogue.service", "accounts.user", "audit.auditline"):
        for page in (lists()[model], _first_row(client, model)):
            shown = content_of(client, page)
            for forbidden in ("addlink", "deletelink", 'name="_save"', "delete_selected"):
                assert forbidden not in shown, (page, forbidden)


def test_a_password_is_shown_to_nobody(own, client):

    shown = content_of(client, _first_row(client, "accounts.user"))

    assert "md5$" not in shown
    assert "assword" not in shown.partition("<form")[2]


@pytest.mark.parametrize("model", ["accounts.user", "accounts.membership", "frontdoor.question"])
def test_looking_at_people_leaves_a_line_that_somebody_looked(own, client, model):
    content_of(client, lists()[model])
    content_of(client, _first_row(client, model))

    a_list, *_again, a_row = AuditLine.objects.filter(verb__endswith=".looked").order_by("at", "id")
    assert {line.subject_type for line in (a_list, a_row)} == {model}
    assert a_list.detail["count"] >= 1
    assert a_row.subject_id == str(apps.get_model(model).objects.get(pk=a_row.subject_id).pk)


def test_looking_at_what_is_on_the_website_leaves_no_line(own, client):
    content_of(client, lists()["catalogue.service"])

    assert not AuditLine.objects.filter(verb__endswith=".looked").exists()


# Cost


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 25])
def test_a_list_costs_the_same_for_one_row_and_for_many(client, queries, rows):
    fill(make_region(), "eigen", rows)

    for address in lists().values():
        with queries.at_most(MOST_FOR_A_LIST):
            content_of(client, address)


def _first_row(client: Client, model: str) -> str:
    row = client.get(lists()[model]).context["cl"].result_list[0]
    return reverse(model_page(model, "change"), args=[row.pk])
