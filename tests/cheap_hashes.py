"""Hundreds of employees sign in during the tests, and a hash that is slow on purpose would be a tenth of their time.

The program's own hasher is looked at where it is used: `tests/security/test_hashing.py`.
"""

from argon2 import PasswordHasher

from backend.demo import city
from backend.partners import credentials
from backend.people import staff

CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def use() -> None:
    """From now on the program hashes passwords and secrets cheaply in this process."""
    for module in (city, credentials, staff):
        module.HASHER = CHEAP
