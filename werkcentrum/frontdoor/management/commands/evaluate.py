"""`werkcentrum evaluate FILE.jsonl`: how good the answers are, on questions with graded answers."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.search_index import dutch_words, lessons_of, ranker_of
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.search.evaluate import report
from werkcentrum.search.figures import Question, parse_question


class Command(BaseCommand):
    """Figures on stdout, refused lines on stderr."""

    help = "Meet de antwoorden op vragen met beoordeelde diensten (JSON per regel)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The questions, and the region whose desk is asked."""
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--region", metavar="KEY", help="Nodig als er meer regio's zijn.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a line was refused, 2 when there is nothing to measure."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        questions, refused = read_questions(options["file"])
        if not questions:
            raise CommandError("In dit bestand staat geen enkele vraag.", returncode=2)
        lessons = lessons_of(region)
        for line in report(ranker_of(region), lessons.documents, dutch_words(), questions):
            self.stdout.write(line)
        if refused:
            raise SystemExit(1)


def read_questions(path: Path) -> tuple[list[Question], int]:
    """The questions in a file and how many lines were refused, each told on stderr."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"{path} is geen leesbaar UTF-8-bestand.", returncode=2) from None
    questions, refused = [], 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(parse_question(line))
        except ValueError as reason:
            sys.stderr.write(f"regel {number}: {reason}\n")
            refused += 1
    return questions, refused
