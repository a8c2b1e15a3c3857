"""What people write freely: several lines, without a number that may be a BSN."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.standing_numbers import standing_numbers
from werkcentrum.core.typed import postcode_digits, visible

# What a form sends when somebody ticked that a number is no BSN.
NO_BSN: Final = "geen_bsn"
STANDING_NUMBER: Final = "standing_number"
# Further away is a slip of the finger, and PostgreSQL cannot read a moment in the year 1 back.
_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_NO_DAY: Final = _("Deze datum bestaat niet. Kies een dag.")
_FAR: Final = _("Deze dag is te ver weg. Kies een andere dag.")
_HELD: Final = _("In deze tekst staat een nummer dat een BSN kan zijn. Verwijder dit nummer.")


def no_standing_number(text: str) -> None:
    """For a name or an address, where no such number belongs, so that there is no tick.

    Raises ValidationError.
    """
    if standing_numbers(text):
        raise ValidationError(_HELD, code=STANDING_NUMBER)


class _Typed(str):
    """What somebody typed, and whether they said that a number in it is no BSN."""

    is_sure = False


class FreeTextarea(forms.Textarea):
    """Several lines; it also takes the tick of the same form, if that is there."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, and the tick."""
        value = super().value_from_datadict(data, files, name)
        if value is None:
            return None
        typed = _Typed(value)
        typed.is_sure = data.get(NO_BSN) == "on"
        return typed


class FreeTextField(forms.CharField):
    """Text in somebody's own words. `max_length` counts a new line as one character.

    A number that may be a BSN is refused, unless the form says `geen_bsn=on`; the template shows
    that tick with `{% no_bsn form.<name> %}`. The view gives `held_numbers(form)` to its action.
    """

    widget = FreeTextarea
    bsn_tick = NO_BSN
    default_error_messages = {STANDING_NUMBER: _HELD}

    def __init__(self, *, max_length: int, rows: int = 4, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.widget.attrs |= {"rows": str(rows), "dir": "auto"}
        self._most = max_length
        # The one of Django is in the words of a programmer.
        self.validators = [self._is_short_enough]

    def clean(self, value: Any) -> Any:
        """The text without what nobody can see. Raises ValidationError."""
        typed = str(value or "").replace("\r\n", "\n")
        # One character more than allowed is enough to see that it is too long.
        text = super().clean(visible(typed, self._most + 1))
        if text and not getattr(value, "is_sure", False) and standing_numbers(text):
            raise ValidationError(self.error_messages[STANDING_NUMBER], code=STANDING_NUMBER)
        return text

    def is_ticked(self, field: forms.BoundField) -> bool:
        """Whether somebody said that a number in this field is no BSN."""
        value = field.value()
        was_sure = not field.form.is_bound and field.form.initial.get(NO_BSN) == "on"
        is_sure = was_sure or getattr(value, "is_sure", False)
        return bool(value and is_sure and standing_numbers(str(value)))

    def _is_short_enough(self, text: str) -> None:
        if len(text) > self._most:
            raise ValidationError(_("Dit is te lang. Maak het korter."), code="max_length")


class LineField(forms.CharField):
    """A few words on one line, in which no number that may be a BSN belongs; without a tick."""

    default_validators = [no_standing_number]

    def to_python(self, value: Any) -> Any:
        """The words without what nobody can see, such as NUL, which no database keeps."""
        if value in self.empty_values:
            return super().to_python(value)
        # One character more than allowed is enough to see that it is too long.
        most = self.max_length + 1 if self.max_length else len(str(value))
        return super().to_python(visible(str(value), most))


class PostcodeField(LineField):
    """A postcode, with its letters or without; its value is the four digits."""

    def __init__(self, **options: Any) -> None:
        """It may stay empty."""
        usual: dict[str, Any] = {
            "label": "Postcode", "max_length": 7, "required": False,
            "help_text": "Vier cijfers zijn genoeg. Daarmee rekenen wij de afstand uit.",
            "error_messages": {"max_length": "Dit is te lang. Maak het korter."},
        }  # fmt: skip
        super().__init__(**(usual | options))

    def clean(self, value: Any) -> str:
        """The digits. Raises ValidationError."""
        typed = str(super().clean(value))
        digits = postcode_digits(typed)
        if typed and not digits:
            raise ValidationError("Een postcode heeft vier cijfers, zoals 2271, of 2271 AB.")
        return digits


def held_numbers(form: forms.BaseForm) -> int:
    """How many numbers in a valid form may be a BSN; somebody said that they are none."""
    texts = (
        form.cleaned_data.get(name) or ""
        for name, field in form.fields.items()
        if isinstance(field, FreeTextField)
    )
    return sum(len(standing_numbers(text)) for text in texts)


def asks_about_bsn(field: forms.BoundField) -> bool:
    """Whether a page shows the tick with this field: it was refused for it, or ticked before."""
    errors = field.errors.as_data() if field.errors else []
    is_refused = any(error.code == STANDING_NUMBER for error in errors)
    return is_refused or is_ticked(field)


def is_ticked(field: forms.BoundField) -> bool:
    """Whether somebody said that a number in this field is no BSN."""
    return bool(field.field.is_ticked(field))  # type: ignore[attr-defined]  # of a field with a tick


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, typed or chosen, of the years 1900 to 2199: a calendar ends with the year 9999."""
    these_times = [MinValueValidator(_FIRST_DAY, _FAR), MaxValueValidator(_LAST_DAY, _FAR)]
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": _NO_DAY, "required": _("Kies een dag.")},
        validators=these_times, **options,
    )  # fmt: skip
