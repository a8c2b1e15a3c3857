"""YAML the way people write it: texts, lists and mappings that know their lines.

Every value is the text as it stands: `13:00`, `on`, `007` and `2025-06-27` stay what they are.
Only an empty value, `~` and `null` are None. References, labels and names that stand there twice
are refused, so a small file cannot grow large and nothing is silently lost.
"""

from typing import Any

import yaml

_LINE = 100
_EMPTY = ("", "~", "null", "Null", "NULL")
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
# What the parser says, and what a person can do about it.
_ADVICE = (
    ("cannot start any token", "dit teken mag hier niet; spring in met spaties, niet met tabs"),
    ("mapping values are not allowed", "zet tekst met een dubbele punt tussen aanhalingstekens"),
    ("could not find expected ':'", "schrijf op deze regel 'naam: waarde'"),
    ("expected <block end>", "laat regels die bij elkaar horen even ver inspringen"),
    ("found unexpected end of stream", "sluit het aanhalingsteken"),
    ("expected ',' or", "sluit het haakje, of zet een komma tussen de delen"),
    ("found another document", "haal de streepjes '---' midden in het bestand weg"),
    ("found undefined alias", "zet een tekst die met * begint tussen aanhalingstekens"),
)  # fmt: skip
_GENERAL_ADVICE = "kijk naar het inspringen, de dubbele punten en de aanhalingstekens"


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers its lines."""

    line: int = 0
    lines: dict[str, int]


class NotPlainError(ValueError):
    """The text is not plain YAML; the message says what to do, in Dutch. `line` 0 is unknown."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> Any:
    """None, a text, a list or a Mapping. Raises NotPlainError."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        return None if node is None else _value(node, set())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise NotPlainError(line, _advice(str(error.problem))) from None
    except RecursionError:
        raise NotPlainError(0, "de delen staan te diep in elkaar; schrijf het platter.") from None
    except (yaml.YAMLError, OverflowError, ValueError) as error:
        if isinstance(error, NotPlainError):
            raise
        raise NotPlainError(0, "hier staat een teken dat niet mag; typ de tekst opnieuw.") from None


def dump(value: Any) -> str:
    """Values as text that `parse` reads back; a value that comes twice is written twice."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LINE))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _advice(problem: str) -> str:
    found = (advice for words, advice in _ADVICE if words in problem)
    return f"dit is geen geldige YAML; {next(found, _GENERAL_ADVICE)}."


def _value(node: yaml.Node, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise NotPlainError(line, "verwijzingen met * mogen niet; schrijf de tekst uit.")
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS:
        raise NotPlainError(line, "labels met ! mogen niet; zet de tekst tussen aanhalingstekens.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, seen) for item in node.value]
    is_plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if is_plain and node.value in _EMPTY else node.value


def _mapping(node: yaml.MappingNode, seen: set[int]) -> Mapping:
    mapping = Mapping()
    mapping.line = node.start_mark.line + 1
    mapping.lines = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or id(key_node) in seen:
            raise NotPlainError(line, "een naam voor de dubbele punt moet gewone tekst zijn.")
        seen.add(id(key_node))
        if key_node.value in mapping:
            message = f"'{key_node.value[:60]}' staat er twee keer; haal er een weg."
            raise NotPlainError(line, message)
        mapping[key_node.value] = _value(value_node, seen)
        mapping.lines[key_node.value] = line
    return mapping
