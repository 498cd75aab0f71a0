"""Identifying numbers with their check digits, each normalised to ASCII or refused.

1. Full-width letters and digits become ASCII, spaces at the ends go, lower case becomes upper case.
2. What is left must match an ASCII pattern; nothing else is repaired.
3. The check digit must be right (GB 11643, GB 32100, GB 11714, GB/T 36904).
4. A date inside the number must be a real date that is not in the future.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from certs.catalogue.problems import FieldProblem

DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
IDENTIFIER_PREFIX = "1.2.156.3005.2"

_NEXT = {  # by character: what a product of 0 … 36 becomes (MOD 37,36)
    character: tuple(((product + value) % 36 or 36) * 2 % 37 for product in range(37))
    for value, character in enumerate(DIGITS_AND_LETTERS)
}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CITIZEN = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = re.compile(rf"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_TYPE_CODE = re.compile(r"([0-9A-Z]{18})[0-9]{3}")
_IDENTIFIER = re.compile(
    r"1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,40})\.([0-9]{3})\.([0-9A-Z])"
)
_SERIAL = re.compile(r"[0-9A-Z]{1,40}")
_UNIT = re.compile(r"[0-9]{12}[GJZ][ABSXCDEFHGWY][0-9]{5}[FLQW][0-9]{8}")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼台港澳"
_TITLE = re.compile(rf"([{_PROVINCES}])\(((?:19|20)[0-9]{{2}})\)([\u4e00-\u9fff]{{2,20}})不动产权第([0-9]{{7,10}})号")


def ascii_form(value: object) -> str:
    """The text with full-width forms folded to ASCII, trimmed, in upper case. Raises `not_text`."""
    if not isinstance(value, str):
        raise FieldProblem("not_text")
    return (value if value.isascii() else value.translate(_FULL_WIDTH)).strip(" \t\r\n").upper()


def _matching(pattern: re.Pattern[str], value: object) -> str:
    text = ascii_form(value)
    if not pattern.fullmatch(text):
        raise FieldProblem("wrong_form")
    return text


def birth_date_in(number: str) -> date:
    """The birth date inside an 18-character citizen number. Raises `not_a_date`."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise FieldProblem("not_a_date") from None


def sex_in(number: str) -> str:
    """男 or 女, from the parity of the seventeenth digit."""
    return "男" if int(number[16]) % 2 else "女"


def citizen_check(body: str) -> str:
    """Check character of the first 17 digits (ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, _CITIZEN_WEIGHTS, strict=True)) % 11]


def citizen_number(value: object, *, today: date | None = None) -> str:
    """A GB 11643 citizen number, 18 characters. Any region code is accepted: abolished ones stay valid."""
    number = _matching(_CITIZEN, value)
    if citizen_check(number[:17]) != number[17]:
        raise FieldProblem("check_digit")
    born = birth_date_in(number)
    if today is not None and born > today:
        raise FieldProblem("in_the_future")
    return number


def organisation_check(body: str) -> str:
    """Check character of the first 8 characters of a GB 11714 code."""
    total = sum(DIGITS_AND_LETTERS.index(c) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def organisation_code(value: object) -> str:
    """A GB 11714 organisation code of 9 characters; the printed hyphen before the check digit is dropped."""
    if isinstance(value, str):
        value = re.sub(r"[-－](?=.\s*$)", "", value)
    code = _matching(_ORGANISATION, value)
    if organisation_check(code[:8]) != code[8]:
        raise FieldProblem("check_digit")
    return code


def credit_check(body: str) -> str:
    """Check character of the first 17 characters of a GB 32100 code (MOD 31-3)."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def credit_code(value: object) -> str:
    """A GB 32100 unified social credit code, 18 characters, whose inner organisation code is right too."""
    code = _matching(_CREDIT, value)
    if credit_check(code[:17]) != code[17]:
        raise FieldProblem("check_digit")
    organisation_code(code[8:17])
    return code


def type_code(value: object) -> str:
    """A certificate type code of GB/T 36904: the defining authority's credit code and three digits."""
    text = _matching(_TYPE_CODE, value)
    credit_code(text[:18])
    return text


def identifier_check(body: str) -> str:
    """Check character over type + authority + serial + version (ISO/IEC 7064 MOD 37,36)."""
    product = _product(body[39:], _product_of_start(body[:39]))
    return DIGITS_AND_LETTERS[(37 - product) % 36]


@lru_cache(maxsize=256)
def _product_of_start(start: str) -> int:
    """Type and authority are the same for many certificates."""
    return _product(start, 36)


def _product(characters: str, product: int) -> int:
    for character in characters:
        product = _NEXT[character][product]
    return product


def certificate_identifier(value: object) -> str:
    """A GB/T 36904 identifier with its prefix and dots, as printed."""
    text = ascii_form(value)
    match = _IDENTIFIER.fullmatch(text)
    if not match:
        raise FieldProblem("wrong_form")
    if identifier_check("".join(match.groups()[:4])) != match[5]:
        raise FieldProblem("check_digit")
    return text


def make_identifier(type: str, authority: str, serial: str, version: int) -> str:
    """Compose an identifier: `type` 21, `authority` 18, `serial` 1 to 40 of [0-9A-Z], `version` 1 to 999.

    Raises FieldProblem when a part does not have its form.
    """
    if not 1 <= version <= 999:
        raise FieldProblem("out_of_range")
    end = _matching(_SERIAL, serial)
    dotted, product = _start_of_identifier(type, authority)
    check = DIGITS_AND_LETTERS[(37 - _product(f"{end}{version:03}", product)) % 36]
    return f"{dotted}{end}.{version:03}.{check}"


@lru_cache(maxsize=256)
def _start_of_identifier(type: str, authority: str) -> tuple[str, int]:
    """What all certificates of one type and authority begin with, and its part of the check character."""
    start = ascii_form(type), ascii_form(authority)
    if not (_SERIAL.fullmatch("".join(start)) and (len(start[0]), len(start[1])) == (21, 18)):
        raise FieldProblem("wrong_form")
    return ".".join((IDENTIFIER_PREFIX, *start, "")), _product_of_start("".join(start))


def real_estate_unit(value: object) -> str:
    """A real-estate unit number of 28 characters; printed spaces are dropped. It has no check digit."""
    return _matching(_UNIT, ascii_form(value).replace(" ", ""))


def title_number(value: object) -> str:
    """The number of a real-estate title, such as 苏(2019)南京市不动产权第0000001号, with ASCII brackets."""
    text = ascii_form(value).replace(" ", "")
    if not _TITLE.fullmatch(text):
        raise FieldProblem("wrong_form")
    return text


def digits(value: object, least: int, most: int) -> str:
    """A string of `least` to `most` ASCII digits; printed spaces are dropped."""
    return _matching(re.compile(rf"[0-9]{{{least},{most}}}"), ascii_form(value).replace(" ", ""))


def decimal(value: object, places: int) -> str:
    """A non-negative decimal with at most `places` places, kept as text because signed data has no floats."""
    return _matching(re.compile(rf"(?:0|[1-9][0-9]{{0,14}})(?:\.[0-9]{{1,{places}}})?"), value)


def upper_code(value: object, least: int, most: int) -> str:
    """A document number of ASCII capitals, digits and hyphens, such as a passport number."""
    return _matching(re.compile(rf"[0-9A-Z](?:[0-9A-Z-]{{{least - 2},{most - 2}}}[0-9A-Z])?"), value)


def bank_card(value: object) -> str:
    """A bank card number of 16 to 19 digits with a right Luhn digit."""
    number = digits(value, 16, 19)
    doubled = (sum(divmod(int(d) * 2, 10)) for d in number[-2::-2])
    if (sum(int(d) for d in number[-1::-2]) + sum(doubled)) % 10:
        raise FieldProblem("check_digit")
    return number


def phone(value: object) -> str:
    """A mainland mobile number, or a landline as area code-number; +86, spaces and brackets are dropped."""
    text = re.sub(r"^(?:\+|00)86", "", re.sub(r"[ ()]", "", ascii_form(value)))
    if re.fullmatch(r"1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}", text):
        return text.replace("-", "")
    if re.fullmatch(r"0[0-9]{2,3}-?[0-9]{7,8}", text) or re.fullmatch(r"[1-9][0-9]{4}|400-?[0-9]{3}-?[0-9]{4}", text):
        return text
    raise FieldProblem("wrong_form")
