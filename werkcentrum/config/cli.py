"""The command line: `werkcentrum load-region ...` runs the management command `load_region`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command. Exit codes: 0 done, 1 refused (reasons on stderr), 2 wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.config.settings")
    name = sys.argv[1].replace("-", "_") if len(sys.argv) > 1 else "help"
    execute_from_command_line(["werkcentrum", name, *sys.argv[2:]])


if __name__ == "__main__":
    main()
