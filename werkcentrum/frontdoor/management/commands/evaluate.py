"""`werkcentrum evaluate FILE.jsonl`: how good the answers are, on questions with graded answers."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.search_index import dutch_words, lessons_of, ranker_of
from werkcentrum.frontdoor.jsonlines import numbered, opened
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.search.evaluate import report
from werkcentrum.search.figures import Question, parse_question


class Command(BaseCommand):
    """Figures on stdout, refused lines on stderr."""

    help = "Meet de antwoorden op vragen met beoordeelde diensten (JSON per regel)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The questions, and the region whose desk is asked."""
        parser.add_argument("file", metavar="FILE.jsonl", help="'-' is standaardinvoer.")
        parser.add_argument("--region", metavar="KEY", help="Nodig als er meer regio's zijn.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a line was refused, 2 when there is nothing to measure."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        with opened(options["file"]) as lines:
            questions, refused = read_questions(lines, self.stderr)
        if not questions:
            raise CommandError("In dit bestand staat geen enkele vraag.", returncode=2)
        lessons = lessons_of(region)
        for line in report(ranker_of(region), lessons.documents, dutch_words(), questions):
            self.stdout.write(line)
        if refused:
            raise SystemExit(1)


def read_questions(lines: Iterable[bytes], errors: Any) -> tuple[list[Question], int]:
    """The questions in a file and how many lines were refused, each told in `errors`."""
    questions, refused = [], 0
    for number, raw in numbered(lines):
        try:
            questions.append(parse_question(raw))
        except ValueError as reason:
            errors.write(f"regel {number}: {reason}")
            refused += 1
    return questions, refused
