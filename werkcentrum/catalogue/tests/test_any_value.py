"""Any value anywhere in a region folder is either told as a mistake or loads, and comes back."""

import csv
import io
import json

import polib
import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkcentrum.catalogue import models as catalogue_models
from werkcentrum.catalogue.regionfolder.contents import read_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.writing import write_folder
from werkcentrum.catalogue.tests.folders import BASE_FILES, REGION_FILES, Folder
from werkcentrum.partners import models as partner_models
from werkcentrum.partners.models import Region

NAMES = sorted([f"_base/{name}" for name in BASE_FILES] + list(REGION_FILES))
ROWS = [
    model
    for module in (partner_models, catalogue_models)
    for model in vars(module).values()
    if isinstance(model, type) and hasattr(model, "objects") and not model._meta.abstract
]
# What stands in the files somewhere, so that a change often makes sense.
LIKELY = [
    "wassenaar", "leidschendam-voorburg", "bibliotheek", "gemeente", "cv-hulp", "taalhuis", "werk",
    "jobseeker", "search", "ma", "opening", "walk_in", "13:00", "23:59", "2026-12-21", "true",
    "nee", "0800-2000", "onbekend", "https://www.lv.nl/", "2241", "2241 AB", "52.1", "4.4", "12",
    "free", "resident", "near-miss", "hunger", "nl", "question",
    "Een zin van meer dan 40 letters, dus.",
    "", None, [], {}, ["werk"], ["cv-hulp"], ["ma", "zo"], {"schuldhulp": ["cost"]},
]  # fmt: skip
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.dates()
    | st.sampled_from(
        ["x" * 64, "x" * 65, "x" * 300, "é" * 121, "1" * 5000, "\x00", "\u202e", "\ud800"]
    )
)
ANYTHING = st.sampled_from(LIKELY) | st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
RARELY = settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def places_in(value, here=()):
    """Every path to a value inside lists and mappings, the whole first."""
    yield here
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_in(inner, (*here, name))


def with_value(whole, path, value):
    """The same structure with one value replaced."""
    if not path:
        return value
    copy = dict(whole) if isinstance(whole, dict) else list(whole)
    copy[path[0]] = with_value(copy[path[0]], path[1:], value)
    return copy


def changed_text(data, name: str, text: str) -> str:
    """The file with one value replaced by anything at all."""
    value = data.draw(ANYTHING, label="waarde")
    if name.endswith(".yaml"):
        whole = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  texts only
        path = data.draw(st.sampled_from(list(places_in(whole))), label="plaats")
        return as_yaml(with_value(whole, path, value))
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text)))
        line = data.draw(st.integers(0, len(rows) - 1), label="regel")
        cell = data.draw(st.integers(0, len(rows[line]) - 1), label="cel")
        rows[line][cell] = value if isinstance(value, str) else json.dumps(value, default=str)
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue()
    if name.endswith(".po"):
        return changed_po(data, text, value if isinstance(value, str) else str(value))
    return value if isinstance(value, str) else f"# {value}\n\n{value}"


def changed_po(data, text: str, value: str) -> str:
    """A gettext file in which one part of one entry is anything at all."""
    file = polib.pofile(text)
    entry = data.draw(st.sampled_from(list(file)), label="tekst")
    part = st.sampled_from(["msgctxt", "msgid", "msgstr", "tcomment", "previous_msgid", "flags"])
    name = data.draw(part, label="deel")
    setattr(entry, name, [value.partition("\n")[0]] if name == "flags" else value)
    return str(file)


def as_yaml(value) -> str:
    """As YAML; values that come twice are references, as a careless program writes them."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def check_or_load(folder: Folder) -> bool:
    """Either there are problems that can be printed, or the folder loads and comes back."""
    contents, problems = read_region(folder.path)
    assert all(str(problem).isprintable() for problem in problems)
    if problems:
        return False
    with transaction.atomic():
        folder.load()
        assert folder.load() == []
        refuse_unfit_rows()
        region = Region.objects.get(key=contents.key)
        base = folder.path.parent / "_base"
        files = export_region(region, base)
        again = Folder(folder.path.parent / "export" / folder.path.name)
        write_folder(again.path, files)
        assert again.load_beside(base) == []
        assert export_region(region, base) == files
        transaction.set_rollback(True)
    return True


def refuse_unfit_rows() -> None:
    """SQLite takes texts that are too long for their column; PostgreSQL does not."""
    for model in ROWS:
        for row in model.objects.all():
            try:
                # A near miss may belong to no service at all.
                row.clean_fields({"label"} if getattr(row, "is_near_miss", False) else None)
            except ValidationError as error:
                pytest.fail(f"{model.__name__} {row}: {error}")


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.django_db
@RARELY
@given(data=st.data())
def test_any_value_anywhere_is_a_mistake_or_loads_and_comes_back(folder, data):
    name = data.draw(st.sampled_from(NAMES), label="bestand")
    before = folder.text(name)
    try:
        text = changed_text(data, name, before)
        folder.write(name, text.encode("utf-8", "surrogatepass"))
        if name == "_base/emergency.yaml":
            folder.approve()
        check_or_load(folder)
    finally:
        folder.write(name, before)
        folder.approve()


@pytest.mark.slow
@pytest.mark.django_db
@RARELY
@given(data=st.data())
def test_any_bytes_anywhere_are_a_mistake_or_load_and_come_back(folder, data):
    name = data.draw(st.sampled_from(NAMES), label="bestand")
    before = folder.text(name)
    raw = before.encode()
    start = data.draw(st.integers(0, len(raw)), label="vanaf")
    end = data.draw(st.integers(start, min(len(raw), start + 40)), label="tot")
    try:
        folder.write(name, raw[:start] + data.draw(st.binary(max_size=12)) + raw[end:])
        check_or_load(folder)
    finally:
        folder.write(name, before)


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.database
def test_the_folder_itself_loads_and_comes_back(folder):
    assert check_or_load(folder)
