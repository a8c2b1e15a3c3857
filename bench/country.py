"""`python -m bench.country`: the busiest ten minutes of the whole country, by hand, not in CI.

Two workers on this machine, with a PostgreSQL that keeps what it says:
`FSYNC=on scripts/with-postgres .venv/bin/python -m bench.country`. Everybody comes at real speed: 3
visits, 45 writing transactions and 400 polls a second over 500 desks. A worker is killed twice, and
the sender of messages once; then what people were told is compared with the database.
"""

import argparse
import os
import tempfile

import django

from bench.server import free_port


def main() -> None:
    """Set Django up for a database of its own, and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.country", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, metavar="N")
    parser.add_argument(
        "--share", type=float, default=1, metavar="X", help="of the desks and of what happens"
    )
    chosen = parser.parse_args()
    if not os.environ.get("WERKCENTRUM_DATABASE"):
        parser.error("this needs a PostgreSQL of its own: scripts/with-postgres ...")
    with tempfile.TemporaryDirectory(prefix="werkcentrum-country-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
            "WERKCENTRUM_VAR": folder,
            "WERKCENTRUM_HTTPS": "off",
            # That a place was gone is in the table.
            "WERKCENTRUM_LOG_LEVEL": "ERROR",
            "WERKCENTRUM_MAIL": f"smtp://127.0.0.1:{free_port()}",
        }
        django.setup()
        # These read settings and models, so they cannot be imported any sooner.
        from bench.country_run import run

        for line in run(share=chosen.share, seconds=60 * chosen.minutes):
            print(line, flush=True)


if __name__ == "__main__":
    main()
