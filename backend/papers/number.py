"""The number of a sealed copy: sixteen digits, the last a check digit, read and told in groups of four.

1. Fifteen digits are random, so that numbers say nothing and are hard to hit. 2. The last is that of ISO 7064 MOD
11,10, which notices every single wrong digit and nearly every pair that changed places. 3. Spaces and hyphens are no
part of it, and full-width digits are read as the digits that they are.
"""

import secrets
import unicodedata

DIGITS = 16


def new_number() -> str:
    """Sixteen digits (rules 1 and 2)."""
    body = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Rule 2, for a text of digits."""
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def read_number(text: str) -> str | None:
    """The sixteen digits that a text means, or None (rule 3)."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("-", " ").split())
    if len(plain) != DIGITS or not plain.isascii() or not plain.isdigit():
        return None
    return plain if check_digit(plain[:-1]) == plain[-1] else None


def grouped(number: str) -> str:
    """As it is printed: `1234 5678 9012 3456`."""
    return " ".join(number[at : at + 4] for at in range(0, DIGITS, 4))
