"""What the bench says of the answer page."""

from itertools import cycle

from bench import pages
from bench.server import Server


def test_the_goals_tell_an_answer_among_other_pages_from_answers_alone():
    names = ("bare", "django", "home", "service page", "answer page", "answer page, later")
    rows = [pages.Row(name, Server(0, ()), cycle([b""]), queries=0) for name in names]
    for row in rows:
        row.processor, row.rates = [5.0] * 20, [1.0]
    rows[-1].processor = [7.0] * 20
    told = {line[:38].strip(): line.split()[-1] for line in pages._goals(rows)}
    assert told["answer page, CPU ms"] == "reached"
    assert told["answer page, later, CPU ms"] == "MISSED"
    assert told["answer page, later, CPU ms at p95"] == "reached"
