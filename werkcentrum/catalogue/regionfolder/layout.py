"""Which files belong to a region folder, and where they stand."""

import os
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

BASE_FOLDER = "_base"
REGION_FILE = "region.yaml"
EMERGENCY_FILE = "emergency.yaml"
APPROVAL_FILE = "emergency-approval.yaml"
FILES = (
    REGION_FILE, "municipalities.csv", "postcodes.csv", "organisations.yaml", "providers.csv",
    "deliveries.csv", "locations.yaml", "glossary.csv", EMERGENCY_FILE, APPROVAL_FILE,
    "teams.yaml", "referrals.csv", "standings.csv", "grounds.csv", "purposes.yaml", "retention.csv",
    "formal_channels.csv", "formal_terms.csv", "clauses.yaml", "huisstijl.yaml", "logo.svg",
)  # fmt: skip
SERVICES = "services/*.yaml"
VARIANTS = "gemeenten/*/services/*.yaml"
EXAMPLES = "examples/*.csv"
PAGES = "pages/*.md"
# How letters look, of a municipality; those of the region lie in the folder itself.
STYLES = ("gemeenten/*/huisstijl.yaml", "gemeenten/*/logo.svg")
TRANSLATIONS = "translations/*.po"
_PATTERNS = (SERVICES, VARIANTS, EXAMPLES, PAGES, TRANSLATIONS, *STYLES)
FOLDERS = tuple(pattern.partition("/")[0] for pattern in _PATTERNS)
# Notes for people may lie anywhere; a file of this sort was meant to be read.
_DATA_SUFFIXES = (".yaml", ".yml", ".csv", ".po")


def fits(name: str, pattern: str) -> bool:
    """Whether a name such as `services/cv-hulp.yaml` fits a pattern; a star stays in one folder."""
    return name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)


def belongs(name: str) -> bool:
    """Whether a name, relative to a region's folder, is read when the region is loaded."""
    return name in FILES or any(fits(name, pattern) for pattern in _PATTERNS)


def holds_data(name: str) -> bool:
    """Whether a file looks as if its writer meant it to be read."""
    return name.lower().endswith(_DATA_SUFFIXES)


def base_for(folder: Path, regions_dir: Path) -> Path:
    """The base folder beside a region's folder, else the one of this installation."""
    beside = folder.parent / BASE_FOLDER
    return beside if os.path.isdir(beside) else regions_dir / BASE_FOLDER


def title(body: str) -> str:
    """The title on the first line of a Markdown page."""
    return body.partition("\n")[0].removeprefix("# ").strip()


def without_title(body: str) -> str:
    """A Markdown page without its first line."""
    return body.partition("\n")[2].strip()


@dataclass
class Scan:
    """What lies in a folder: names relative to it, sorted. Hidden files are passed by."""

    names: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def scan(folder: Path) -> Scan:
    """Everything below a folder; links are not followed, they are names themselves."""
    found = Scan()

    def note(error: OSError) -> None:
        found.unreadable.append(os.path.relpath(str(error.filename), folder))

    for here, folders, files in os.walk(folder, onerror=note):
        odd = [name for name in folders if _stands_for_a_file(Path(here) / name)]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in odd]
        found.names += [
            (Path(here) / name).relative_to(folder).as_posix()
            for name in files + odd
            if not name.startswith(".")
        ]
    found.names.sort()
    return found


def _stands_for_a_file(path: Path) -> bool:
    return os.path.islink(path) or holds_data(path.name) or path.suffix == ".md"
