"""`python -m bench`: a region of its own in a temporary folder, then the tables."""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

import django

from bench.in_database import run as run_in_database

BROWSED = 2_000  # made-up services
WITH_POSTGRES = Path(__file__).resolve().parent.parent / "scripts" / "with-postgres"


def main() -> None:
    """Load the region once, measure the pages, and the answers when there are questions."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="graded questions")
    parser.add_argument(
        "--services", type=int, nargs="*", metavar="N", help="only made-up catalogues of this size"
    )
    parser.add_argument(
        "--browse", type=int, metavar="N", help="only the page to look through N made-up services"
    )
    parser.add_argument(
        "--desk", action="store_true", help="only the walk-in desk and appointments, in the "
        "database of WERKCENTRUM_DATABASE, which must be empty"
    )  # fmt: skip
    parser.add_argument(
        "--enquiries", action="store_true", help="only the lists of 100,000 enquiries, in the "
        "database of WERKCENTRUM_DATABASE, which must be empty"
    )  # fmt: skip
    parser.add_argument(
        "--handovers", action="store_true", help="only 200 handovers of which website and worker "
        "are killed, in the database of WERKCENTRUM_DATABASE, which must be empty"
    )  # fmt: skip
    parser.add_argument(
        "--documents", action="store_true", help="only making a document of thirty pages"
    )
    parser.add_argument(
        "--matching", action="store_true", help="only 100,000 people with 500,000 vacancies"
    )
    parser.add_argument(
        "--fairness", action="store_true", help="only how often groups of invented people are shown"
    )
    parser.add_argument(
        "--json", action="store_true", help="with --fairness: as the model card reads it"
    )
    parser.add_argument(
        "--vacancies", type=int, metavar="N", help="only searching N made-up vacancies"
    )
    parser.add_argument(
        "--vacancies-db", type=int, metavar="N", help="only searching N made-up vacancies in the "
        "database of WERKCENTRUM_DATABASE, which must be empty"
    )  # fmt: skip
    parser.add_argument(
        "--people", type=int, metavar="N", help="only a new vacancy that finds its people among N, "
        "in the database of WERKCENTRUM_DATABASE, which must be empty"
    )  # fmt: skip
    chosen = parser.parse_args()
    has_own_database = any((
        chosen.desk, chosen.enquiries, chosen.handovers, chosen.vacancies_db, chosen.people,
    ))  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="werkcentrum-bench-") as folder:
        # Never somebody's own database.
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
            "WERKCENTRUM_VAR": folder,
            "WERKCENTRUM_DATABASE": os.environ.get("WERKCENTRUM_DATABASE", "")
            if has_own_database
            else "",
            "WERKCENTRUM_HTTPS": "off",
        }
        django.setup()
        in_database = {
            "desk": "desk", "enquiries": "casework", "handovers": "handovers",
            "documents": "documents", "browse": "browsing", "vacancies_db": "vacancies_db",
            "people": "people",
        }  # fmt: skip
        asked = [name for name in in_database if getattr(chosen, name)]
        if asked:
            sizes = [] if (size := getattr(chosen, asked[0])) is True else [size]
            run_in_database(in_database[asked[0]], *sizes)
        elif chosen.matching:
            run_matching()
        elif chosen.fairness:
            run_fairness(as_json=chosen.json)
        elif chosen.vacancies:
            run_vacancies(chosen.vacancies, Path(folder))
        elif chosen.services:
            run_catalogues(chosen.services, Path(folder))
        else:
            run(chosen.questions)


def run_vacancies(count: int, folder: Path) -> None:
    """Print what it costs to search so many vacancies, and to change one."""
    # These read settings, so they cannot be imported any sooner.
    from bench import vacancies

    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for line in vacancies.report(count, folder):
        print(line, flush=True)


def run_catalogues(sizes: list[int], folder: Path) -> None:
    """Print what catalogues of these sizes cost, beside the one of the base region."""
    # These read settings, so they cannot be imported any sooner.
    from django.conf import settings

    from bench import scale

    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for line in scale.report(Path(settings.REGIONS_DIR) / "_base", sizes, folder):
        print(line, flush=True)


def run_matching() -> None:
    """Print what matching costs, beside sparse products of the same people and vacancies."""
    # Numba takes a second that other tables need not wait for.
    from bench import matching

    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for line in matching.report():
        print(line, flush=True)
    print(f"load {os.getloadavg()[0]:.1f} by now; other work on the machine makes all rows dearer")


def run_fairness(*, as_json: bool = False) -> None:
    """Print how often people of each group are among the first, beside a world without groups."""
    # The encoder takes a second that other tables need not wait for.
    from bench import fairness

    if as_json:
        print(json.dumps(fairness.figures(), indent=1))
        return
    for line in fairness.report():
        print(line, flush=True)


def run_desk_everywhere() -> None:
    """The same on SQLite and on a PostgreSQL of its own, each in a process of its own."""
    itself = [sys.executable, "-m", "bench", "--desk"]
    without = {name: v for name, v in os.environ.items() if name != "WERKCENTRUM_DATABASE"}
    subprocess.run(itself, env=without, check=True)
    print()
    if subprocess.run([WITH_POSTGRES, *itself], env=without | {"FSYNC": "on"}).returncode:
        print("Not measured on PostgreSQL.")


def run(graded: Path | None) -> None:
    """Print every table. Django is set up by now, with an empty var folder."""
    # These read settings and models, so they cannot be imported any sooner.
    from django.conf import settings
    from django.core.management import call_command

    from bench import messages, pages

    started = time.perf_counter()
    with redirect_stdout(io.StringIO()):
        call_command("demo", prepare_only=True)
    seconds = time.perf_counter() - started
    load = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} cores, load {load:.1f}; database, region and learning: {seconds:.0f} s"
    )
    print("\nPages. granian, 1 worker, loopback.")
    print(f"CPU: median of {pages.ALONE_ROUNDS} rounds of {pages.ALONE} requests one by one.")
    print(f"Rate: median of {pages.ROUNDS} rounds of {pages.ROUND_SECONDS:.0f} s.\n")
    for line in pages.report(Path(settings.REGIONS_DIR) / "_base" / "examples"):
        print(line)
    print(f"load {os.getloadavg()[0]:.1f} by now; other work on the machine makes all rows dearer")
    print("\nLooking through services.\n", flush=True)
    # A process of its own, since it has another database.
    subprocess.run([sys.executable, "-m", "bench", "--browse", str(BROWSED)], check=True)
    print("\nThe walk-in desk and appointments.\n", flush=True)
    run_desk_everywhere()
    print("\nDocuments.\n", flush=True)
    # A process of its own, since it has another database.
    subprocess.run([sys.executable, "-m", "bench", "--documents"], check=True)
    print("\nMatching people and vacancies.\n", flush=True)
    # A process of its own, which gives its memory back.
    subprocess.run([sys.executable, "-m", "bench", "--matching"], check=True)
    print("\nGroups of invented people.\n", flush=True)
    subprocess.run([sys.executable, "-m", "bench", "--fairness"], check=True)
    print("\nMessages. One worker, no network.\n")
    for line in messages.report():
        print(line)
    print("\nAnswers.\n")
    if graded is None:
        print("Skipped: give graded questions with --questions FILE.jsonl")
        return
    call_command("evaluate", str(graded))


if __name__ == "__main__":
    main()
