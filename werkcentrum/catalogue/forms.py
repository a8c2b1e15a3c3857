"""A record of the website as a form: made from the same specs that check a region folder."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from werkcentrum.catalogue.changes import TRANSLATIONS, WORDS, label
from werkcentrum.catalogue.regionfolder import fields, plainyaml
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.fields import ListOf, OneOf, Spec, Text
from werkcentrum.catalogue.regionfolder.reading import Problem, Problems
from werkcentrum.catalogue.regionfolder.records import KINDS, Kind
from werkcentrum.core import clock

Values = dict[str, Any]
_LONG = 100
# A service has hundreds of example questions: more of them than this one scrolls to.
_MOST_LINES = 24


class LinesField(forms.CharField):
    """A list of texts: one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class RowsField(forms.CharField):
    """A list of rows: one on each line, with a bar between the columns."""

    widget = forms.Textarea

    def __init__(self, spec: Spec, **options: Any) -> None:
        self.spec = spec
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """The rows as lines; a column with several words has spaces between them."""
        if not isinstance(value, list):
            return value
        return "\n".join(self._line(row) for row in value)

    def to_python(self, value: Any) -> Any:
        """The lines as rows; a column left out at the end is empty."""
        lines = str(value or "").splitlines()
        return [self._row(place, line) for place, line in enumerate(lines, 1) if line.strip()]

    def _line(self, row: Values) -> str:
        cells = []
        for name, rule in self.spec.items():
            value = row.get(name, "")
            is_list = isinstance(value, list)
            cells.append(" ".join(value) if is_list else str(_words(rule.check).get(value, value)))
        return " | ".join(cells).rstrip(" |")

    def _row(self, place: int, line: str) -> Values:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > len(self.spec):
            raise forms.ValidationError(
                _("Regel %(place)d heeft te veel strepen. Hier horen %(most)d delen.")
                % {"place": place, "most": len(self.spec)}
            )
        found = dict(zip(self.spec, cells, strict=False))
        # A line knows its place, the empty lines before it counted, as a row of a file does.
        row = plainyaml.Mapping({name: found.get(name, "") for name in self.spec})
        row.line, row.lines = place, {}
        for name, rule in self.spec.items():
            if isinstance(rule.check, ListOf):
                row[name] = row[name].split()
            codes = {str(word): code for code, word in _words(rule.check).items()}
            row[name] = codes.get(row[name], row[name])
            if codes and row[name] and not _is_read(rule.check, row[name]):
                raise forms.ValidationError(
                    f"Regel {place}, {COLUMNS[name]}: kies een van: {', '.join(codes)}."
                )
        return row


class RecordForm(forms.Form):
    """All fields of a record. After validation `raw` is the record as a file would say it.

    `seen` tells which text the writer had before them: somebody else may change it meanwhile.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: str,
        key: str,
        contents: Contents,
        raw: Values,
    ) -> None:
        self.kind: Kind = KINDS[kind]
        self.key, self.contents = key, contents
        super().__init__(data, initial=raw)
        for name, rule in self.kind.spec.items():
            made = _form_field(name, rule.check, self.kind, contents)
            made.label, made.required = label(kind, name), rule.required and kind != "afwijking"
            self.fields[name] = made
        for name in self.kind.rows:
            lines = len(raw.get(name, ())) + 2
            self.fields[name].widget.attrs["rows"] = min(lines, _MOST_LINES)
        if kind == TRANSLATIONS:
            written_in = {"lang": key.partition("/")[0], "dir": "auto"}
            self.fields["text"].widget.attrs |= written_in

    @property
    def raw(self) -> Values:
        """What was typed, as a file would say it; only for a form without mistakes."""
        after = self.kind.put(self.contents, self.key, self._values, on=clock.today())
        return self.kind.read(after, self.key)

    def clean(self) -> Values:
        """Checked as the region folder is; every mistake stands at its field."""
        problems = Problems()
        typed = {name: self.cleaned_data.get(name, "") for name in self.kind.spec}
        self._values = self.kind.check(typed, self.key, self.contents, problems)
        for problem in problems:
            name = problem.field if problem.field in self.fields else None
            # What the form itself found is told already.
            if name is None or name not in self.errors:
                told = ": ".join([*self._where(problem), problem.message])
                told = told[:1].upper() + told[1:]
                self.add_error(name or next(iter(self.kind.rows), None), told)
        return self.cleaned_data

    def _where(self, problem: Problem) -> list[str]:
        """Which line and column of a field with rows a mistake is about."""
        column = "" if problem.field in self.fields else COLUMNS.get(problem.field, "")
        line = f"regel {problem.line}" if problem.line else ""
        where = ", ".join(str(part) for part in (line, column) if part)
        return [where] if where else []


class ReturnForm(forms.Form):
    """Why a change goes back to its writer."""

    reason = forms.CharField(
        label=_("Wat moet er nog anders?"), max_length=500, widget=forms.Textarea
    )


def _form_field(name: str, check: Any, kind: Kind, contents: Contents) -> forms.Field:
    if name in kind.rows:
        return RowsField(kind.rows[name], help_text=_columns(kind.rows[name]))
    if isinstance(check, ListOf):
        choices = _choices(name, check, contents)
        if choices:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, required=False
            )
        rows = forms.Textarea(attrs={"rows": 6})
        return LinesField(widget=rows, help_text=_("Zet elk deel op een eigen regel."))
    if isinstance(check, OneOf):
        words = [(choice, WORDS.get(choice, choice)) for choice in check.choices]
        return forms.ChoiceField(choices=[("", "-"), *words])
    return _plain_field(check)


def _words(check: Any) -> dict[str, Any]:
    """What people read and type for the words of a column, by the word that files use."""
    if check is fields.flag:
        return {"true": WORDS["true"], "false": WORDS["false"]}
    if not isinstance(check, OneOf) or WORDS.keys().isdisjoint(check.choices):
        return {}
    return {choice: WORDS.get(choice, choice) for choice in check.choices}


def _is_read(check: Any, value: str) -> bool:
    try:
        check(value)
    except ValueError:
        return False
    return True


def _plain_field(check: Any) -> forms.Field:
    if check is fields.flag:
        return forms.ChoiceField(choices=[("false", _("nee")), ("true", _("ja"))])
    if check is fields.day:
        return forms.CharField(widget=forms.TextInput(attrs={"type": "date"}))
    is_long = isinstance(check, Text) and check.most > _LONG
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}) if is_long else None)


def _choices(name: str, check: ListOf, contents: Contents) -> list[tuple[str, Any]]:
    topics = {"themes": contents.themes, "groups": contents.groups}
    if name in topics:
        return [(topic["key"], topic["title"]) for topic in topics[name]]
    if isinstance(check.item, OneOf):
        return [(choice, WORDS.get(choice, choice)) for choice in check.item.choices]
    return []


def _columns(spec: Spec) -> str:
    names = " | ".join(str(COLUMNS.get(name, name)) for name in spec)
    return _("Eén op elke regel, met een streep ertussen: %(columns)s") % {"columns": names}


COLUMNS = {
    "text": _("vraag"),
    "lang": _("taal"),
    "style": _("stijl"),
    "kind": _("soort"),
    "days": _("dagen"),
    "from": _("van"),
    "until": _("tot"),
    "starts_on": _("vanaf datum"),
    "ends_on": _("tot datum"),
    "on": _("datum"),
    "closed": _("dicht"),
    "reason": _("waarom"),
    "name": _("naam"),
    "phone": _("telefoon"),
    "url": _("webadres"),
    "note": _("opmerking"),
}
