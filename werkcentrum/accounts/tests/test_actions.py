"""Karin gets an account with which she can look around, and nothing else."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from werkcentrum.accounts.actions import create_reader, set_password
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import PASSWORD, make_reader
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db


def test_karin_may_log_in_and_look_and_change_nothing():
    karin = make_reader(make_region())

    permissions = {name.partition(".")[2].partition("_")[0] for name in karin.get_all_permissions()}
    assert authenticate(username="karin", password=PASSWORD) == karin
    assert karin.is_staff
    assert not karin.is_superuser
    assert permissions == {"view"}


def test_an_account_has_an_id_that_nobody_guesses():
    assert make_reader(make_region()).pk.version == 7


def test_a_name_that_is_taken_is_refused():
    region = make_region()
    make_reader(region)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_reader(
            username="karin", password=PASSWORD, region=region, by=SYSTEM, at=MONDAY_MORNING
        )


def test_with_a_new_password_the_old_one_no_longer_works():
    karin = make_reader(make_region())

    set_password(user=karin, password="een ander lang wachtwoord", by=SYSTEM, at=MONDAY_MORNING)

    assert authenticate(username="karin", password=PASSWORD) is None
    assert authenticate(username="karin", password="een ander lang wachtwoord") == karin


def test_a_password_never_stands_in_the_database_as_it_was_typed():
    make_reader(make_region())

    assert PASSWORD not in User.objects.get().password
