"""Where an adviser can bring somebody."""

from werkcentrum.casework.tests.make import make_employer
from werkcentrum.catalogue.models import LocalVariant
from werkcentrum.catalogue.tests.make import make_service, make_variant
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_municipality, make_region
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.referrals.staff_refer_queries import targets_for
from werkcentrum.referrals.tests.make import make_enquiry, make_sharing_ground, make_team


def test_an_employer_is_brought_to_a_service_for_employers_and_nobody_else_is(db):
    region = make_region()
    team = make_team(make_sharing_ground(region).recipient)
    home = make_municipality(region)
    for key, who in (("cv-hulp", "resident"), ("jobcarving", "employer")):
        variant = make_variant(make_service(region, key, audience=[who]), home)
        LocalVariant.objects.filter(pk=variant.pk).update(
            accepts_referrals=True, referral_team=team
        )

    def services(enquiry):
        return {target.service for target in targets_for(enquiry, at=MONDAY_MORNING)}

    assert services(make_enquiry(region, employer=make_employer(region))) == {"jobcarving", ""}
    assert services(make_enquiry(region, make_client(region))) == {"cv-hulp", ""}
