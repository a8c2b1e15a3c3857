"""The administration: karin looks around in her own region, and nobody changes anything."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.access import MODELS, model_page
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import PASSWORD, make_admin, make_reader
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
# A list costs this much, whether it holds one row or a hundred: who is asking, twice how many
# there are, the rows, and the filters.
MOST_FOR_A_LIST = 9


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
        make_reader(region, name)
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
def log_in() -> Callable[[User], Client]:
    """`log_in(user)`: their browser."""

    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def two_regions() -> tuple[Region, Region]:
    """Zuid-Holland Centraal, and a region where everything is called zebra."""
    own = make_region()
    zebra = make_region("zebra", code="AM99", name="Zebraland", host="zebra.test")
    fill(own, "eigen")
    fill(zebra, "zebra")
    return own, zebra


# Own region


@pytest.mark.slow
def test_karin_sees_nothing_of_another_region_on_any_page(two_regions, log_in):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))

    opened = list(pages_of(client))

    assert len(opened) > 3 * len(MODELS)
    assert not [address for address in opened if "zebra" in content_of(client, address).lower()]


def test_karin_sees_everything_of_her_own_region(two_regions, log_in):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))

    for model, address in lists().items():
        word = own.name if model == "partners.region" else "eigen-0"
        assert word in content_of(client, address), model


def test_the_superuser_sees_every_region(two_regions, log_in):
    client = log_in(make_admin())

    for address in lists().values():
        assert "zebra" in content_of(client, address).lower(), address


def test_somebody_without_a_region_sees_nothing(two_regions, log_in):
    own, _zebra = two_regions
    user = make_reader(own, "karin")
    User.objects.filter(pk=user.pk).update(region=None)
    client = log_in(user)

    for address in lists().values():
        assert client.get(address).context["cl"].result_count == 0, address


def test_somebody_who_left_is_asked_to_log_in(two_regions, log_in):
    own, _zebra = two_regions
    user = make_reader(own, "karin")
    client = log_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    for address in lists().values():
        assert client.get(address).headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize(
    ("model", "question"),
    [
        ("accounts.user", "password__startswith=md5"),
        ("accounts.user", "password__regex=."),
        ("accounts.user", "region__name__startswith=Z"),
        ("catalogue.service", "region__name__startswith=Z"),
        ("catalogue.localvariant", "service__region__key=zebra"),
        ("partners.organisation", "municipality__region__key=zebra"),
        ("partners.region", "hosts__host__startswith=z"),
    ],
)
def test_no_question_in_the_address_tells_what_the_page_does_not(
    two_regions, log_in, model, question
):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))

    assert client.get(f"{lists()[model]}?{question}").status_code == 400


@pytest.mark.parametrize(
    ("model", "filters"),
    [
        ("catalogue.service", ["kind__exact=service", "provider=eigen-0", "q=eigen"]),
        ("catalogue.examplequestion", ["lang=ei", "q=eigen"]),
        ("frontdoor.question", ["is_confident__exact=1", "language=nl", "q=eigen"]),
        ("frontdoor.tally", ["event=eigen"]),
        ("partners.organisation", ["kind__exact=library"]),
        ("audit.auditline", ["verb=eigen-0"]),
    ],
)
def test_a_filter_that_the_list_offers_works(two_regions, log_in, model, filters):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))

    for question in filters:
        assert client.get(f"{lists()[model]}?{question}").context["cl"].result_count == 1, question


def test_services_are_filtered_by_theme(two_regions, log_in):
    own, _zebra = two_regions
    make_service(own, "nog-een", theme=make_theme(own, "ander", title="Ander thema"))
    client = log_in(make_reader(own, "karin"))
    theme = own.themes.get(key="eigen-0")

    found = client.get(f"{lists()['catalogue.service']}?main_theme__id__exact={theme.pk}")

    assert [row.title for row in found.context["cl"].result_list] == ["eigen-0"]


@pytest.mark.parametrize("model", MODELS)
def test_an_unknown_filter_or_row_gives_no_error(two_regions, log_in, model):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))

    for question in ("e=1", "p=999", "o=99.-1", "q=%00zebra%22", "all="):
        response = client.get(f"{lists()[model]}?{question}")
        assert response.status_code in (200, 302), question
    row = reverse(model_page(model, "change"), args=["geen-sleutel"])
    assert client.get(row).status_code == 302


# Only reading


def everything() -> dict[str, list[str]]:
    """All rows of all tables, but what Django keeps about who is logged in."""
    models = [m for m in apps.get_models() if m._meta.app_label not in ("sessions", "admin")]
    return {m.__name__: sorted(map(str, m._base_manager.values_list())) for m in models}


@pytest.mark.slow
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nothing_that_is_sent_changes_a_row(two_regions, log_in, is_superuser):
    own, _zebra = two_regions
    reader = make_reader(own, "karin")
    client = log_in(make_admin() if is_superuser else reader)
    before = everything()

    for model, address in lists().items():
        row = apps.get_model(model)._base_manager.filter(**_own(model, own)).first()
        marked = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
        assert client.post(address, marked).status_code in (200, 302), model
        for page, args in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
            sent = client.post(
                reverse(model_page(model, page), args=args), {"name": "x", "post": "yes"}
            )
            assert sent.status_code == 403, (model, page)

    assert everything() == before


def test_no_page_shows_a_button_that_changes_something(two_regions, log_in):
    client = log_in(make_admin())
    for model in ("catalogue.service", "accounts.user", "audit.auditline"):
        for page in (lists()[model], _first_row(client, model)):
            shown = content_of(client, page)
            for forbidden in ("addlink", "deletelink", 'name="_save"', "delete_selected"):
                assert forbidden not in shown, (page, forbidden)


def test_a_password_is_shown_to_nobody(two_regions, log_in):
    client = log_in(make_admin())

    shown = content_of(client, _first_row(client, "accounts.user"))

    assert "md5$" not in shown
    assert "assword" not in shown.partition("<form")[2]


# Logging in


def test_logging_in_is_written_down_when_the_form_is_sent_and_not_when_it_is_opened():
    karin = make_reader(make_region(), "karin")
    client = Client()
    address = reverse("admin:login")

    assert client.get(address).status_code == 200
    assert User.objects.get().last_login is None

    sent = client.post(f"{address}?next=/beheer/", {"username": "karin", "password": PASSWORD})
    assert sent.headers["Location"] == "/beheer/"
    karin.refresh_from_db()
    logged_in_at = karin.last_login
    assert logged_in_at is not None

    for page in pages_of(client):
        assert client.get(page).status_code == 200
    karin.refresh_from_db()
    assert karin.last_login == logged_in_at


def test_after_a_new_password_an_old_browser_is_asked_to_log_in_again(log_in):
    karin = make_reader(make_region(), "karin")
    client = log_in(karin)
    karin.set_password("een ander lang wachtwoord")
    karin.save()

    # Django forgets the login while a page is read: the one write a GET may do.
    assert client.get("/beheer/").headers["Location"].startswith(reverse("admin:login"))


def test_a_wrong_password_opens_nothing():
    make_reader(make_region(), "karin")
    client = Client()

    sent = client.post(reverse("admin:login"), {"username": "karin", "password": "gok"})

    assert sent.status_code == 200
    assert client.get("/beheer/").status_code == 302


def test_looking_around_leaves_no_line_that_somebody_looked(two_regions, log_in):
    own, _zebra = two_regions
    client = log_in(make_reader(own, "karin"))
    before = AuditLine.objects.count()

    content_of(client, lists()["frontdoor.question"])

    assert AuditLine.objects.count() == before


# Cost


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 25])
def test_a_list_costs_the_same_for_one_row_and_for_many(log_in, queries, rows):
    own = make_region()
    fill(own, "eigen", rows)
    client = log_in(make_reader(own, "karin"))

    for address in lists().values():
        with queries.at_most(MOST_FOR_A_LIST):
            content_of(client, address)


def _own(model: str, region: Region) -> dict[str, object]:
    """The lookup for rows of a region."""
    if model == "audit.auditline":
        return {"region_key": region.key}
    return {admin.site._registry[apps.get_model(model)].region_path: region.pk}


def _first_row(client: Client, model: str) -> str:
    row = client.get(lists()[model]).context["cl"].result_list[0]
    return reverse(model_page(model, "change"), args=[row.pk])
