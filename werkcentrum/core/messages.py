"""Finds every text of the interface that is handed to a translator, in templates and in Python."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template import engines
from django.template.base import Node, NodeList
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# Where each of Django's functions has its texts: context, text, plural.
_FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
}


@dataclass(frozen=True)
class Message:
    """One text, as gettext knows it, and the file it stands in."""

    text: str
    plural: str = ""
    context: str = ""
    where: str = field(default="", compare=False)


def messages_of(apps: Iterable[Path], *, leave_out: tuple[str, ...] = ()) -> list[Message]:
    """The texts of some apps, each once, in the order of their files.

    `leave_out` holds the beginnings of paths, such as 'core/templates/'.
    """
    found: dict[Message, None] = {}
    for app in apps:
        for path in sorted(app.rglob("*")):
            parts = path.relative_to(app).parts
            where = f"{app.name}/{path.relative_to(app)}"
            if where.startswith(leave_out):
                continue
            if "templates" in parts and path.is_file():
                found.update(dict.fromkeys(_in_template(path.read_text(encoding="utf-8"), where)))
            elif path.suffix == ".py" and not {"tests", "migrations"} & set(parts):
                found.update(dict.fromkeys(_in_python(path.read_text(encoding="utf-8"), where)))
    return list(found)


def _in_template(source: str, where: str) -> Iterator[Message]:
    """Django's own parser reads the template, so a text is found as it is asked for on a page."""
    template = engines["django"].from_string(source).template  # type: ignore[attr-defined]
    for node in _nodes(template.nodelist):
        if isinstance(node, TranslateNode):
            yield Message(str(node.filter_expression.var.literal), where=where)
        elif isinstance(node, BlockTranslateNode):
            one, _values = node.render_token_list(node.singular)
            many = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Message(one, many, where=where)


def _nodes(nodelist: NodeList) -> list[Node]:
    return nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode))  # type: ignore[arg-type]


def _in_python(source: str, where: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in _FUNCTIONS:
            texts = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
            context, text, plural = (
                "" if place is None else str(texts[place]) for place in _FUNCTIONS[node.func.id]
            )
            yield Message(text, plural, context, where=where)
