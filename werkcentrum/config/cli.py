"""The command line: `werkcentrum load-region ...` runs the management command `load_region`."""

import difflib
import io
import os
import sys

import django
from django.core.management import get_commands, load_command_class
from django.db import OperationalError, ProgrammingError

_HELP = frozenset({"help", "-h", "--help"})
_STOPPED_BY_HAND = 130


def main() -> int:
    """Run one command. Exit codes: 0 done, 1 refused (reasons on stderr), 2 wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.config.settings")
    _write_utf8()
    django.setup()
    typed = sys.argv[1:]
    if typed[:1] and typed[0] in _HELP:
        typed = [*typed[1:2], "--help"]
    if typed == ["--help"]:
        sys.stdout.write(overview())
        return 0
    if not typed:
        sys.stderr.write(overview())
        return 2
    return _run(typed)


def overview() -> str:
    """Our own commands, each with what it does."""
    rows = {
        name.replace("_", "-"): load_command_class(app, name).help
        for name, app in sorted(get_commands().items())
        if app.startswith("werkcentrum.")
    }
    width = max(map(len, rows))
    lines = [f"  {name:{width}}  {what}" for name, what in rows.items()]
    return "\n".join([
        "Gebruik: werkcentrum OPDRACHT [...]", "", *lines, "",
        "Meer over een opdracht: werkcentrum OPDRACHT --help",
        "De opdrachten van Django werken ook, zoals: werkcentrum migrate", "",
    ])  # fmt: skip


def _run(typed: list[str]) -> int:
    name = typed[0].replace("-", "_")
    app = get_commands().get(name)
    if app is None:
        sys.stderr.write(_unknown(typed[0]))
        return 2
    command = load_command_class(app, name)
    if app.startswith("werkcentrum."):
        # They serve no pages. Loading all pages to check them doubles the time a command takes to
        # start; `werkcentrum check` does it.
        command.requires_system_checks = []
    try:
        command.run_from_argv(["werkcentrum", *typed])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has seen enough (`| head -1`). Python flushes once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _STOPPED_BY_HAND
    except (OperationalError, ProgrammingError) as error:
        sys.stderr.write(f"De database antwoordt niet ({error}).\n")
        sys.stderr.write("Is zij gemaakt en bijgewerkt? werkcentrum migrate\n")
        return 2
    return 0


def _unknown(typed: str) -> str:
    names = [name.replace("_", "-") for name in get_commands()]
    near = difflib.get_close_matches(typed.replace("_", "-"), names, n=1)
    meant = f" Bedoelde u '{near[0]}'?" if near else ""
    return f"Er is geen opdracht '{typed}'.{meant} Alle opdrachten: werkcentrum --help\n"


def _write_utf8() -> None:
    """Answers are UTF-8 whatever the terminal says (RFC 8259 for JSON).

    What UTF-8 cannot hold, half of a pair of surrogates, is written as JSON escapes it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
