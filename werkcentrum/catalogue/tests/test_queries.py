"""Who helps: the one a municipality itself named goes before the one for the whole region."""

import pytest

from werkcentrum.catalogue.queries import catalogue_of

pytestmark = pytest.mark.django_db

ROLES = "role,municipality,organisation\nbibliotheek,,bibliotheek\ngemeente,,gemeente\n"


def helpers(folder, service: str, municipality: str = "") -> list[tuple[str, str]]:
    """Who delivers a service, each with the municipality it is for."""
    found = catalogue_of(folder.loaded()).providers(service, municipality)
    return [(helper.name, helper.municipality) for helper in found]


def test_one_helper_for_everybody_is_named_once_and_without_a_place(folder):
    folder.write("providers.csv", ROLES)

    assert helpers(folder, "schuldhulp") == [("De gemeente", "")]


def test_where_municipalities_differ_each_helper_is_named_with_its_place(folder):
    folder.write("providers.csv", f"{ROLES}gemeente,wassenaar,bibliotheek\n")

    assert helpers(folder, "schuldhulp") == [
        ("De gemeente", "Leidschendam-Voorburg"),
        ("Bibliotheek aan de Vliet", "Wassenaar"),
    ]
    assert helpers(folder, "schuldhulp", "wassenaar") == [("Bibliotheek aan de Vliet", "")]


def test_nobody_is_sent_to_a_helper_that_every_municipality_replaced(folder):
    own = "".join(
        f"gemeente,{place},bibliotheek\n" for place in ("wassenaar", "leidschendam-voorburg")
    )
    folder.write("providers.csv", ROLES + own)

    assert helpers(folder, "schuldhulp") == [("Bibliotheek aan de Vliet", "")]
