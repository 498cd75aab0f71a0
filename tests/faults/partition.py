"""Thirty seconds in which no packet passes between the servers and PostgreSQL, and nobody is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.city import open_city
from tests.faults.outage import outage
from tests.faults.postgres import Postgres
from tests.faults.table import Row

SECONDS = 30.0


@dataclass(frozen=True)
class Island:
    """A network namespace with one cable to the city. Needs root, iproute2 and iptables."""

    name: str
    address: str

    def cut(self) -> None:
        self._tables("-I")

    def heal(self) -> None:
        self._tables("-D")

    def _tables(self, act: str) -> None:
        for chain in ("INPUT", "OUTPUT"):
            command = ["ip", "netns", "exec", self.name, "iptables", act, chain, "!", "-i", "lo", "-j", "DROP"]
            command = command if chain == "INPUT" else [*command[:7], "!", "-o", "lo", "-j", "DROP"]
            subprocess.run(command, check=True, capture_output=True)


@contextmanager
def island() -> Iterator[Island]:
    name, network = f"liangma-{os.getpid()}", f"10.{os.getpid() % 200 + 20}.{os.getpid() // 200 % 250}"
    here, there = f"lm{os.getpid() % 100_000}a", f"lm{os.getpid() % 100_000}b"
    steps = (
        f"ip netns add {name}",
        f"ip link add {here} type veth peer name {there} netns {name}",
        f"ip addr add {network}.1/30 dev {here}",
        f"ip link set {here} up",
        f"ip netns exec {name} ip addr add {network}.2/30 dev {there}",
        f"ip netns exec {name} ip link set {there} up",
        f"ip netns exec {name} ip link set lo up",
    )
    try:
        for step in steps:
            subprocess.run(step.split(), check=True, capture_output=True)
        yield Island(name, f"{network}.2")
    finally:
        subprocess.run(["ip", "link", "del", here], check=False, capture_output=True)
        subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _folder() -> Path:
    parent = Path(tempfile.mkdtemp(prefix="liangma-faults-"))
    parent.chmod(0o755)
    return parent / "postgresql"


def campaign(kinds: tuple[str, ...], *, seconds: float = SECONDS) -> Iterator[Row]:
    if "postgresql" not in kinds:
        return
    with island() as apart:
        postgres = Postgres(_folder(), address=apart.address, namespace=apart.name)
        try:
            with open_city("postgresql", postgres=postgres) as town:
                row = Row(f"partition of {seconds:.0f} s from PostgreSQL", town.name)
                outage(row, town, begin=apart.cut, end=apart.heal, seconds=seconds)
                yield row
        finally:
            shutil.rmtree(postgres.folder.parent, ignore_errors=True)
