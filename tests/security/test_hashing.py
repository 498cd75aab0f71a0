"""How slow guessing at a stolen hash is: in a process of its own, since the tests' own hash cheaply."""

import subprocess
import sys

ASK = """
from backend.partners import credentials
from backend.people import staff
for one in (credentials.HASHER, staff.HASHER):
    print(one.type.name, one.time_cost, one.memory_cost, one.parallelism, one.hash_len, one.salt_len)
"""


def test_passwords_and_secrets_are_hashed_as_rfc_9106_says_for_small_machines() -> None:
    told = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["ID 3 65536 4 32 16"] * 2
