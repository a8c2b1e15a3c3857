"""What visitors leave at the digital desk, for tests."""

from datetime import date
from typing import Any

from werkcentrum.core.tests.make import MONDAY
from werkcentrum.frontdoor.models import Question, Tally
from werkcentrum.partners.models import Region


def make_entry(
    region: Region, text: str = "Kan ik mij omscholen?", **values: Any
) -> dict[str, Any]:
    """What the answer page puts in the spool for a question."""
    return {
        "region": region.key,
        "text": text,
        "language": "nl",
        "audience": "resident",
        "place": None,
        "best": ["cv-hulp"],
        "confident": True,
        **values,
    }


def make_danger_entry(region: Region, kind: str = "suicide") -> dict[str, Any]:
    """What the answer page puts in the spool for somebody in danger: no words."""
    return {"region": region.key, "danger": kind}


def make_question(
    region: Region, text: str = "Kan ik mij omscholen?", *, asked_on: date = MONDAY, **values: Any
) -> Question:
    """A masked question."""
    return Question.objects.create(
        region=region,
        asked_on=asked_on,
        text=text,
        **{"language": "nl", "best": ["cv-hulp"], "is_confident": True, **values},
    )


def make_tally(
    region: Region, event: str = "question", key: str = "answered", *, count: int = 1
) -> Tally:
    """A count on one day."""
    return Tally.objects.create(region=region, on=MONDAY, event=event, key=key, count=count)
