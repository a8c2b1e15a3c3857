"""Karin gets an account, a role and a password, and may do what her role says and nothing else."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from werkcentrum.accounts.actions import end_membership, grant_role, set_password
from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.accounts.tests.make import PASSWORD, SECRET, make_employer, make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db
EMAIL = "karin@werk.example"


def grant(region, role="editor", email=EMAIL):
    employer = make_employer(region)
    return grant_role(email=email, organisation=employer, role=role, by=SYSTEM, at=MONDAY_MORNING)


def test_karin_may_write_in_her_own_region_only():
    own = make_region()
    karin = grant(own)

    assert karin.may(Permission.EDIT_CONTENT, own)
    assert not karin.may(Permission.PUBLISH_CONTENT, own)
    assert not karin.may(Permission.EDIT_CONTENT, make_other_region())
    assert not karin.may(Permission.EDIT_CONTENT, None)


def test_a_new_colleague_cannot_log_in_before_choosing_a_password():
    assert not grant(make_region()).has_usable_password()


def test_a_second_role_goes_to_the_same_account_whatever_the_capitals():
    region = make_region()
    karin = grant(region)

    assert grant(region, "publisher", "Karin@Werk.example") == karin
    assert User.objects.get().memberships.count() == 2


def test_whoever_works_as_two_things_may_do_what_she_chose_and_no_more():
    region = make_region()
    grant(region)
    karin = grant(region, "publisher")
    work = {membership.role: membership.pk for membership in karin.memberships.all()}

    assert not karin.may(Permission.EDIT_CONTENT, region)
    karin.chosen_work = work["editor"]
    assert karin.may(Permission.EDIT_CONTENT, region)
    assert not karin.may(Permission.PUBLISH_CONTENT, region)
    karin.chosen_work = work["publisher"]
    assert karin.may(Permission.PUBLISH_CONTENT, region)


def test_a_choice_for_one_region_counts_in_no_other():
    own, other = make_region(), make_other_region()
    karin = grant(own)
    grant(other, "publisher")
    grant(other, "host")
    karin = User.objects.get()

    karin.chosen_work = karin.memberships.get(organisation__region=own).pk

    assert karin.may(Permission.EDIT_CONTENT, own)
    assert karin.work_in(other) is None


def test_the_same_role_twice_is_one_role():
    region = make_region()
    grant(region)
    grant(region)

    assert Membership.objects.count() == 1


def test_a_role_that_does_not_exist_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(make_region(), "burgemeester")
    assert not User.objects.exists()


def test_a_role_that_is_taken_away_counts_no_more():
    region = make_region()
    karin = grant(region)

    end_membership(membership=karin.memberships.get(), by=SYSTEM, at=MONDAY_MORNING)

    assert not User.objects.get().may(Permission.EDIT_CONTENT, region)


def test_whoever_has_no_work_left_cannot_log_in_until_she_is_invited_again():
    region = make_region()
    karin = make_staff(region)

    end_membership(membership=karin.memberships.get(), by=SYSTEM, at=MONDAY_MORNING)
    assert authenticate(email=EMAIL, password=PASSWORD) is None
    grant(region)

    assert authenticate(email=EMAIL, password=PASSWORD) == karin


def test_an_administrator_does_not_end_her_own_work():
    petra = grant(make_region(), "administrator")
    work = petra.memberships.get()

    with pytest.raises(RefusedError, match="niet uw eigen werk"):
        end_membership(membership=work, by=str(petra.pk), at=MONDAY_MORNING)

    assert petra.memberships.count() == 1


def test_somebody_who_left_may_do_nothing():
    region = make_region()
    karin = grant(region)
    karin.is_active = False

    assert not karin.may(Permission.EDIT_CONTENT, region)


def test_a_superuser_has_no_role_of_its_own():
    region = make_region()
    admin = User.objects.create_superuser("admin", "admin@werk.example", PASSWORD)

    assert not any(admin.may(permission, region) for permission in Permission)


def test_every_permission_belongs_to_a_role_and_every_role_says_what_it_is_for():
    given = {permission for role in ROLES.values() for permission in role.permissions}

    assert given == set(Permission)
    assert all(role.description.endswith(".") for role in ROLES.values())


def test_two_accounts_never_share_a_mail_address():
    grant(make_region())
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ander", EMAIL.upper())


def test_with_a_new_password_the_old_one_no_longer_works():
    karin = make_staff(make_region())

    set_password(user=karin, password="een ander lang wachtwoord", by=SYSTEM, at=MONDAY_MORNING)

    assert authenticate(email=EMAIL, password=PASSWORD) is None
    assert authenticate(email=EMAIL, password="een ander lang wachtwoord") == karin


def test_an_account_has_an_id_that_nobody_guesses():
    assert make_staff(make_region()).pk.version == 7


def test_neither_password_nor_secret_stands_in_the_database_as_it_was_typed():
    karin = make_staff(make_region())

    assert PASSWORD not in User.objects.get().password
    assert SECRET not in str(karin.authenticator_set.get().data)
