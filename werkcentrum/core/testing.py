"""The `Page` client: tests open pages as a person does, and every answer keeps the house rules."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from werkcentrum.core.house_rules import (
    RULES,
    Sight,
    Statement,
    accessible_name,
    complaints,
    grouped,
    visible_text,
)

_OURS = str(Path(__file__).resolve().parent.parent)
_TRANSACTION_MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class QueryLog:
    """Listens to the database; transaction marks are not counted."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """Note one statement and let it through."""
        if not sql.startswith(_TRANSACTION_MARKS):
            self.statements.append(Statement(sql, _line_of_ours()))
        return execute(sql, params, many, context)


class Queries:
    """Holds a piece of code to a number of database statements."""

    @contextmanager
    def at_most(self, most: int) -> Iterator[QueryLog]:
        """Fails, with the repeated SQL grouped, when the block needs more statements."""
        log = QueryLog()
        with connection.execute_wrapper(log):
            yield log
        count = len(log.statements)
        assert count <= most, f"{count} queries, {most} mag\n{grouped(log.statements)}"


class Page:
    """Opens pages by their real address, through all middleware.

    `off` names house rules to leave out; tests switch one off with the marker `house_rule_off`.
    """

    def __init__(self, *, off: frozenset[str] = frozenset(), host: str = "testserver") -> None:
        unknown = off - RULES.keys()
        assert not unknown, f"deze huisregels bestaan niet: {sorted(unknown)}"
        self._off = off
        self._client = Client(SERVER_NAME=host)
        self._is_logged_in = False

    def at(self, host: str) -> "Page":
        """A visitor without a history, at another host name."""
        return Page(off=self._off, host=host)

    def log_in(self, user: AbstractBaseUser) -> None:
        """From here on, this user opens the pages."""
        self._client.force_login(user)  # type: ignore[arg-type]  # core does not know accounts
        self._is_logged_in = True

    def open(self, address: str, *, status: int = 200, **parameters: str) -> "Shown":
        """Open an address; `parameters` become the query string. Fails on another status."""
        if parameters:
            address = f"{address}?{urlencode(parameters)}"
        return self._ask(lambda: self._client.get(address), address, status=status, is_reading=True)

    def send(self, address: str, *, status: int = 200, **values: str) -> "Shown":
        """Send a form, follow where it leads, and look at the page there."""
        return self.post(address, values, status=status)

    def post(self, address: str, values: Mapping[str, Any], *, status: int = 200) -> "Shown":
        """The same, for fields whose names are not names in Python."""
        return self._ask(
            lambda: self._client.post(address, values, follow=True),
            address,
            status=status,
            is_reading=False,
        )

    def _ask(
        self, ask: Callable[[], Any], address: str, *, status: int, is_reading: bool
    ) -> "Shown":
        log = QueryLog()
        with connection.execute_wrapper(log):
            response = ask()
        assert response.status_code == status, (
            f"{address} gaf {response.status_code} in plaats van {status} "
            f"{response.headers.get('Location', '')}"
        )
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        sight = None
        if is_html and response.content:
            sight = Sight(
                response=response,
                language=response.headers.get("Content-Language", settings.LANGUAGE_CODE),
                is_reading=is_reading,
                is_logged_in=self._is_logged_in,
                statements=tuple(log.statements),
            )
            found = complaints(sight, off=self._off)
            assert not found, "\n".join([f"{address} houdt zich niet aan de huisregels:", *found])
        chain = getattr(response, "redirect_chain", [])
        return Shown(self, response, chain[-1][0] if chain else address, sight)


@dataclass(frozen=True)
class Shown:
    """What a person has before them. `"woorden" in shown` tells whether they can read that."""

    page: Page
    response: HttpResponse
    address: str
    sight: Sight | None

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def document(self) -> Element:
        """The parsed page; ElementTree's paths work on it."""
        assert self.sight is not None, f"{self.address} is geen HTML"
        return self.sight.document

    @property
    def text(self) -> str:
        """Everything a person can read, white space made single; of other files the content."""
        return visible_text(self.document) if self.sight else self.response.content.decode()

    @property
    def heading(self) -> str:
        """The h1."""
        return self.texts(".//h1")[0]

    @property
    def links(self) -> Mapping[str, str]:
        """Where each link goes, by its name; of two with the same name the first."""
        found: dict[str, str] = {}
        for link in self.document.iter("a"):
            found.setdefault(self._name(link), link.get("href", ""))
        return found

    def texts(self, path: str) -> list[str]:
        """The texts of the elements on an ElementTree path, such as './/h3'."""
        return [visible_text(element) for element in self.document.iterfind(path)]

    def click(self, name: str) -> "Shown":
        """Follow the link with this name."""
        assert name in self.links, f"geen link {name!r}; wel: {sorted(self.links)}"
        return self.page.open(self.links[name])

    def press(self, name: str, **typed: str) -> "Shown":
        """Press the button with this name, after typing in the fields of its form."""
        form, button = self._form_with(name)
        values = {**_filled_in(form), **typed}
        if button.get("name"):
            values[button.get("name", "")] = button.get("value", "")
        action = button.get("formaction", form.get("action", ""))
        if form.get("method", "get").lower() == "post":
            return self.page.post(action, values)
        return self.page.open(f"{action}?{urlencode(values, doseq=True)}")

    def _form_with(self, name: str) -> tuple[Element, Element]:
        for form in self.document.iter("form"):
            for button in form.iter("button"):
                if self._name(button) == name:
                    return form, button
        raise AssertionError(f"geen knop {name!r} op {self.address}")

    def _name(self, element: Element) -> str:
        assert self.sight is not None
        return accessible_name(element, self.sight)


def _filled_in(form: Element) -> dict[str, Any]:
    """What a form sends when nobody types anything; a list for several ticks in one question."""
    values: dict[str, Any] = {}
    for field in form.iter("input"):
        name, value = field.get("name", ""), field.get("value", "")
        if field.get("type") == "checkbox" and _on(field):
            values.setdefault(name, []).append(value)
        elif (name and field.get("type") not in ("checkbox", "radio")) or _on(field):
            values[name] = value
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        first = (chosen or options or [Element("option")])[0]
        values[select.get("name", "")] = first.get("value", "")
    for area in form.iter("textarea"):
        values[area.get("name", "")] = area.text or ""
    return values


def _on(field: Element) -> bool:
    return field.get("checked") is not None


def _line_of_ours() -> str:
    """The nearest line of our own code that led to this statement."""
    frame = sys._getframe(2)
    while frame.f_back:
        file = frame.f_code.co_filename
        is_guard = file == __file__ or frame.f_code.co_name == "_refuse_writes"
        if file.startswith(_OURS) and not is_guard:
            return f"{file.removeprefix(_OURS)[1:]}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return "(niet in onze code)"
