"""The guards around every test really stop what they should stop."""

import re
import socket
import time
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from pytest_socket import SocketBlockedError

from tests import guards
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.middleware import page_cache, region_memory
from werkcentrum.partners.models import Municipality
from werkcentrum.partners.tests.make import make_municipality, make_region


def marked(marker: str) -> SimpleNamespace:
    """Something that looks like a test with one marker."""
    return SimpleNamespace(get_closest_marker=lambda name: name == marker)


def render(text: str, **context: object) -> str:
    """Render a text as if it were one of our templates."""
    template = engines["django"].from_string(text)
    template.template.origin.name = str(guards.OURS / "werkcentrum" / "proef.html")
    return template.render(context)


@pytest.mark.parametrize(
    "call",
    [
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        lambda: socket.create_connection(("werk.nl", 443), timeout=1),
    ],
)
def test_no_test_reaches_the_network(call):
    # It warns first, and a warning is an error here.
    with pytest.raises((SocketBlockedError, UserWarning), match="tried to use socket"):
        call()


def test_a_socket_on_this_machine_is_allowed_because_postgresql_listens_there():
    socket.socket(socket.AF_UNIX).close()


@pytest.mark.parametrize(
    "text",
    [
        "{{ vraag }}",
        "{{ mens.leeftijd }}",
        "{{ niemand.naam }}",
        "{% if vraag %}ja{% endif %}",
        "{% if mens.leeftijd %}ja{% endif %}",
        "{% for een in vragen %}{% endfor %}",
        "{{ vraag|default:'geen' }}",
        "{% answer_card vraag %}",
    ],
)
def test_a_name_that_nobody_gave_to_a_template_fails(text):
    with pytest.raises(pytest.fail.Exception, match=re.escape("proef.html gebruikt")):
        render(text, mens=SimpleNamespace(naam="Olena"), niemand=None)


def test_something_that_may_be_absent_can_be_asked_for():
    text = "{% if niemand.naam %}{{ niemand.naam }}{% else %}geen{% endif %} {{ mens.naam }}"

    assert render(text, mens=SimpleNamespace(naam="Olena"), niemand=None) == "geen Olena"


def test_templates_of_django_itself_are_left_alone():
    assert engines["django"].from_string("{{ vraag }}").render({}) == ""


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any_order():
    with CaptureQueriesContext(connection) as asked:
        list(Group.objects.order_by("name"))
        list(Group.objects.all())

    assert "ORDER BY RAND" not in asked[0]["sql"]
    assert "ORDER BY RAND" in asked[1]["sql"]


@pytest.mark.django_db
def test_an_order_of_the_model_itself_counts():
    region = make_region()
    for key in ("zoetermeer", "wassenaar", "lansingerland"):
        make_municipality(region, key)

    found = [row.key for row in Municipality.objects.all()]

    assert found == ["lansingerland", "wassenaar", "zoetermeer"]


@pytest.mark.django_db
def test_counting_and_grouping_still_work():
    make_municipality(make_region())

    assert Municipality.objects.count() == 1
    assert list(Municipality.objects.values_list("region__key").distinct()) != []


def test_a_test_that_costs_too_much_without_a_marker_fails():
    with pytest.raises(pytest.fail.Exception, match=r"kostte 6.1 s"):
        guards.refuse_slow(marked(""), 6.1)


@pytest.mark.parametrize("marker", ["slow", "browser"])
def test_a_marker_allows_a_test_to_cost_much(marker):
    guards.refuse_slow(marked(marker), 60)


def test_a_busy_machine_fails_no_fast_test():
    guards.refuse_slow(marked(""), 2.5)


def test_caches_start_empty(db):
    assert region_memory._by_host == {}
    assert page_cache._pages == {}


def test_a_region_is_not_asked_for_again_when_a_test_takes_long(db, queries, monkeypatch):
    make_region()
    region_memory.get("zhc.test")
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)

    with queries.at_most(0):
        assert region_memory.get("zhc.test") is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_after_a_test_with_real_transactions_the_audit_trail_is_guarded_again(turn):
    region = make_region()
    record(verb="test.done", subject=region, by=SYSTEM, at=MONDAY_MORNING, region_key=region.key)

    assert AuditLine.objects.count() == 1
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditline")
