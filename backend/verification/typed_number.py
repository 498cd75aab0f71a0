"""Numbers for codes that are typed by hand: nine random digits and a check digit (ISO/IEC 7064, MOD 11,10).

The check digit finds every wrong digit and nearly every swap of two neighbours, so a slip of the hand is told from a
number that nobody has, before anything is looked up.
"""

import secrets

DIGITS = 10
LONGEST = 40  # with the spaces a person may put between digits


def new_number() -> str:
    """Ten digits."""
    body = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The digit that follows `body` (ASCII digits)."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def digits_in(text: str) -> str | None:
    """The digits of what may be a typed number (digits and spaces only), else None: then it is no number at all."""
    if len(text) > LONGEST:
        return None
    digits = text.replace(" ", "")
    return digits if digits.isascii() and digits.isdigit() else None


def is_right(digits: str) -> bool:
    """Whether these digits are a number that could have been given."""
    return len(digits) == DIGITS and check_digit(digits[:-1]) == digits[-1]


def why_unread(text: str) -> str | None:
    """The reason to refuse a text that named no code: None when it is not a typed number."""
    digits = digits_in(text)
    if digits is None:
        return None
    return "typed_code_unknown" if is_right(digits) else "typed_code_mistyped"
