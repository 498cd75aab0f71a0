"""A terminal in which `liangma` is typed as an operator types it: a real process, a data folder, an environment."""

import base64
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests import typist

ROOT = Path(__file__).parents[2]
SECRETS = ("LIANGMA_DATA_KEY", "LIANGMA_INDEX_KEY", "LIANGMA_TOKEN_KEY")
KEYS = {name: base64.b64encode(name.encode().ljust(32, b"."))[:44].decode() for name in SECRETS}


@dataclass(frozen=True)
class Done(typist.Done):
    """What a command left, and what a test demands of it."""

    def must(self) -> "Done":
        assert self.code == 0, f"exit {self.code}\n{self.out}\n{self.err}"
        return self

    def refused(self, *words: str) -> "Done":
        """Exit 1 with two lines on standard error that hold the words, and no trace."""
        assert self.code == 1, f"exit {self.code}\n{self.out}\n{self.err}"
        assert "Traceback" not in self.err, self.err
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert len(lines) == 2, self.err
        assert [word for word in words if word not in self.err] == [], self.err
        return self

    def misused(self, *words: str) -> "Done":
        """Exit 2: the command line itself is wrong, and says where."""
        assert self.code == 2, f"exit {self.code}\n{self.out}\n{self.err}"
        assert "Traceback" not in self.err, self.err
        assert [word for word in words if word not in self.err] == [], self.err
        return self


@dataclass(frozen=True)
class Terminal:
    """`settings` are added to a bare environment; None takes a variable away."""

    folder: Path
    settings: dict[str, str | None] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        given = {**KEYS, "LIANGMA_DATA_DIR": str(self.data), **self.settings}
        return {**kept, "PYTHONPATH": str(ROOT)} | {name: value for name, value in given.items() if value is not None}

    def type(self, *words: object, stdin: str = "") -> Done:
        """Run `liangma WORDS` in the folder."""
        typed = [str(word) for word in words]
        done = typist.run(typed, cwd=self.folder, environment=self.environment, stdin=stdin)
        return Done(done.code, done.out, done.err)

    def certs(self, *words: object) -> Done:
        """Run `python -m certs WORDS` in the folder."""
        command = [sys.executable, "-m", "certs", *(str(word) for word in words)]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def but(self, **settings: str | None) -> "Terminal":
        """The same terminal with other settings (without the prefix LIANGMA_)."""
        return Terminal(self.folder, self.settings | {f"LIANGMA_{name}": value for name, value in settings.items()})

    def copied_to(self, folder: Path) -> "Terminal":
        """Another terminal on a copy of the data."""
        shutil.copytree(self.data, folder / "data")
        return Terminal(folder, self.settings)
