"""The register a new region starts with: a proposal that its privacy officer reads and changes."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from werkcentrum.catalogue.regionfolder.writing import csv_text
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Data, LegalGround
from werkcentrum.privacy.regionfolder.reading import GROUND, GROUNDS_FILE, STANDING, STANDINGS_FILE

Values = dict[str, Any]
_Kind = Organisation.Kind
# Who helps people at the desk, and so has their data first.
_CONTROLLERS: Final = (_Kind.WERKCENTRUM, _Kind.MUNICIPALITY, _Kind.BENEFITS_AGENCY)
# Who receives people as a task by law; to everybody else they go only when they agree.
_BY_LAW: Final = (*_CONTROLLERS, _Kind.EMPLOYER_SERVICE)
_TASK: Final = {
    _Kind.MUNICIPALITY: "Participatiewet artikel 7; Wet SUWI artikel 10",
    _Kind.BENEFITS_AGENCY: "Wet SUWI artikel 9 en 10",
    _Kind.WERKCENTRUM: "Wet SUWI artikel 10; Gemeentewet artikel 108",
    _Kind.EMPLOYER_SERVICE: "Wet SUWI artikel 10",
}
_REACHABLE: Final = (Data.NAME, Data.REACH, Data.LANGUAGE)
_AGREEMENT: Final = "Voorbeeld: samenwerkingsovereenkomst van het Werkcentrum"


def starting_register(
    organisations: Iterable[Values], receiving: Iterable[str], *, today: date
) -> dict[str, str]:
    """The files: name to text. `receiving` are the keys of the organisations that have a team."""
    kinds = {row["key"]: _Kind(row["kind"]) for row in organisations}
    own = [key for key, kind in kinds.items() if kind in _CONTROLLERS]
    recipients = sorted(set(receiving))
    grounds = [row for key in own for row in _own_grounds(key, kinds[key])]
    grounds += [
        _sharing(giver, taker, kinds[giver], kinds[taker])
        for giver in own
        for taker in recipients
        # Municipalities send each other nobody: people are sent there by the desk.
        if giver != taker and not kinds[giver] == kinds[taker] == _Kind.MUNICIPALITY
    ]
    standings = [
        {"organisation": key, "purpose": purpose, "basis": _AGREEMENT}
        for key in sorted({*recipients, *own})
        for purpose in ("aftercare", "referral")
    ]
    order = ("purpose", "controller", "recipient")
    for row in grounds + standings:
        row["starts_on"] = today
    return {
        GROUNDS_FILE: csv_text(GROUND, sorted(grounds, key=lambda r: [r[name] for name in order])),
        STANDINGS_FILE: csv_text(STANDING, standings),
    }


def _own_grounds(key: str, kind: str) -> list[Values]:
    """What an organisation may do itself with what people tell it."""
    law = _TASK[_Kind(kind)]
    question = (*_REACHABLE, Data.QUESTION)
    found = [
        _ground("answering", key, "", law, question),
        _ground("appointment", key, "", law, _REACHABLE),
        _ground("statistics", key, "", f"{law}; AVG artikel 89", (Data.OUTCOME,)),
        _ground("aftercare", key, "", "", (*_REACHABLE, Data.OUTCOME)),
    ]
    if kind == _Kind.MUNICIPALITY:
        found.append(_ground("invitations", key, "", law, _REACHABLE))
    return found


def _sharing(giver: str, taker: str, giver_kind: str, taker_kind: str) -> Values:
    """Somebody is brought from one organisation to another."""
    data = (*_REACHABLE, Data.QUESTION)
    if taker_kind not in _BY_LAW:
        return _ground("referral", giver, taker, "", (*data, Data.OUTCOME))
    law = _TASK[_Kind(taker_kind)]
    suwi = (_Kind.MUNICIPALITY, _Kind.BENEFITS_AGENCY)
    if giver_kind in suwi and taker_kind in suwi:
        return _ground("referral", giver, taker, f"{law}; Wet SUWI artikel 62", tuple(Data))
    return _ground("referral", giver, taker, law, (*data, Data.OUTCOME))


def _ground(purpose: str, controller: str, recipient: str, law: str, data: Iterable[str]) -> Values:
    """With a law a task of the government; without one people must agree."""
    kind = LegalGround.Kind.PUBLIC_TASK if law else LegalGround.Kind.CONSENT
    return {
        "purpose": purpose, "controller": controller, "recipient": recipient, "kind": kind.value,
        "law": law, "data": " ".join(str(one) for one in data),
    }  # fmt: skip
