"""Why rows of a batch failed, and why a batch stopped by itself, in words for whoever prepares the file.

The codes stand in the tables; each comes from the rules that found it, and here they are only gathered. Something that
no rule foresaw is told with its code, for the operator.
"""

from collections.abc import Mapping
from types import MappingProxyType

from backend.certificates.chunk import LEFT_ALONE, Wrong
from backend.errors import Raced
from backend.registries.refusals import FILE, ROW
from backend.security.refusals import HolderErased
from backend.trust.keys import NoActiveKey
from certs.catalogue.problems import TEXTS

FILE_STOPPED = "file_stopped"
MOVED = Wrong(
    "", "record_moved", "该记录已由其他部门登记或已不在登记簿中", "the record is another department's now, or gone"
)
CHANGED = Wrong(
    "", "record_changed", "该记录在本批次读取后已变更，须另行提交", "the record has changed since this batch was read"
)
ROWS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {code: (zh, f"a value {en}") for code, (zh, en) in TEXTS.items()}
    | dict(ROW)
    | dict(LEFT_ALONE)
    | {one.code: (one.zh, one.en) for one in (MOVED, CHANGED)}
    | {HolderErased.code: (HolderErased.zh, HolderErased.en)}
)
STOPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    dict(FILE)
    | {FILE_STOPPED: ("文件读到中途无法继续", "the file cannot be read to its end")}
    | {one.code: (f"{one.zh}；{one.next_zh}", f"{one.en}. {one.next_en}") for one in (NoActiveKey, Raced)}
)
UNFORESEEN = ("程序出错，请联系运维人员（{code}）", "the program failed; tell the operator ({code})")


def of_row(code: str) -> dict[str, str]:
    """Why rows failed."""
    return _said(ROWS.get(code, UNFORESEEN), code)


def of_stop(code: str | None) -> dict[str, str] | None:
    """Why a batch stopped by itself; None when it did not."""
    return None if code is None else _said(STOPS.get(code, UNFORESEEN), code)


def _said(words: tuple[str, str], code: str) -> dict[str, str]:
    zh, en = (one.format(code=code) for one in words)
    return {"zh": zh, "en": en[:1].upper() + en[1:]}
