"""Handovers while whoever makes them is killed: nothing is lost, doubled or half shared.

An adviser sends referrals and teams answer by their links, through all middleware; a worker sends
the messages. Each in a process of its own that is killed (SIGKILL) at a random moment, and begins
again, as people do: they look how it stands and press again. Of every five people one takes the
consent back. `python -m bench.handovers N KILLS SEED` does so in an empty, migrated database, and
prints as JSON what was wrong after each kill and in the end.
"""

import json
import os
import random
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import cache
from time import monotonic, sleep
from typing import Any, Final

import django
from django.db import connection

MANY: Final = 200
_ONE_IN: Final = 5
# After so many seconds at the soonest and at the latest a process is killed.
_LIVES: Final = (0.05, 0.4)
# The worker looks again after this, in seconds.
_PAUSE: Final = 0.02
# What is left then takes no longer, in seconds; a message may be put off for a minute first.
_MOST_SECONDS: Final = 150.0
_LINK: Final = re.compile(r"/antwoord/[\w-]+/")
_KEY: Final = re.compile(r"referral:[0-9a-f-]{36}:[a-z]+")
_TOKEN: Final = re.compile(r'name="token" value="([^"]+)"')
# Which steps lie behind somebody who came so far, and the lines in the trail about each.
_WAYS: Final = {
    "draft": ["draft"],
    "sent": ["draft", "sent"],
    "received": ["draft", "sent", "received"],
    "accepted": ["draft", "sent", "received", "accepted"],
    "withdrawn": ["draft", "sent", "withdrawn"],
}
_LINES: Final = {"draft": "made", "sent": "sent", "received": "opened", "accepted": "accepted"}


def report() -> Iterator[str]:
    """The figures of 200 handovers. The database is migrated and empty."""
    told = run(MANY, kills=40, seed=5)
    yield (
        f"{connection.vendor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
        f"{told['handovers']} handovers, {told['withdrawn']} taken back, in {told['seconds']:.0f} s"
    )
    yield (
        f"killed: the website {told['web']} times, the worker {told['worker']} times; looked at "
        f"everything {told['looks']} times"
    )
    yield f"messages: {dict(told['messages'])}"
    yield "\n".join(["wrong:", *told["wrong"]]) if told["wrong"] else "nothing wrong"


def run(count: int, *, kills: int, seed: int) -> dict[str, Any]:
    """Fill, kill either of the two so often at most, look after each kill, and let them finish."""
    chance, begun = random.Random(seed), monotonic()
    _fill(count)
    _warm_up()
    killed, wrong = Counter[str](), []
    jobs: dict[str, Callable[[], None]] = {"web": _hand_over, "worker": _deliver}
    children = {name: _start(job) for name, job in jobs.items()}
    for _number in range(kills):
        sleep(chance.uniform(*_LIVES))
        name = chance.choice(list(jobs))
        was_killed = _kill(children[name])
        killed[name] += was_killed
        # The worker changes no referral; while the website goes on one sees half of a moment.
        wrong += problems() if name == "web" else []
        children[name] = _start(jobs[name])
        if not was_killed:
            break
    _pid, status = os.waitpid(children["web"], 0)
    wrong += [f"the website stopped: {status}"] if status else []
    _kill(children["worker"])
    _finish()
    wrong += problems(is_done=True)
    return {
        "handovers": count, "withdrawn": len(range(0, count, _ONE_IN)), "wrong": wrong[:20],
        "seconds": monotonic() - begun, "web": killed["web"], "worker": killed["worker"],
        "looks": killed["web"] + 1, "messages": _messages(),
    }  # fmt: skip


def problems(*, is_done: bool = False) -> list[str]:
    """What does not fit how far each referral is; `is_done`: nothing may be on its way any more."""
    from werkcentrum.audit.models import AuditLine
    from werkcentrum.core.models import OutboxMessage
    from werkcentrum.privacy.models import Consent, Disclosure
    from werkcentrum.referrals.models import AnswerLink, Referral, ReferralEvent

    rows = list(Referral.objects.select_related("enquiry").order_by("pk"))
    steps: dict[Any, list[str]] = {row.pk: [] for row in rows}
    for key, state in ReferralEvent.objects.order_by("id").values_list("referral", "state"):
        steps[key].append(state)
    shared = Counter(Disclosure.objects.order_by().values_list("client", flat=True))
    links = AnswerLink.objects.filter(revoked_at=None).order_by()
    open_links = Counter(links.values_list("referral", flat=True))
    lines = Counter(AuditLine.objects.order_by("at").values_list("verb", "subject_id"))
    keys = OutboxMessage.objects.order_by().values_list("key", flat=True)
    # Such as referral:ID:sent-2025-07-07T10:00.
    told = Counter(match[0] for key in keys if (match := _KEY.match(key)))
    taken_back = set(
        Consent.objects.exclude(withdrawn_at=None).order_by().values_list("client", flat=True)
    )
    found = []
    for row in rows:
        way, is_sent = _WAYS[row.state], row.state != "draft"
        is_gone = row.state == "withdrawn"
        facts = {
            "steps": (steps[row.pk], way),
            "shared": (shared[row.enquiry.client_id], int(is_sent)),
            "rests on a consent": (row.consent_id is not None, is_sent),
            "taken back": (row.enquiry.client_id in taken_back, is_gone),
            "links": (open_links[row.pk], int(is_sent and not is_gone)),
            "message": (told[f"referral:{row.pk}:sent"], int(is_sent)),
            "message that it stopped": (told[f"referral:{row.pk}:stopped"], int(is_gone)),
            "trail": (
                [lines[f"referrals.{verb}", str(row.pk)] for verb in _LINES.values()],
                [int(state in way) for state in _LINES],
            ),
        }
        found += [f"{row.state}: {what} {is_so}, not {must}"
                  for what, (is_so, must) in facts.items() if is_so != must]  # fmt: skip
    if is_done:
        left = {row.state for row in rows} - {"accepted", "withdrawn"}
        found += [f"still {state}" for state in sorted(left)]
        found += [f"a message is {state}" for state in ("queued", "claimed") if _messages()[state]]
    connection.close()
    return found


def _fill(count: int) -> None:
    """As many people who agree, each with a referral that is ready to be sent."""
    from werkcentrum.core import clock
    from werkcentrum.partners.tests.make import make_region
    from werkcentrum.privacy.tests.make import make_client, make_consent
    from werkcentrum.referrals.tests.make import make_draft, make_enquiry, make_sharing_ground

    region = make_region(host="localhost")
    # Whose messages stay here, where the team finds its link.
    region.is_demonstration = True
    region.save()
    ground, at = make_sharing_ground(region), clock.now()
    for number in range(count):
        client = make_client(region, f"Klant {number}", address=f"{number}@post.example")
        make_consent(client, ground, at=at)
        make_draft(region, enquiry=make_enquiry(region, client, at=at), at=at)
    connection.close()


def _warm_up() -> None:
    """Load what every process needs, so that it is killed at work and not while it starts."""
    from django.conf import settings
    from django.test import Client as Browser

    # Without a build of the styles: nobody looks at these pages.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Browser(SERVER_NAME="localhost").get("/medewerkers/inloggen/")
    _round("worker-first")
    connection.close()


def _hand_over() -> None:
    """Everybody who is not where they should be, one step further at a time."""
    from django.test import Client as Browser

    from werkcentrum.accounts.models import User
    from werkcentrum.referrals.models import Referral

    adviser = Browser(SERVER_NAME="localhost")
    adviser.force_login(User.objects.get(email="peter@werk.example"))
    team = Browser(SERVER_NAME="localhost")
    for number, row in enumerate(Referral.objects.select_related("enquiry").order_by("pk")):
        if row.state == "draft":
            page = f"/medewerkers/hulpvragen/doorverwijzing/{row.pk}/stap/"
            adviser.post(page, {"do": "sturen"})
        if number % _ONE_IN == 0:
            _take_back(adviser, row)
        elif row.state != "accepted":
            _answer(team, row)


def _take_back(adviser: Any, row: Any) -> None:
    client = row.enquiry.client_id
    consent = row.enquiry.client.consents.get()
    if consent.withdrawn_at is None:
        adviser.post(f"/medewerkers/klanten/{client}/toestemming/{consent.pk}/intrekken/")


def _answer(team: Any, row: Any) -> None:
    """By the link in the last message, as often as it takes."""
    from werkcentrum.core.models import OutboxMessage

    mail = OutboxMessage.objects.filter(about=f"referral:{row.pk}").latest("pk")
    link = _LINK.search(mail.text)
    assert link is not None  # noqa: S101  every message to a team has one
    for step in ("bekijk", "aannemen"):
        token = _TOKEN.search(team.get(link[0]).content.decode())
        assert token is not None  # noqa: S101  the page has a form
        team.post(link[0], {"token": token[1], "stap": step})


def _deliver() -> None:
    """As the worker does, until nobody needs it."""
    while True:
        _round(f"worker-{os.getpid()}")
        sleep(_PAUSE)


def _round(name: str) -> int:
    from werkcentrum.core import clock
    from werkcentrum.core.configured import carriers
    from werkcentrum.core.delivery import Deliverer
    from werkcentrum.frontdoor.management.commands.run_worker import JOBS, one_round

    one_round(JOBS)
    ahead, lease = _until_noon(), timedelta(seconds=0.5)
    deliverer = Deliverer(
        name=name, carriers=carriers(), now=lambda: clock.now() + ahead, lease=lease
    )
    return deliverer.round()


@cache
def _until_noon() -> timedelta:
    """How far the worker's clock is ahead, the same in all processes: at night nothing leaves."""
    from werkcentrum.core import clock

    now = clock.now()
    noon = datetime.combine(clock.day_of(now), time(12), tzinfo=clock.AMSTERDAM)
    return (noon if noon >= now else noon + timedelta(days=1)) - now


def _finish() -> None:
    """What a worker that nobody kills does with the rest."""
    until = monotonic() + _MOST_SECONDS
    while monotonic() < until:
        if not _round("worker-last") and not any(_messages()[s] for s in ("queued", "claimed")):
            return
        sleep(_PAUSE)


def _messages() -> Counter[str]:
    from werkcentrum.core.models import OutboxMessage

    return Counter(OutboxMessage.objects.order_by().values_list("state", flat=True))


def _start(job: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            job()
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    return child


def _kill(child: int) -> bool:
    """Whether it was still at work."""
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a process stopped by itself")
    return os.WIFSIGNALED(status)


def main(count: str, kills: str, seed: str) -> None:
    """Print what was found."""
    django.setup()
    sys.stdout.write(json.dumps(run(int(count), kills=int(kills), seed=int(seed))))


if __name__ == "__main__":
    main(*sys.argv[1:])
