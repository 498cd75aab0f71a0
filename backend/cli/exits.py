"""Errors that can be foreseen end a command with two lines on standard error and exit code 1, never with a trace.

The first line says what is wrong and where, the second what to do. Any other is a fault of ours and shows its trace.
"""

import sys
from collections.abc import Callable, Iterable, Mapping

from backend.errors import LiangmaError
from backend.web.problem_words import in_words
from certs.errors import CatalogueError, CertsError

Lines = tuple[str, str]
CHECK_FILE = "请核对文件 Check the file"
MEND_TYPE = "请修正此证照类型文件，或将其移出 Mend the certificate type's file, or take it out of the folder"
MIGRATE = "请先运行 Run first: liangma migrate"
AGAIN = "请检查 LIANGMA_DATABASE_URL 与数据库后重试 Check LIANGMA_DATABASE_URL and the database, and try again"


def exit_on_error(command: Callable[[], object]) -> None:
    """Run a command."""
    try:
        command()
    except Exception as error:
        lines = lines_for(error)
        if lines is None:
            raise
        sys.stderr.write("\n".join(lines) + "\n")
        sys.exit(1)


def lines_for(error: Exception) -> Lines | None:
    """The two lines, or None for an error that nobody foresaw."""
    if isinstance(error, LiangmaError):
        return _ours(error)
    if isinstance(error, CatalogueError):
        return f"catalogue: 证照类型文件有误 A certificate type's file is wrong: {error.detail}", MEND_TYPE
    if isinstance(error, CertsError):
        return str(error), CHECK_FILE
    if isinstance(error, OSError):
        place = f": {error.filename}" if error.filename else ""
        return f"file: {error.strerror or error}{place}", "请检查路径和权限 Check the path and its permissions"
    if isinstance(error, UnicodeDecodeError):
        return f"encoding: 不是 UTF-8 文本 not UTF-8 text: {error.reason}", CHECK_FILE
    return _of_libraries(error)


def _ours(error: LiangmaError) -> Lines:
    parts = [error.detail, *_places(error.extra.get("errors", ()))]
    said = "; ".join(part for part in parts if part)
    first = f"{error.code}: {error.zh} {error.en}" + (f": {said}" if said else "")
    return first, f"{error.next_zh} {error.next_en}"


def _places(errors: Iterable[Mapping[str, object]]) -> list[str]:
    """A line for each place an Invalid names, in both languages, whatever else its entries say."""
    return [" ".join(dict.fromkeys(str(value) for value in place.values())) for place in in_words(errors)]


def _of_libraries(error: Exception) -> Lines | None:
    """Errors of the database and of sealed values; the libraries are imported only when needed."""
    from cryptography.exceptions import InvalidTag
    from sqlalchemy import exc

    if isinstance(error, InvalidTag):
        what = "sealed: 数据无法解封 What is sealed does not open with this LIANGMA_DATA_KEY"
        return what, "请使用封存时的密钥 Use the key it was sealed with"
    if isinstance(error, exc.IntegrityError):
        what = "conflict: 已存在，或与现有数据冲突 It exists already, or conflicts with what is stored"
        return what, "请换一个名称 Use another name"
    if isinstance(error, exc.DBAPIError):
        return _of_database(str(error.orig).splitlines()[0])
    if isinstance(error, exc.TimeoutError):
        return "database: 数据库没有应答 The database does not answer", AGAIN
    return None


def _of_database(said: str) -> Lines:
    if any(mark in said for mark in ("no such table", "no such column", "does not exist")) and "database " not in said:
        return f"database: 数据库尚未迁移到本程序的结构 The database is not migrated to this program: {said}", MIGRATE
    return f"database: 数据库不可用 The database cannot be used: {said}", AGAIN
