"""`werkcentrum sync-translations`: new and changed Dutch texts into the files of translators."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder import layout, translations
from werkcentrum.catalogue.regionfolder.contents import dutch_texts, read_base, read_region
from werkcentrum.catalogue.regionfolder.writing import write_file
from werkcentrum.core import gettext_files
from werkcentrum.core.messages import Message, messages_of

# The apps whose pages visitors read; what only staff see in them is in Dutch.
VISITED = (
    "core", "partners", "catalogue", "postroom", "casework", "privacy", "formal", "appointments",
    "referrals", "vacancies", "profiles", "matching", "training", "desk", "frontdoor", "mine",
)  # fmt: skip
# What is sent to people, and told to who asks what is held about them, of any app, is said in their
# language.
SENT = ("notices.py", "forgetting.py")
STAFF_ONLY = (
    "appointments/staff",
    "appointments/templates/appointments/staff/",
    "core/templates/core/session.html",
    "core/templates/core/staff.html",
    "catalogue/templates/",
    "catalogue/actions.py",
    "catalogue/changes.py",
    "catalogue/forms.py",
    "catalogue/regionfolder/records.py",
    "catalogue/rules.py",
    "catalogue/trials.py",
    "catalogue/views.py",
    "desk/templates/desk/staff/",
    "desk/forms.py",
    "desk/staff_views.py",
    "formal/rules.py",
    "formal/staff",
    "formal/templates/formal/staff/",
    "postroom/forms.py",
    "postroom/queries.py",
    "postroom/rules.py",
    "postroom/views.py",
    "postroom/templates/postroom/undelivered.html",
    "appointments/forgetting.py",
    "casework/forgetting.py",
    "desk/forgetting.py",
    "frontdoor/forgetting.py",
    "postroom/forgetting.py",
    "privacy/retention",
    "casework/work_rules.py",
    "referrals/staff",
    "referrals/answer",
    "referrals/forgetting.py",
    "referrals/team",
    "referrals/templates/referrals/answer/",
    "referrals/templates/referrals/staff/",
    "referrals/templates/referrals/team/",
    "training/templates/training/staff/",
    "frontdoor/templates/frontdoor/staff/",
    "frontdoor/staff",
    "partners/rules.py",
    "profiles/forgetting.py",
    "profiles/rules.py",
    "profiles/staff",
    "profiles/templates/profiles/staff/",
    "privacy/actions.py",
    "privacy/forms.py",
    "privacy/register_",
    "privacy/rules.py",
    "privacy/staff_",
    "privacy/templates/privacy/register/",
    "privacy/templates/privacy/staff/",
    "privacy/retention",
    "privacy/templates/privacy/destroyed",
    "privacy/templates/privacy/retention",
    "matching/algorithm_",
    "matching/client_",
    "matching/forgetting.py",
    "matching/forms.py",
    "matching/rules.py",
    "matching/templates/matching/staff/",
    "matching/vacancy_",
    "vacancies/forgetting.py",
    "vacancies/employer",
    "vacancies/staff",
    "vacancies/templates/vacancies/employer/",
    "vacancies/templates/vacancies/staff/",
    "vacancies/templates/vacancies/writing/",
)
# So many mistakes of a folder are told; load-region tells all.
SHOWN_PROBLEMS = 20
SOURCE = Path(settings.BASE_DIR) / "werkcentrum"


class Command(BaseCommand):
    """Writes gettext files and nothing else; a translation that is there is never thrown away."""

    help = "Zet nieuwe en gewijzigde Nederlandse teksten in de bestanden voor vertalers."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to look at, and whether to write."""
        parser.add_argument("--check", action="store_true", help="Alleen zeggen wat er verandert.")

    def handle(self, *args: Any, **options: Any) -> None:
        """The interface, and every folder of regions. With --check a difference exits with 1."""
        changed = []
        for path, synced in chain(_interface(), _contents(Path(settings.REGIONS_DIR))):
            if synced == _text(path):
                continue
            changed.append(path)
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_file(path, synced)
        for path in changed:
            self.stdout.write(str(path))
        if changed and options["check"]:
            raise CommandError("Niet bijgewerkt: werkcentrum sync-translations")


def visited_messages() -> list[Message]:
    """Every text of the interface that visitors read, and of the messages that people get."""
    read = messages_of((SOURCE / app for app in VISITED), leave_out=STAFF_ONLY)
    others = sorted({path.parent for name in SENT for path in SOURCE.glob(f"*/{name}")})
    sent = [message for message in messages_of(others) if message.where.endswith(SENT)]
    return list(dict.fromkeys([*read, *sent]))


def _interface() -> Iterator[tuple[Path, str]]:
    messages = visited_messages()
    for language in translations.LANGUAGES:
        path = gettext_files.interface_file(settings.LOCALE_SOURCES, language)
        yield path, gettext_files.synced(_text(path), language, messages)


def _contents(regions: Path) -> Iterator[tuple[Path, str]]:
    base = regions / layout.BASE_FOLDER
    shared = dutch_texts(read_base(base))
    yield from _synced(base, shared)
    for file in sorted(regions.glob(f"*/{layout.REGION_FILE}")):
        contents, problems = read_region(file.parent)
        if problems:
            raise CommandError("\n".join(map(str, problems[:SHOWN_PROBLEMS])))
        found = dutch_texts(contents).items()
        yield from _synced(file.parent, {c: text for c, text in found if shared.get(c) != text})


def _synced(folder: Path, dutch: dict[str, str]) -> Iterator[tuple[Path, str]]:
    for language in translations.LANGUAGES:
        path = folder / layout.TRANSLATIONS.replace("*", language)
        yield path, translations.synced(_text(path), language, dutch)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
