"""Reads one YAML document into tables that remember their lines, and refuses what makes YAML surprising.

1. Text that is not YAML, is empty, or is not a table at the top is refused with its line.
2. A key given twice in a table is refused.
3. Anchors and aliases are refused: a short file must not grow into a large one.
4. Only text, whole numbers, true, false and null are values; a date or a bare `yes` stays text.
5. Tables and lists stand at most 50 deep in each other.
6. A whole number has at most 15 digits, and no text holds a control character: every store and reader takes the values.
"""

import re
from typing import Any

import yaml

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster, where it was built in
DEEPEST = 50
DIGITS = 15
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class DocumentError(Exception):
    """A file cannot be used: `file`, `line` (1-based, None when unknown) and `reason` say where and why."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line is not None else f"{file}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class Table(dict[str, Any]):
    """A mapping that knows the line it begins on and the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def read_table(text: str, source: str) -> Table:
    """The document's top table. Raises DocumentError(source, line, reason)."""
    try:
        _refuse_surprises(text, source)
        node = yaml.compose(text, Loader=Loader)
        if not isinstance(node, yaml.MappingNode):
            raise DocumentError(source, 1, "the file is a table of keys")
        return _table(node, source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise DocumentError(source, mark.line + 1 if mark else None, error.problem or "not YAML") from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise DocumentError(source, None, f"not YAML: {type(error).__name__}") from error


def _refuse_surprises(text: str, source: str) -> None:
    """Rules 3 and 5, event by event: composing a document of any depth could exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DocumentError(source, _line(event), "anchors and aliases are not used here")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise DocumentError(source, _line(event), f"nested more than {DEEPEST} deep")


def _line(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


def _value(node: yaml.Node, source: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _table(node, source)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, source) for item in node.value]
    return _scalar(node, source)


def _table(node: yaml.MappingNode, source: str) -> Table:
    table = Table(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str) or CONTROL.search(key):
            raise DocumentError(source, line, "a key is plain text")
        if key in table:
            raise DocumentError(source, line, f"the key {key} stands twice")
        table[key] = _value(value_node, source)
        table.lines[key] = line
    return table


def _scalar(node: yaml.Node, source: str) -> str | int | bool | None:
    """Rules 4 and 6."""
    text: str = node.value
    line = node.start_mark.line + 1
    if CONTROL.search(text):
        raise DocumentError(source, line, "a control character stands in a text")
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":bool") and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if node.tag.endswith(":int") and text.lstrip("-").isascii() and text.lstrip("-").isdigit():
        if len(text) > DIGITS:
            raise DocumentError(source, line, f"a whole number has at most {DIGITS} digits")
        return int(text)
    return text
