"""What a bench measures in a database, that of WERKCENTRUM_DATABASE, which must be empty.

`python -m bench.in_database NAME [N]` does so for the bench of that name with N rows, in the folder
of WERKCENTRUM_VAR; `python -m bench` makes a folder for it.
"""

import os
import sys
from importlib import import_module

import django
from django.core.management import call_command


def prepare() -> None:
    """Make the tables, and the files that pages ask for. Django is set up by now."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def run(name: str, *sizes: int) -> None:
    """Print the table of the bench of that name, line by line; of these sizes when it has any."""
    prepare()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    # It reads settings and models, so it cannot be imported any sooner.
    for line in import_module(f"bench.{name}").report(*sizes):
        print(line, flush=True)


if __name__ == "__main__":
    django.setup()
    run(sys.argv[1], *map(int, sys.argv[2:]))
