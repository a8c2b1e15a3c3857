"""A form that is sent twice makes one row: who clicks twice does not pay twice."""

from typing import Any, TypeVar

from django.db import models

from werkcentrum.core.refusal import Refusal, RefusedError

_Row = TypeVar("_Row", bound=models.Model)


def made_once(model: type[_Row], **values: Any) -> _Row:
    """A new row, where there is none with these values. Raises RefusedError.

    The caller holds the row that they belong to, so that of two at once the second sees the first.
    """
    rows = model._default_manager
    if rows.filter(**values).exists():
        raise RefusedError(
            Refusal("Dit staat er al precies zo. Is het iets anders? Schrijf het dan anders op.")
        )
    return rows.create(**values)
