"""`werkcentrum` itself: whoever types something gets help, and a program an exit code."""

import os
import re
import subprocess
import sys

import pytest

from werkcentrum.config import cli


@pytest.fixture
def type_in(monkeypatch, capsys):
    """`type_in("ask", "--help")`: the exit code, stdout and stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["werkcentrum", *words])
        try:
            code = cli.main()
        except SystemExit as ended:
            code = ended.code
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_whoever_asks_for_help_sees_every_command_and_what_it_does(type_in, words):
    code, out, errors = type_in(*words)

    assert (code, errors) == (0, "")
    assert "Gebruik: werkcentrum OPDRACHT" in out
    assert re.search(r"^  load-region +Laadt een regiomap\.", out, re.MULTILINE)
    assert "migrate" in out


def test_whoever_types_nothing_sees_the_same_but_it_is_wrong_use(type_in):
    code, out, errors = type_in()

    assert (code, out) == (2, "")
    assert errors == cli.overview()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("onzin", "Er is geen opdracht 'onzin'. Alle"),
        ("lod-region", "Bedoelde u 'load-region'?"),
        ("--versie", "Er is geen opdracht '--versie'."),
        ("ask\ud800", "Bedoelde u 'ask'?"),
    ],
)
def test_a_command_that_does_not_exist_is_told_with_what_was_meant(type_in, typed, told):
    code, out, errors = type_in(typed)

    assert (code, out) == (2, "")
    assert told in errors
    assert "werkcentrum --help" in errors


@pytest.mark.parametrize(
    ("settings", "origin"),
    [
        ({"HTTPS": "on", "HOSTS": ".example.nl,werk.example.nl"}, "https://werk.example.nl"),
        ({"HTTPS": "on", "HOSTS": "werk.example.nl", "ORIGIN": "https://w.nl"}, "https://w.nl"),
        ({}, "http://localhost:8000"),
    ],
)
def test_links_in_messages_of_a_real_site_never_lead_to_a_laptop(settings, origin):
    names = {name: text for name, text in os.environ.items() if "WERKCENTRUM" not in name}
    names |= {f"WERKCENTRUM_{name}": text for name, text in settings.items()}
    code = "from werkcentrum.config import settings; print(settings.SITE_ORIGIN)"

    told = subprocess.check_output([sys.executable, "-c", code], env=names, text=True)

    assert told.strip() == origin


@pytest.mark.parametrize("words", [["load-region", "--help"], ["help", "load-region"]])
def test_a_command_explains_itself(type_in, words):
    code, out, errors = type_in(*words)

    assert (code, errors) == (0, "")
    assert out.startswith("usage: werkcentrum load-region")
    assert "Laadt een regiomap." in out


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "een", "twee"],
        ["ask", "cv", "--audience", "student"],
        ["ask", "cv", "--onbekend"],
        ["load-region"],
        ["run-worker", "nu"],
    ],
)
def test_wrong_words_after_a_command_are_wrong_use(type_in, words):
    code, out, errors = type_in(*words)

    assert (code, out) == (2, "")
    assert errors.startswith(f"usage: werkcentrum {words[0]}")
