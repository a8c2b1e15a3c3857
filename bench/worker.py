"""`python -m bench.worker RANKER QUESTIONS.json`: one worker, with all that a worker loads.

Prints the processor seconds at the first answer, and a line of JSON at the end.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import mean

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from bench.server import Server
from werkcentrum.search.ranker import Ranker


def main(folder: str, questions: str) -> None:
    """Load, answer once, answer all."""
    get_wsgi_application()
    pages = len(get_resolver().url_patterns)
    ranker = Ranker.load(Path(folder))
    ranker.rank("ik zoek werk", explained=10)
    print(time.process_time(), flush=True)
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    for text in asked["asked"][:30]:
        ranker.rank(text, explained=10)
    answers, spent = [], []
    for text in asked["asked"]:
        started = time.process_time()
        answers.append(ranker.rank(text, explained=10))
        spent.append(1000 * (time.process_time() - started))
    told = {
        "pages": pages,
        "ms": spent,
        "best": [[result.key for result in answer.results[:3]] for answer in answers],
        "danger": mean(ranker.rank(text).danger is not None for text in asked["dangers"]),
        "alarms": mean(answer.danger is not None for answer in answers),
        "pss": Server(0, (os.getpid(),)).memory_mb(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
