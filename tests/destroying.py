"""Destroys records in processes that are killed: `python -m tests.destroying ...`.

`fill N` makes as many of several sorts, all past their period. `often N SEED` starts N processes
after one another and kills each at a random moment, and prints how many. `finish` does the rest.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

# Of everything in this test the period is over by then.
YEARS = timedelta(days=7 * 366)


def fill(count: int) -> None:
    """Clients with a question and a message, visits, and questions without a name."""
    from django.db import transaction

    from werkcentrum.casework.actions import open_enquiry
    from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
    from werkcentrum.core.tests.posting import put_message
    from werkcentrum.desk.actions import close_past_days
    from werkcentrum.desk.tests.make import arrive, make_desk
    from werkcentrum.partners.tests.make import make_region
    from werkcentrum.privacy.tests.keeping import make_client, make_closed

    region = make_region()
    desk = make_desk(region)
    with transaction.atomic():
        for number in range(count):
            client = make_client(region, f"klant{number}", retention_until=MONDAY)
            open_enquiry(
                region=region, own_words="Ik zoek werk", themes=[], client=client, by="joke",
                at=MONDAY_MORNING,
            )  # fmt: skip
            put_message(str(number), to=client.address, at=MONDAY_MORNING + YEARS)
            make_closed(region, "informed")
            arrive(desk)
    close_past_days(at=MONDAY_MORNING + timedelta(days=2))


def destroy() -> None:
    """As the worker does in a night."""
    from werkcentrum.core.tests.make import MONDAY_MORNING
    from werkcentrum.privacy.retention_actions import destroy_past

    while destroy_past(at=MONDAY_MORNING + YEARS):
        pass


def in_a_process(kill_after: float) -> bool:
    """Destroy in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        destroy()
        os._exit(0)
    time.sleep(kill_after)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(what: str, *more: str) -> None:
    """Do what is asked."""
    if what == "fill":
        fill(int(more[0]))
    elif what == "often":
        chance = random.Random(int(more[1]))
        moments = [chance.uniform(0.1, 0.6) for _ in range(int(more[0]))]
        sys.stdout.write(f"{sum(map(in_a_process, moments))}\n")
    else:
        destroy()


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
