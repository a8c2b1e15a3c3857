"""`werkcentrum evaluate`: how good the answers are, on questions with graded answers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.search_index import dutch_words, material_of, ranker_of
from werkcentrum.core.jsonlines import numbered, opened
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.search.evaluate import report
from werkcentrum.search.figures import Question, parse_question
from werkcentrum.search.sources import read_questions


class Command(BaseCommand):
    """Figures on stdout, refused lines on stderr."""

    help = "Meet de antwoorden op vragen met beoordeelde diensten."

    def add_arguments(self, parser: CommandParser) -> None:
        """The questions, and the region whose desk is asked."""
        parser.add_argument(
            "file",
            metavar="FILE.jsonl",
            nargs="?",
            help="JSON per regel; '-' is standaardinvoer. Zonder: de proefvragen in _base.",
        )
        parser.add_argument("--region", metavar="KEY", help="Nodig als er meer regio's zijn.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a line was refused, 2 when there is nothing to measure."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        if options["file"]:
            with opened(options["file"]) as lines:
                questions, refused = questions_in(lines, self.stderr)
        else:
            questions, refused = own_questions(), 0
        if not questions:
            raise CommandError("Er is geen enkele vraag om te meten.", returncode=2)
        documents = material_of(region).documents
        for line in report(ranker_of(region), documents, dutch_words(), questions):
            self.stdout.write(line)
        if refused:
            raise SystemExit(1)


def own_questions() -> list[Question]:
    """The test questions that come with the software. Raises CommandError for a mistake in them."""
    try:
        return read_questions(Path(settings.REGIONS_DIR) / "_base")
    except ValueError as reason:
        raise CommandError(str(reason), returncode=2) from None


def questions_in(lines: Iterable[bytes], errors: Any) -> tuple[list[Question], int]:
    """The questions in a file and how many lines were refused, each told in `errors`."""
    questions, refused = [], 0
    for number, raw in numbered(lines):
        try:
            questions.append(parse_question(raw))
        except ValueError as reason:
            errors.write(f"regel {number}: {reason}")
            refused += 1
    return questions, refused
