"""Where a text says 'bel', the number of who helps stands beside it, to be tapped."""

import pytest

from werkcentrum.core.phone import international, phone_href
from werkcentrum.partners.models import Organisation


@pytest.mark.parametrize(
    ("written", "tapped"),
    [
        ("14 070", "tel:14070"),
        ("112", "tel:112"),
        ("0800-2000", "tel:08002000"),
        ("033-448 11 86", "tel:+31334481186"),
        ("onbekend", ""),
        ("", ""),
    ],
)
def test_a_number_can_be_tapped_as_it_is_written(written, tapped):
    assert phone_href(written) == tapped


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 1234 5678", "+31612345678"),
        ("0031 6 12345678", "+31612345678"),
        ("+31 (0)6 12345678", "+31612345678"),
        ("٠٦ ١٢٣٤٥٦٧٨", "+31612345678"),
        ("+380 44 123 45 67", "+380441234567"),
        ("06 1234567", ""),
        ("06 123456789", ""),
        ("0000000000", ""),
        ("612345678", ""),
        ("06²12345678", ""),
        ("bel mij", ""),
    ],
)
def test_a_message_goes_to_a_number_that_can_exist(written, number):
    assert international(written) == number


def test_somebody_can_call_who_delivers_a_service_on_the_page_and_from_the_sheet(page, region):
    Organisation.objects.filter(key="uwv").update(phone="088 898 92 94")

    service = page.open("/diensten/ww-aanvragen/")

    assert service.links["088 898 92 94"] == "tel:+31888989294"
    helpers = page.open("/diensten/ww-aanvragen/meenemen/").texts(
        ".//section[@aria-labelledby='wie']//bdi"
    )
    assert helpers == ["UWV", "088 898 92 94"]


def test_an_employer_can_call_the_service_point_of_the_region(page, region):
    Organisation.objects.filter(key="de-binnenbaan").update(phone="070 300 00 00")

    assert page.open("/werkgevers/").links["070 300 00 00"] == "tel:+31703000000"


def test_where_no_number_is_known_nobody_is_told_to_call_it(page, region):
    Organisation.objects.update(phone="")

    who = page.open("/diensten/ww-aanvragen/").texts(".//dl[@class='facts']/div/dd")[0]
    assert who == "UWV"
