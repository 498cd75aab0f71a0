"""What an application would change, place by place, for the person who decides."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.partners.document import KEEP, last_day

Flat = dict[str, list[str]]


def changes(document: Mapping[str, Any], replaces: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Places that differ: {"path", "before", "after"}, each side a list of texts, empty where there was or is nothing.

    A new partner is all change.
    """
    after, before = _flat(document), _flat(replaces) if replaces is not None else {}
    if document["proves_by"] != KEEP:
        after["/credentials"] = [document["proves_by"]]
    paths = sorted({*before, *after})
    return [
        {"path": path, "before": before.get(path, []), "after": after.get(path, [])}
        for path in paths
        if before.get(path, []) != after.get(path, [])
    ]


def _flat(document: Mapping[str, Any]) -> Flat:
    found: Flat = {"/channels": list(document["channels"])}
    for name in ("name", "legal_name", "contact"):
        found |= {f"/{name}/{part}": [text] for part, text in document[name].items() if text}
    if document["logo"]:
        found["/logo"] = [document["logo"]]
    if document["expires_at"] is not None:
        found["/expires_on"] = [str(last_day(document))]
    found |= {
        f"/limits/{channel}": [f"{most['day']} / {most['minute']}"] for channel, most in document["limits"].items()
    }
    for purpose, given in document["purposes"].items():
        found |= {f"/purposes/{purpose}{path}": texts for path, texts in _of_purpose(given)}
    return found


def _of_purpose(given: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name in ("zh", "en", "legal_ground", "basis", "keep_days", "why_all"):
        if given.get(name) not in (None, ""):
            yield f"/{name}", [str(given[name])]
    for number, fields in given["types"].items():
        yield f"/types/{number}", [fields] if isinstance(fields, str) else sorted(fields)
