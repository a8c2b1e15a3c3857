"""Choosing among the rows of the database: a list while they are few, a search when they are many.

The search works without JavaScript. Its button belongs to the form, so whatever was typed elsewhere
comes back, and nothing is checked or kept until somebody presses the other button. Enter searches
when another search was typed and sends the form otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.utils import ErrorDict, flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.typed import visible

# More than somebody looks through in a list.
MOST: Final = 25
# The button; its value is the field.
SEARCH: Final = "zoek"
_LONGEST: Final = 80
_MOST_WORDS: Final = 6
_GONE: Final = _("Deze keuze is er niet meer. Kies opnieuw.")


@dataclass(frozen=True)
class Option:
    """A row that can be chosen."""

    value: str
    label: str
    is_chosen: bool
    count: None = None


@dataclass(frozen=True)
class Offer:
    """What a field shows: at most `MOST` rows, and besides what was chosen before.

    `found`: how many a search gave, more than `MOST` when there are more; None without a search.
    """

    rows: list[Any]
    is_long: bool
    found: int | None


def like(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those in which every word occurs, in one of the fields that their model names `FOUND_BY`."""
    words = [word for part in text.split() if (word := part.strip(".,:;()"))]
    for word in words[:_MOST_WORDS]:
        somewhere = Q()
        for column in rows.model.FOUND_BY:
            somewhere |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(somewhere)
    return rows


class _Searching:
    """The widget: keeps what was searched for, which comes in beside the value."""

    template = ""
    asked, is_new = "", False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen."""
        self.asked, self.is_new = _asked(data, name), is_search(data, name)
        return super().value_from_datadict(data, files, name)  # type: ignore[misc]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The search, when there are many, and the choices."""
        field = self.choices.field  # type: ignore[attr-defined]
        values = value if isinstance(value, list | tuple) else [value]
        chosen = [str(one) for one in values if one not in ("", None)]
        offer = field.offered(self.asked, chosen)
        options = [
            Option(key, field.label_from_instance(row), key in chosen)
            for row in offer.rows
            for key in [str(field.prepare_value(row))]
        ]
        attrs = self.build_attrs(self.attrs, attrs)  # type: ignore[attr-defined]
        if offer.is_long:
            told = (attrs.get("aria-describedby", ""), f"{attrs['id']}_gevonden")
            attrs["aria-describedby"] = " ".join(filter(None, told))
        if self.is_new and options:
            attrs["autofocus"] = True
        return render_to_string(self.template, {
            "name": name, "id": attrs["id"], "label": field.label, "offer": offer,
            "options": options,
            "attributes": flatatt(attrs | {"name": name}), "asked": self.asked,
            "empty_label": getattr(field, "empty_label", None), "is_new": self.is_new,
            "most": MOST, "longest": _LONGEST, "search": SEARCH,
        })  # fmt: skip


class PickSelect(_Searching, forms.Select):
    """One of them."""

    template = "ui/pick.html"


class PickBoxes(_Searching, forms.CheckboxSelectMultiple):
    """Any number of them."""

    template = "ui/picks.html"


class _Offering:
    """The field: which rows it shows."""

    # What was read, by what was asked for. Fields that offer the same rows may share it.
    read: dict[Any, list[Any]]

    def offered(self, asked: str, chosen: Iterable[str]) -> Offer:
        """At most three queries: the first rows, what was searched for, what was chosen before."""
        rows = self._found("")
        if len(rows) <= MOST:
            return Offer(rows, is_long=False, found=None)
        if asked:
            rows = self._found(asked)
        shown = rows[:MOST]
        missing = {*chosen} - {*map(self._key, shown)}
        found = len(rows) if asked else None
        return Offer([*self.known(missing), *shown], is_long=True, found=found)

    def known(self, keys: Iterable[str]) -> list[Any]:
        """The rows with these keys; what is no key of any row is left out. One query at most."""
        keys = sorted(keys)
        have = {self._key(row): row for rows in self._read.values() for row in rows}
        name = self.to_field_name or "pk"  # type: ignore[attr-defined]
        meta = self._rows.model._meta
        column = meta.pk if name == "pk" else meta.get_field(name)
        if missing := [key for key in keys if key not in have and _fits(column, key)]:
            self._read[*missing] = list(self._rows.filter(**{f"{name}__in": missing}))
            have |= {self._key(row): row for row in self._read[*missing]}
        return [have[key] for key in keys if key in have]

    def _found(self, asked: str) -> list[Any]:
        if asked not in self._read:
            self._read[asked] = list(like(self._rows, asked)[: MOST + 1])
        return self._read[asked]

    def _key(self, row: Any) -> str:
        return str(self.prepare_value(row))  # type: ignore[attr-defined]

    @property
    def _read(self) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = self.__dict__.setdefault("read", {})
        return found

    @property
    def _rows(self) -> QuerySet[Any]:
        found: QuerySet[Any] = self.queryset  # type: ignore[attr-defined]
        return found


class PickField(_Offering, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the rows of a QuerySet, in an order that does not change by itself."""

    widget = PickSelect
    default_error_messages = {"invalid_choice": _GONE}

    def to_python(self, value: Any) -> Any:
        """The row; None without one. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if not (found := self.known([str(value)])):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found[0]


class PicksField(_Offering, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of them."""

    widget = PickBoxes
    default_error_messages = {"invalid_choice": _GONE, "invalid_pk_value": _GONE}


class PickForm(forms.Form):
    """A form with such fields. While somebody searches it is not valid, and nothing is wrong."""

    @property
    def is_searching(self) -> bool:
        """Whether a search was asked for and not yet answered."""
        return self.is_bound and any(
            is_search(self.data, self.add_prefix(name))
            for name, field in self.fields.items()
            if isinstance(field, _Offering)
        )

    def is_valid(self) -> bool:
        """Not while somebody searches."""
        return not self.is_searching and super().is_valid()

    def full_clean(self) -> None:
        """Nothing is wrong yet while somebody searches."""
        if not self.is_searching:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


def read_together(fields: Sequence[PickField], chosen: Iterable[str]) -> None:
    """Of fields that offer the same rows: one query for what they have in common."""
    shared: dict[Any, list[Any]] = {}
    for field in fields:
        field.read = shared
    fields[0].known(str(key) for key in chosen if key)


def is_search(data: Mapping[str, Any], name: str) -> bool:
    """Whether the button of this field was pressed, or another search typed than was answered."""
    return data.get(SEARCH) == name or _asked(data, name) != data.get(f"{name}_gezocht", "")


def _asked(data: Mapping[str, Any], name: str) -> str:
    return visible(str(data.get(f"{name}_zoek") or ""), _LONGEST)


def _fits(column: Any, key: str) -> bool:
    try:
        column.to_python(key)
    except (ValidationError, ValueError):
        return False
    return True
