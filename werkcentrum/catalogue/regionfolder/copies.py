"""Example questions that are nearly a copy: the search learns nothing new from them.

Of a test question it may not learn at all: then we measure what it knows by heart.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.layout import BASE_FOLDER
from werkcentrum.search.likeness import near_copies
from werkcentrum.search.sources import read_questions

# Of the questions of a service; two that are alike may always be there.
_SHARE_ALLOWED: Final = 0.05
_ALWAYS_ALLOWED: Final = 2
_ADVICE: Final = " Schrijf ze anders, of haal ze weg."


def questions_of_the_test(base: Path | None = None) -> list[str]:
    """What the search is measured with, by a base folder or that of this installation.

    Nothing when a mistake in a file hides it.
    """
    try:
        found = read_questions(base or Path(settings.REGIONS_DIR) / BASE_FOLDER)
        return [question.text for question in found]
    except ValueError:
        return []


def copied(label: str, texts: Sequence[str], asked: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Places of questions with this label that may not stay, and why, naming both questions."""
    yield from _of_test_questions(texts, asked)
    if label not in specs.CLASSES:
        yield from _of_each_other(texts)


def learnable(label: str, texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """Those of these different texts that may join the questions that are known with this label."""
    asked = questions_of_the_test()
    if label in specs.CLASSES:
        refused = dict(near_copies(texts, asked))
    else:
        refused = dict(near_copies(texts, [*asked, *known]))
        for place, other in sorted(near_copies(texts, texts)):
            if other < place and other not in refused:
                refused[place] = other
    return [text for place, text in enumerate(texts) if place not in refused]


def copied_in(contents: Contents, asked: Sequence[str]) -> Iterator[str]:
    """Why the example questions in these contents may not stay as they are."""
    texts = [row["text"] for row in contents.examples]
    for place, reason in _of_test_questions(texts, asked):
        yield f"examples/{contents.examples[place]['label']}: {reason}"
    for key in contents.services:
        own = [r["text"] for r in contents.examples if r["label"] == key and not r["is_near_miss"]]
        yield from (f"examples/{key}: {reason}" for _place, reason in _of_each_other(own))


def _of_test_questions(texts: Sequence[str], asked: Sequence[str]) -> Iterator[tuple[int, str]]:
    why = " Met testvragen meten wij het zoeken; daarvan mag het niet leren." + _ADVICE
    for place, other in sorted(dict(near_copies(texts, asked)).items()):
        yield (
            place,
            f"de vraag '{texts[place]}' lijkt te veel op de testvraag '{asked[other]}'.{why}",
        )
        why = ""


def _of_each_other(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    alike = [(one, other) for one, other in near_copies(texts, texts) if other < one]
    count = len({place for pair in alike for place in pair})
    if count <= max(_ALWAYS_ALLOWED, _SHARE_ALLOWED * len(texts)):
        return
    why = f"van de {len(texts)} vragen lijken er {count} te veel op een andere; hoogstens 5 van de "
    yield alike[0][0], f"{why}100 mag.{_ADVICE}"
    for place, other in sorted(dict(alike).items()):
        yield place, f"de vraag '{texts[place]}' lijkt te veel op '{texts[other]}'."
