"""That somebody looked is written down, also by a page that only reads."""

import pytest
from django.db import transaction

from werkcentrum.audit.actions import record_look
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.middleware import ReadOnlyGetMiddleware, WriteOnReadError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db


def test_looking_leaves_a_line_with_the_record_and_who_looked():
    region = make_region()

    line = record_look(subject=region, by="0190-karin", at=MONDAY_MORNING, region_key=region.key)

    assert (line.verb, line.actor, line.subject_type) == (
        "partners.looked", "0190-karin", "partners.region",
    )  # fmt: skip
    assert (line.subject_id, line.activity) == (str(region.pk), "regio")


def test_a_page_that_only_reads_may_write_that_somebody_looked_and_nothing_else(rf):
    region = make_region()

    def look(request):
        record_look(subject=region, by="0190-karin", at=MONDAY_MORNING, region_key=region.key)

    def write_something(request):
        region.save()

    ReadOnlyGetMiddleware(look)(rf.get("/"))
    with pytest.raises(WriteOnReadError), transaction.atomic():
        ReadOnlyGetMiddleware(write_something)(rf.get("/"))
    assert AuditLine.objects.count() == 1
