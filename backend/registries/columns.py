"""Which column is which field. A heading nobody knows, a missing required one or a repeated one refuses the file."""

from collections.abc import Sequence

from backend.registries.readers import Cell
from backend.registries.refusals import FileRefused
from certs.catalogue import CertificateType
from certs.catalogue.checking import heading

MOST_NAMED = 10


def match(type: CertificateType, headings: Sequence[Cell]) -> tuple[str, ...]:
    """The field name of each column. Raises FileRefused('wrong_headings') that names each column at fault."""
    titles = ["" if cell is None else str(cell) for cell in headings]
    while titles and not heading(titles[-1]):
        titles.pop()
    names = [type.columns.get(heading(title)) for title in titles]
    unknown = [title for title, name in zip(titles, names, strict=True) if name is None]
    found = [name for name in names if name is not None]
    repeated = sorted({name for name in found if found.count(name) > 1})
    missing = [field.name for field in type.fields.values() if field.required and field.name not in found]
    if unknown or repeated or missing:
        raise FileRefused("wrong_headings", _sentence(type, unknown, repeated, missing), row=1)
    return tuple(found)


def _sentence(type: CertificateType, unknown: list[str], repeated: list[str], missing: list[str]) -> str:
    def titled(names: list[str]) -> list[str]:
        return [type.fields[name].columns[0] for name in names]

    parts = (("unknown 不认识", unknown), ("repeated 重复", titled(repeated)), ("missing 缺少", titled(missing)))
    return "; ".join(f"{word}: {', '.join(one[:40] for one in found[:MOST_NAMED])}" for word, found in parts if found)
