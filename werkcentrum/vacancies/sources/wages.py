"""What a JobPosting of schema.org says of the wage, in words: on a vacancy it is free text."""

import re
from typing import Any, Final

from werkcentrum.vacancies.sources.rows import first, said

_AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_NUMBER: Final = re.compile(r"[\d.,]+")
_ODD_NUMBER: Final = re.compile(r"[+-]?(?:inf(?:inity)?|nan|\d+(?:\.\d+)?e[+-]?\d+)", re.IGNORECASE)
_NOUGHT: Final = re.compile(r"[0.,]+")
_PERIODS: Final = {
    "HOUR": "per uur", "DAY": "per dag", "WEEK": "per week", "MONTH": "per maand",
    "YEAR": "per jaar",
    # The same as codes of the United Nations.
    "HUR": "per uur", "WEE": "per week", "MON": "per maand", "ANN": "per jaar",
}  # fmt: skip

ODD: Final = "Het loon is geen bedrag. Schrijf het in gewone cijfers, of laat het weg."
"""Of a wage that `is_odd`."""


def wage(posting: dict[str, Any]) -> str:
    """'1900 tot 2400 euro per maand', or the words that stand there; '' when nothing does."""
    stated = posting.get("baseSalary")
    outer = first(stated) or {"value": stated}
    # Amount and period stand in a value of their own, or beside the currency.
    told = outer | {"value": outer.get("price", outer.get("value"))} | first(outer.get("value"))
    stated_as = (_number(told.get(name)) for name in ("minValue", "maxValue", "value"))
    numbers = dict.fromkeys(filter(None, stated_as))
    amount = " tot ".join(numbers)
    if not all(map(_NUMBER.fullmatch, numbers)):
        # "Marktconform", or a text with a currency and a period of its own.
        return amount
    code = told.get("currency") or told.get("priceCurrency") or posting.get("salaryCurrency")
    currency = said(code) or "EUR"
    unit = said(told.get("unitText")) or said(told.get("unitCode"))
    words = (amount, "euro" if currency == "EUR" else currency, _PERIODS.get(unit.upper(), ""))
    return " ".join(filter(None, words)) if amount else ""


def is_odd(salary: str) -> bool:
    """Whether a wage has an amount that is endless, no number, or as machines write it: 1e400."""
    return any(map(_ODD_NUMBER.fullmatch, salary.split()))


def _number(value: Any) -> str:
    """2500 of 2500.0 and "2500.00", 15,50 of 15.5; '' of nought: nobody filled it in.

    Any other text stays as it is: "2.500" is no two and a half.
    """
    text = said(value)
    if _NOUGHT.fullmatch(text):
        return ""
    if not _AMOUNT.fullmatch(text):
        return text
    return f"{float(text):.2f}".removesuffix(".00").replace(".", ",")
