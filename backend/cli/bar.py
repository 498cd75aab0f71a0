"""A progress bar on standard error: title, count, rows a second, time left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text


class Rate(TextColumn):
    """Rows a second since the task began."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: object) -> Text:
        done, seconds = getattr(task, "completed", 0.0), getattr(task, "elapsed", None)
        return Text(f"{done / seconds:,.0f}/s" if seconds else "–/s")


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Yields a callback(done, total). Nothing is drawn before its first call, so a refusal stands alone."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    shown = Progress(*columns, console=Console(stderr=True), transient=False)
    task = shown.add_task(title, total=None)  # its time begins here: the first call comes when a first part is done

    def update(done: int, total: int) -> None:
        shown.start()
        shown.update(task, completed=done, total=total)

    try:
        yield update
    finally:
        if shown.live.is_started:
            shown.update(task, total=shown.tasks[0].completed)  # totals of files are upper bounds
            shown.stop()
