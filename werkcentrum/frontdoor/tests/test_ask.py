"""`werkcentrum ask`: a program puts questions in and gets one line of JSON for each."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands import piped, run
from werkcentrum.core.jsonlines import numbered
from werkcentrum.frontdoor.management.commands.ask import RefusedLineError, answer_batch, parse_line

SERVICES = 8
NOTHING = {"audience": None, "place": None}
# Any value that JSON knows, and any text, half pairs of surrogates included.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("id", "text", "lang", "audience", "place", "extra")


def ask(*words: str) -> dict:
    """The answer to one question."""
    out = StringIO()
    call_command("ask", *words, "--json", stdout=out)
    [line] = out.getvalue().splitlines()
    return json.loads(line)


def batch(region, *lines: bytes, **options: str) -> tuple[list[dict], list[str], bool]:
    """The answers to lines of a file, the lines on stderr, and whether all were answered."""
    out, errors = Lines(), Lines()
    all_good = answer_batch(region, lines, {**NOTHING, **options}, out, errors)
    return [json.loads(line) for line in out], errors, all_good


class Lines(list):
    """What a command writes, a line at a time."""

    def write(self, line: str) -> None:
        self.append(line)


def as_line(**fields) -> bytes:
    return json.dumps(fields).encode()


# One question


def test_a_question_gets_the_documented_answer(region):
    found = ask("wie kijkt mijn cv na? ik woon in Wassenaar")

    assert list(found) == [
        "id", "results", "safety", "confident", "sure", "audience", "place", "language",
    ]  # fmt: skip
    assert found["results"][0]["key"] == "cv-hulp"
    assert list(found["results"][0]) == ["key", "score", "why"]
    assert (found["id"], found["safety"], found["confident"]) == (None, None, True)
    assert (found["place"], found["language"]) == ("wassenaar", "nl")


@pytest.mark.slow
def test_a_region_with_fewer_than_ten_services_always_answers_with_all(region):
    for text in ("", "   ", "🙂🙂🙂", "\u202e\u0007", "asdf qwer", "ik wil dood"):
        results = ask(text)["results"]
        scores = [result["score"] for result in results]

        assert len({result["key"] for result in results}) == len(results) == SERVICES, text
        assert scores == sorted(scores, reverse=True)


def test_what_is_no_question_for_a_werkcentrum_is_told_honestly(region):
    for text in ("", "🙂🙂🙂", "hallo", "asdf qwer"):
        found = ask(text)

        assert (found["confident"], found["sure"]) == (False, False), text


def test_somebody_in_danger_is_seen(region):
    assert ask("ik wil dood")["safety"] == "suicide"
    assert ask("mijn cv")["safety"] is None


def test_who_asks_is_taken_from_the_one_who_says_so(region):
    for audience in ("resident", "employer"):
        assert ask("hulp", "--audience", audience)["audience"] == audience


def test_the_place_is_taken_from_the_one_who_says_so(region):
    for place in ("zoetermeer", "Zoetermeer", "2711"):
        assert ask("mijn cv, in Wassenaar", "--place", place)["place"] == "zoetermeer"


def test_somebody_on_the_command_line_reads_titles_and_numbers_to_call(region):
    out = StringIO()
    call_command("ask", "ik wil dood", stdout=out)
    call_command("ask", "wie kijkt mijn cv na", stdout=out)

    assert "GEVAAR: Denkt u aan zelfmoord?" in out.getvalue()
    assert "0800-0113" in out.getvalue()
    assert "1. Hulp bij uw cv (cv-hulp; " in out.getvalue()


def test_somebody_reads_that_nothing_fits(region):
    out = StringIO()
    call_command("ask", "asdf qwer", stdout=out)

    assert out.getvalue().startswith("Geen goed antwoord gevonden. Misschien:\n1. ")


# Wrong use


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "één vraag"),
        (["cv", "--region", "atlantis"], "geen regio 'atlantis'"),
        (["cv", "--place", "atlantis"], "'atlantis' hoort niet bij Zuid-Holland Centraal"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(region, words, reason):
    with pytest.raises(CommandError, match=reason) as refused:
        ask(*words)

    assert refused.value.returncode == 2


def test_a_question_and_a_file_together_is_wrong_use(region, tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_bytes(b"")

    with pytest.raises(CommandError) as refused:
        ask("cv", "--batch", str(file))

    assert refused.value.returncode == 2


def test_a_wrong_place_for_a_whole_file_is_wrong_use_before_the_first_line(region, tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_bytes(as_line(text="mijn cv"))

    with pytest.raises(CommandError) as refused:
        ask("--batch", str(file), "--place", "atlantis")

    assert refused.value.returncode == 2


def test_without_a_region_there_is_nobody_to_ask(db):
    with pytest.raises(CommandError, match="load-region") as refused:
        ask("cv")

    assert refused.value.returncode == 2


@pytest.mark.slow
def test_where_two_regions_are_loaded_one_is_named(other_region):
    with pytest.raises(CommandError, match="haaglanden, zuid-holland-centraal") as refused:
        ask("mijn cv")

    assert refused.value.returncode == 2
    assert len(ask("mijn cv", "--region", "zuid-holland-centraal")["results"]) == SERVICES
    assert len(ask("mijn cv", "--region", "haaglanden")["results"]) == SERVICES - 4


# A file of questions


def test_every_line_gets_its_answer_in_order(region):
    lines = [as_line(id=f"v{number}", text="mijn cv") for number in range(5)]

    answers, errors, all_good = batch(region, *lines)

    assert [answer["id"] for answer in answers] == [f"v{number}" for number in range(5)]
    assert (errors, all_good) == ([], True)


def test_what_a_line_says_counts_and_what_it_does_not_know_is_not_known(region):
    told = as_line(text="hulp", lang="pl", audience="employer", place="wassenaar", extra=[1])
    nothing = [as_line(text="hulp"), as_line(text="hulp", lang=None, audience=None, place=None),
               as_line(text="hulp", lang="", audience="", place="", id="")]  # fmt: skip

    [said, *unsaid], errors, _ = batch(region, told, *nothing)

    assert not errors
    assert (said["language"], said["audience"], said["place"]) == ("pl", "employer", "wassenaar")
    assert [answer["id"] for answer in unsaid] == [None, None, ""]
    assert all({**answer, "id": None} == unsaid[0] for answer in unsaid)
    assert (unsaid[0]["language"], unsaid[0]["place"]) == ("nl", None)


def test_the_options_count_for_the_lines_that_say_nothing(region):
    lines = [as_line(text="hulp"), as_line(text="hulp", audience="resident", place="wassenaar")]

    answers, _, _ = batch(region, *lines, audience="employer", place="zoetermeer")

    assert [answer["audience"] for answer in answers] == ["employer", "resident"]
    assert [answer["place"] for answer in answers] == ["zoetermeer", "wassenaar"]


def test_the_id_comes_back_as_it_was_given(region):
    identities = [7, -1, 0, 1.5, 10**30, "zeven", "\ud800", "a\nb", "\u2028"]

    answers, _, _ = batch(region, *[as_line(id=it, text="mijn cv") for it in identities])

    assert [answer["id"] for answer in answers] == identities


@pytest.mark.parametrize(
    "line",
    [
        b'\xef\xbb\xbf{"text": "mijn cv"}',
        b'{"text": "mijn cv"}\r\n',
        b'  {"text": "mijn cv"}  ',
        b'{"text": "mijn cv", "text": "mijn cv"}',
        b'{"text": "mijn cv", "deep": ' + b"[" * 50 + b"]" * 50 + b"}",
        b'{"text": "mijn cv", "lang": null, "id": ""}',
    ],
)
def test_the_many_ways_to_write_the_same_line_are_understood(line):
    assert parse_line(line)["text"] == "mijn cv"


def test_an_empty_line_is_passed_over_and_counted():
    lines = [b"", b"een", b"\n", b" \r\n", b"\xef\xbb\xbf\n", b"twee"]

    assert list(numbered(lines)) == [(2, b"een"), (6, b"twee")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "geen JSON"),
        (b"mijn cv", "geen JSON"),
        (b"[" * 100_000, "geen JSON"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "geen JSON"),
        (b'"mijn cv"', "geen JSON-object"),
        (b'["mijn cv"]', "geen JSON-object"),
        (b'{"text": "caf\xe9"}', "geen UTF-8"),
        ('{"text": "cv"}'.encode("utf-16"), "geen UTF-8"),
        (b'{"id": [], "text": "cv"}', "'id'"),
        (b'{"id": true, "text": "cv"}', "'id'"),
        (b'{"id": 1e999, "text": "cv"}', "'id'"),
        (b'{"id": NaN, "text": "cv"}', "'id'"),
        (b'{"id": 1}', "'text' ontbreekt"),
        (b'{"question": "cv"}', "'text' ontbreekt"),
        (b'{"text": null}', "'text' ontbreekt"),
        (b'{"text": 7}', "'text'"),
        (b'{"text": 0}', "'text'"),
        (b'{"text": []}', "'text'"),
        (b'{"text": "cv", "lang": "Nederlands"}', "'lang'"),
        (b'{"text": "cv", "lang": 1}', "'lang'"),
        (b'{"text": "cv", "place": {}}', "'place'"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_the_reason(line, reason):
    with pytest.raises(RefusedLineError, match=reason):
        parse_line(line)


def test_a_refused_line_gets_one_line_on_stderr_and_the_others_their_answer(region):
    good = as_line(id="goed", text="mijn cv \ud800\u0000\u2028")

    answers, errors, all_good = batch(
        region,
        good,
        b"{",
        as_line(text="cv", audience="student"),
        as_line(question="cv"),
        as_line(text="cv", place="atlantis"),
        as_line(text="cv", place="\ud800\na\u0000" * 1000),
        good,
    )

    assert [answer["id"] for answer in answers] == ["goed", "goed"]
    assert [error.partition(": ")[0] for error in errors] == [
        "regel 2", "regel 3", "regel 4", "regel 5", "regel 6",
    ]  # fmt: skip
    assert all(len(error.splitlines()) == 1 and len(error) < 500 for error in errors)
    assert not all_good


def test_an_answer_is_there_before_the_next_line_is_read(region):
    """So that a file of any size needs no more memory than one line."""
    out = Lines()

    def lines() -> Iterator[bytes]:
        for number in range(5):
            assert len(out) == number
            yield as_line(text="mijn cv")

    assert answer_batch(region, lines(), NOTHING, out, out)
    assert len(out) == 5


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    line=st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(FIELDS), ANY_VALUE).map(lambda row: as_line(**row))
)
def test_whatever_a_line_holds_it_is_answered_or_refused_and_the_next_one_answered(region, line):
    line = line.replace(b"\n", b" ")

    answers, errors, all_good = batch(region, line, as_line(id="na", text="mijn cv"))

    assert answers[-1]["id"] == "na"
    assert len(answers) + len(errors) == (2 if line.removeprefix(b"\xef\xbb\xbf").strip() else 1)
    assert all_good is not bool(errors)


def test_asking_stores_nothing(region, var):
    before = everything()

    ask("ik heet Amira en zoek werk")
    batch(region, as_line(text="ik wil dood"), as_line(text="ik heet Amira"))

    assert everything() == before
    assert not (var / "spool").exists()


def everything() -> dict[str, list[str]]:
    """All rows of the database."""
    return {m.__name__: sorted(map(str, m._base_manager.values())) for m in apps.get_models()}


# As a program


@pytest.mark.slow
def test_answers_go_to_stdout_and_refusals_to_stderr_whatever_the_terminal_can_show(desk, tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_bytes(b"\n".join([
        as_line(id="\ud800", text="sv maken \ud800\u0000, сделать резюме"), b"{",
        as_line(id="ё", text="أريد المساعدة في سيرتي الذاتية"), b"\xff", b"",
    ]))  # fmt: skip

    done = run(desk, "ask", "--batch", str(file), "--json", PYTHONIOENCODING="ascii", LANG="C")

    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["id"] for answer in answers] == ["\ud800", "ё"]
    assert done.stderr.decode().splitlines() == [
        "regel 2: dit is geen JSON; zet op elke regel één JSON-object.",
        "regel 4: dit is geen UTF-8; sla het bestand op als UTF-8.",
    ]
    assert done.returncode == 1


@pytest.mark.slow
def test_when_every_line_was_answered_there_is_nothing_else_to_read(desk):
    done = run(desk, "ask", "--batch", "-", "--json", typed=as_line(text="mijn cv") + b"\r\n")

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["results"][0]["key"] == "cv-hulp"


@pytest.mark.slow
def test_a_program_that_has_seen_enough_can_close_the_pipe(desk, tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_bytes(b"\n".join([as_line(text="mijn cv")] * 300))

    with piped(desk, "ask", "--batch", str(file), "--json") as process:
        first = process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()

    assert json.loads(first)["results"]
    assert (process.returncode, complaints) == (0, b"")


@pytest.mark.slow
def test_wrong_use_says_what_is_wrong_on_stderr_only(desk):
    for words in (["cv", "--region", "atlantis"], ["cv", "--audience", "x"], ["--batch", "weg"]):
        done = run(desk, "ask", *words)

        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_machine_without_a_database_is_told_what_to_do(tmp_path):
    done = run(tmp_path, "ask", "mijn cv")

    assert (done.returncode, done.stdout) == (2, b"")
    assert "werkcentrum migrate" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
