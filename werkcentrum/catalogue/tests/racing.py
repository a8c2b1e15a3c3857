"""Races for content (`core/tests/racing.py`): a folder, and a draft that is open in two tabs."""

from collections.abc import Callable
from pathlib import Path

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import (
    drop_draft,
    load_region,
    offer_change,
    restore_version,
    save_draft,
)
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.catalogue.rules import HostTakenError
from werkcentrum.catalogue.tests.make import load_small_region, make_change
from werkcentrum.core import clock
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.tests.make import make_region

_DRAFTS = 8


def load(*folders: str) -> list[str]:
    """Load the folders at once. 'changed', 'same', 'taken', or what went wrong."""

    def loading(contents: Contents) -> Callable[[], str]:
        def turn() -> str:
            try:
                changes = load_region(contents=contents, by=SYSTEM, at=clock.now())
            except HostTakenError:
                return "taken"
            except Exception as error:
                return repr(error)
            return "changed" if changes else "same"

        return turn

    read = [read_region(Path(folder)) for folder in folders]
    assert not any(problems for _contents, problems in read)
    return at_once([loading(contents) for contents, _problems in read])


def saving_and_offering() -> list[str]:
    """In one tab karin saves a draft, in the other she offers it; eight drafts."""
    return _in_two_tabs(offer_change)


def saving_and_dropping() -> list[str]:
    """In one tab karin saves a draft, in the other she throws it away; eight drafts."""
    return _in_two_tabs(drop_draft)


def going_back() -> list[str]:
    """Karin goes back to other versions of a text in four tabs at once."""
    region = load_small_region()
    versions = [make_change(region, version=number, law=f"Wet {number}") for number in range(4)]

    def restoring(change: ContentChange) -> Callable[[], str]:
        def turn() -> str:
            restore_version(change=change, by="karin", at=MONDAY_MORNING)
            return "concept"

        return turn

    return at_once([restoring(version) for version in versions])


def _in_two_tabs(step: Callable[..., None]) -> list[str]:
    region, said = make_region(), {"by": "karin", "at": MONDAY_MORNING}
    drafts = [
        make_change(region, f"dienst-{number}", title="In haar concept")
        for number in range(_DRAFTS)
    ]

    def saving(draft: ContentChange) -> Callable[[], str]:
        def turn() -> str:
            text = {"title": "In de andere tab"}
            save_draft(
                region=region, kind=draft.kind, key=draft.key, data=text, base={}, **said
            )  # fmt: skip
            return "bewaard"

        return turn

    def stepping(draft: ContentChange) -> Callable[[], str]:
        def turn() -> str:
            step(change=draft, **said)
            return "gedaan"

        return turn

    return at_once([make(draft) for draft in drafts for make in (saving, stepping)])
