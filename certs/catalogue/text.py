"""Names and free text: one normal form for what looks the same, refusal for what only pretends to.

1. Text is NFC. Control, invisible, private-use and undefined characters are refused.
2. A person's name is Han with ·, or Latin; never both, and no other script.
3. The many middle dots become ·; spaces printed between Han characters go; full-width letters become ASCII.
4. `match_key` is for comparing only: it ignores case, spaces, dots and the width of brackets.
"""

from __future__ import annotations

import re
import unicodedata

from certs.catalogue.problems import FieldProblem

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af"
_DOTS = "·•‧∙⋅・･\u0387"
_TO_DOT = {ord(dot): "·" for dot in _DOTS}
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_HAN_NAME = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*")
_LATIN_NAME = re.compile(rf"[{_LATIN}]+(?:(?:[ '’-]|\. ?|, )[{_LATIN}]+)*\.?")
_ORGANISATION = re.compile(rf"[{_HAN}{_LATIN}0-9（）《》〔〕“”、·&.,'+\- ]+")
_HAN_SPACE = re.compile(rf"(?<=[{_HAN}·]) +(?=[{_HAN}·])")
_HAN_POINT = re.compile(rf"(?<=[{_HAN}])\.(?=[{_HAN}])")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile("[ -~\u4e00-\u9fa5（），。：；、]*")  # seen, NFC already, one alphabet: what most values are
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")

_NATIONS = """汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡
纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 其他 穿青人 革家人 外国血统中国籍人士"""
NATIONS = frozenset(_NATIONS.split())
_SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "1": "男", "2": "女"} | {
    "M": "男", "F": "女", "MALE": "男", "FEMALE": "女",
}  # fmt: skip


def _clean(value: object, *, newlines: bool = False) -> str:
    if not isinstance(value, str):
        raise FieldProblem("not_text")
    if _PLAIN.fullmatch(value):
        return value.strip(" ")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise FieldProblem("private_character") from None
    text = unicodedata.normalize("NFC", value).strip(" \t\r\n\u3000\u00a0")
    if newlines:
        text = text.replace("\r\n", "\n")
    for character in text:
        _refuse_unseen(character, newlines=newlines)
    return text


def _refuse_unseen(character: str, *, newlines: bool) -> None:
    if newlines and character == "\n":
        return
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Zl", "Zp"} or character in "\u115f\u1160\u3164\uffa0\u2800\u034f":
        raise FieldProblem("hidden_character")
    if 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        raise FieldProblem("hidden_character")  # a variation selector makes two equal-looking strings differ
    if category in {"Co", "Cn"}:
        raise FieldProblem("private_character")


def _refuse_mixed_words(text: str) -> None:
    if _PLAIN.fullmatch(text):
        return
    for word in _LETTERS.findall(text):
        names = [unicodedata.name(letter, "") for letter in word]
        if sum(any(name.startswith(script) for name in names) for script in _SCRIPTS) > 1:
            raise FieldProblem("mixed_script")


def plain_text(value: object, *, most: int = 200) -> str:
    """One line of text in NFC, at most `most` characters; a word may not mix look-alike alphabets."""
    text = _clean(value)
    _refuse_mixed_words(text)
    if len(text) > most:
        raise FieldProblem("too_long")
    return text


def long_text(value: object, *, most: int = 4000) -> str:
    """Text of several lines in NFC, with \\n line ends, at most `most` characters."""
    text = _clean(value, newlines=True)
    _refuse_mixed_words(text)
    if len(text) > most:
        raise FieldProblem("too_long")
    return text


def person_name(value: object) -> str:
    """A person's name in normal form (rules 1 to 3): Han with ·, or Latin."""
    text = _clean(value).translate(_FOLD).translate(_TO_DOT)
    text = _HAN_SPACE.sub("", _HAN_POINT.sub("·", text))
    if len(text) > 100:
        raise FieldProblem("too_long")
    if _HAN_NAME.fullmatch(text):
        return text
    text = re.sub(" +", " ", text)
    if not _LATIN_NAME.fullmatch(text):
        _refuse_mixed_words(text)
        raise FieldProblem("wrong_script")
    return text


def organisation_name(value: object) -> str:
    """An organisation's name: Han, Latin, digits and a few signs; brackets in the full-width printed form."""
    text = _clean(value).translate(_FOLD).translate(_TO_DOT)
    text = _HAN_SPACE.sub("", re.sub(" +", " ", text)).replace("(", "（").replace(")", "）")
    if len(text) > 200:
        raise FieldProblem("too_long")
    if not _ORGANISATION.fullmatch(text):
        _refuse_mixed_words(text)
        raise FieldProblem("wrong_script")
    return text


def match_key(name: str) -> str:
    """A key equal for two spellings of one name (rule 4). For comparing only; never raises, never shown."""
    text = unicodedata.normalize("NFC", name).translate(_FOLD)
    text = re.sub(rf"[\s{_DOTS}]", "", text)
    return _HAN_POINT.sub("", text.replace("（", "(").replace("）", ")")).casefold()


def sex(value: object) -> str:
    """男 or 女, from the words or the codes 1 and 2 of GB/T 2261.1."""
    text = _clean(value).translate(_FOLD).upper()
    if text not in _SEXES:
        raise FieldProblem("not_in_list")
    return _SEXES[text]


def ethnicity(value: object) -> str:
    """One of the GB/T 3304 nations as the ID card prints it, without 族."""
    text = _clean(value)
    name = text if text in NATIONS else text.removesuffix("族")
    if name not in NATIONS:
        raise FieldProblem("not_in_list")
    return name
