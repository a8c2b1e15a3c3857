"""Petra hears that a text waits for her, and not when it no longer does."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue.actions import accept_change, offer_change, return_change
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.outbox import State
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import Post, Recorder
from werkcentrum.partners.tests.make import make_other_region

LATER = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def karin(region):
    return make_staff(region, "karin", "publisher")


@pytest.fixture
def petra(region):
    return make_staff(region, "petra", "publisher")


@pytest.fixture
def change(region, karin, petra):
    make_staff(region, "joke", "editor")
    make_staff(make_other_region(), "bram", "publisher")
    return make_change(region, by=str(karin.pk), title="Hulp bij uw brief")


@pytest.fixture
def post() -> Post:
    return Post(Recorder(), at=LATER)


def deliver(post: Post) -> int:
    """The worker comes by; the small region is a demonstration, so it is told that it is not."""
    OutboxMessage.objects.update(is_demonstration=False)
    post.deliver()
    return post.carrier.taken.total()


def test_who_may_publish_gets_a_mail_with_the_way_to_the_text(change, karin, petra, post):
    offer_change(change=change, by=str(karin.pk), at=LATER)

    [message] = OutboxMessage.objects.all()
    assert message.recipient == petra.email
    assert message.subject == "Een tekst wacht op u: Hulp bij uw cv"
    assert f"/medewerkers/inhoud/wijziging/{change.pk}/" in message.text
    assert deliver(post) == 1


@pytest.mark.parametrize("deed", ["return", "accept"])
def test_scenario_31_who_is_too_late_gets_no_mail(change, karin, petra, post, deed):
    offer_change(change=change, by=str(karin.pk), at=LATER)
    if deed == "return":
        return_change(change=change, reason="Te lang.", by=str(petra.pk), at=LATER)
    else:
        accept_change(change=change, by=str(petra.pk), at=LATER)

    assert deliver(post) == 0
    assert OutboxMessage.objects.get().state == State.CANCELLED


def test_scenario_31_the_worker_asks_once_more_whether_the_text_still_waits(change, karin, post):
    offer_change(change=change, by=str(karin.pk), at=LATER)
    ContentChange.objects.update(state=ContentChange.State.RETURNED)

    assert deliver(post) == 0
    assert OutboxMessage.objects.get().reason == "not_wanted"


def test_offered_once_more_there_is_a_mail_once_more(change, karin, petra, post):
    offer_change(change=change, by=str(karin.pk), at=LATER)
    return_change(change=change, reason="Te lang.", by=str(petra.pk), at=LATER)
    offer_change(change=change, by=str(karin.pk), at=LATER + timedelta(minutes=1))
    post.wait(minutes=2)

    assert deliver(post) == 1


def test_who_left_gets_no_mail(change, karin, petra):
    petra.is_active = False
    petra.save()
    offer_change(change=change, by=str(karin.pk), at=LATER)

    assert not OutboxMessage.objects.exists()
