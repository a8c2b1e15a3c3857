"""What happens at the digital desk behind the pages."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.catalogue.actions import save_draft
from werkcentrum.catalogue.changes import EXAMPLES, LONGEST_EXAMPLE, NOT_A_SERVICE, present
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.queries import own_words
from werkcentrum.catalogue.regionfolder.copies import learnable
from werkcentrum.core import spool
from werkcentrum.core.refusal import insist
from werkcentrum.frontdoor.masking import mask
from werkcentrum.frontdoor.models import Question, SpooledFile, Tally
from werkcentrum.frontdoor.staff_rules import may_sort
from werkcentrum.partners.models import Region

_DANGER_FIELDS = frozenset({"region", "danger"})
_QUESTION_FIELDS = frozenset(
    {"region", "text", "language", "audience", "place", "best", "confident"}
)
# A bar stands between the columns of an example question.
_NOT_IN_EXAMPLE = re.compile(r"\[(?:nummer|e-mail|link|naam)\]|\|")
# The names of files that were stored: nobody brings one back later.
_KNOWN_FOR = timedelta(days=7)
logger = logging.getLogger(__name__)


def store_spooled_questions(*, at: datetime) -> int:
    """Mask and store what pages left behind; returns how many entries were handled.

    The system does this by itself every few seconds. Each file is stored in one transaction, with
    one audit line for each region in it, and deleted after it; a crash in between stores nothing
    twice.
    """
    return sum(_store_file(path=path, at=at) for path in spool.take_files())


def _store_file(*, path: Path, at: datetime) -> int:
    entries = [entry for entry in spool.read(path) if _is_whole(entry)]
    with transaction.atomic():
        _, is_new = SpooledFile.objects.get_or_create(
            name=path.name, defaults={"stored_on": at.date()}
        )
        if is_new:
            _store_entries(entries, at)
        SpooledFile.objects.filter(stored_on__lt=at.date() - _KNOWN_FOR).delete()
    path.unlink(missing_ok=True)
    return len(entries)


def _is_whole(entry: dict[str, Any]) -> bool:
    """Whether nothing lacks; an entry of another version may never stop the worker."""
    is_whole = entry.keys() >= _DANGER_FIELDS or entry.keys() >= _QUESTION_FIELDS
    if not is_whole:
        logger.warning("Een regel van een andere versie in de wachtrij is overgeslagen.")
    return is_whole


def _store_entries(entries: list[dict[str, Any]], at: datetime) -> None:
    by_key = {region.key: region for region in Region.objects.all()}
    for key in sorted({entry.get("region", "") for entry in entries} & by_key.keys()):
        region = by_key[key]
        own = [entry for entry in entries if entry["region"] == key]
        known = own_words(region)
        questions = [_question(entry, region, known, at.date()) for entry in own if "text" in entry]
        Question.objects.bulk_create(questions)
        asked = [entry for entry in own if not entry.get("not_helped")]
        _count(region, at.date(), Counter(_event(entry) for entry in asked))
        record(
            verb="frontdoor.questions_stored", subject=region, by=SYSTEM, at=at,
            region_key=key, count=len(own),
        )  # fmt: skip


def _question(
    entry: dict[str, Any], region: Region, known: frozenset[str], today: date
) -> Question:
    return Question(
        region=region,
        asked_on=today,
        text=mask(entry["text"], is_word=known.__contains__),
        language=entry["language"],
        audience=entry["audience"] or "",
        place=entry["place"] or "",
        best=entry["best"],
        is_confident=entry["confident"],
        is_sure=entry.get("sure", True),
        not_helped=entry.get("not_helped", False),
    )


def _event(entry: dict[str, Any]) -> tuple[str, str]:
    if entry.get("danger"):
        return ("danger", entry["danger"])
    return ("question", "answered" if entry["confident"] else "unanswered")


def _count(region: Region, on: date, events: Counter[tuple[str, str]]) -> None:
    for (event, key), count in sorted(events.items()):
        Tally.objects.get_or_create(region=region, on=on, event=event, key=key)
        Tally.objects.filter(region=region, on=on, event=event, key=key).update(
            count=F("count") + count
        )


@transaction.atomic
def count_feedback(
    *, region: Region, helped: bool, services: Iterable[str], by: str, at: datetime
) -> None:
    """Count one 'hielp dit?' for the services that were shown. Nothing about the person."""
    event = "helped" if helped else "not_helped"
    _count(region, at.date(), Counter((event, key) for key in services))
    record(verb=f"frontdoor.{event}", subject=region, by=by, at=at, region_key=region.key)


@transaction.atomic
def sort_questions(
    *, region: Region, questions: Sequence[Question], label: str, by: str, at: datetime
) -> list[Question]:
    """Say which service these questions belong to, or that none does.

    They become example questions in the draft of whoever says so, and leave the queue; one that
    is nearly a copy only leaves the queue. The draft leaves the audit line, if there is anything
    new for it. What somebody sorted meanwhile stays where it is and is given back. Raises
    RefusedError when nothing is left to sort.
    """
    # In two tabs at once, the second would write over what the first added.
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    now = list(Question.objects.filter(pk__in=[question.pk for question in questions]))
    insist(may_sort(region, now))
    new = [question for question in now if not question.label]
    draft = ContentChange.objects.filter(
        region=region, kind=EXAMPLES, key=label, written_by=by,
        state__in=(ContentChange.State.DRAFT, ContentChange.State.RETURNED),
    ).first()  # fmt: skip
    base = draft.base if draft else present(region, EXAMPLES, label)
    known = (draft.data if draft else base)["questions"]
    more = _new_examples(new, known, label)
    Question.objects.filter(pk__in=[question.pk for question in new]).update(label=label)
    if more:
        data = {"questions": known + more}
        save_draft(region=region, kind=EXAMPLES, key=label, data=data, base=base, by=by, at=at)
    else:
        record(
            verb="frontdoor.questions_sorted", subject=region, by=by, at=at, region_key=region.key,
            label=label, count=len(new),
        )  # fmt: skip
    return [question for question in now if question.label]


def _new_examples(
    questions: Iterable[Question], known: list[dict[str, str]], label: str
) -> list[dict[str, str]]:
    style = "" if label in NOT_A_SERVICE else "question"
    taught = [row["text"] for row in known]
    languages: dict[str, str] = {}
    for question in questions:
        text = " ".join(_NOT_IN_EXAMPLE.sub(" ", question.text).split())[:LONGEST_EXAMPLE].strip()
        if text and text not in taught:
            languages.setdefault(text, question.language or "nl")
    new = learnable(label, list(languages), taught)
    return [{"text": text, "lang": languages[text], "style": style} for text in new]
