"""Thousands of matters made from the built-in ones, and what people might type to find them."""

import dataclasses
import random
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from backend.matters.builtin import load_builtin
from backend.matters.terms import Matter, Text

PLACES = ("东城", "西湖", "南山", "北安", "雨湖", "石鼓", "宁乡", "雁峰", "岳塘", "鼓楼", "长安", "柳林", "金水")
DEEDS = ("新办", "变更", "注销", "补发", "延续", "备案", "年检", "查询", "转入", "转出", "撤销", "复核", "公示", "预约")
SLIPS = "经精京景证政正登灯记计许可克照赵"


def many_matters(count: int) -> tuple[Matter, ...]:
    """`count` matters: the built-in ones, then their variants by place and deed. Always the same."""
    chosen = random.Random(5)
    builtin = load_builtin()
    found = list(builtin)
    while len(found) < count:
        found.append(_variant(builtin[len(found) % len(builtin)], len(found), chosen))
    return tuple(found)


def _variant(matter: Matter, number: int, chosen: random.Random) -> Matter:
    place, deed = chosen.choice(PLACES), chosen.choice(DEEDS)
    name = Text(f"{place if number % 3 else ''}{matter.name.zh}{deed}", f"{matter.name.en} {number}")
    keywords = tuple(f"{word}{deed}" if chosen.random() < 0.5 else f"{place}{word}" for word in matter.keywords)
    return dataclasses.replace(matter, code=f"{matter.code[:30]}-{number}", source="", name=name, keywords=keywords)


def queries(matters: tuple[Matter, ...], count: int) -> Iterator[str]:
    """Whole names, parts, two words, pinyin, initials, slips of one character, sentences, and nonsense."""
    chosen = random.Random(7)
    for _ in range(count):
        matter = chosen.choice(matters)
        text = chosen.choice((matter.name.zh, *matter.keywords))
        yield chosen.choice(KINDS)(text, chosen)


def _part(text: str, chosen: random.Random) -> str:
    start = chosen.randrange(max(1, len(text) - 2))
    return text[start : start + chosen.randint(2, 5)]


def _slip(text: str, chosen: random.Random) -> str:
    place = chosen.randrange(len(text))
    return chosen.choice(
        (
            text[:place] + chosen.choice(SLIPS) + text[place + 1 :],
            text[:place] + text[place + 1 :],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        )
    )


def _pinyin(text: str, chosen: random.Random) -> str:
    return "".join(lazy_pinyin(_part(text, chosen) if chosen.random() < 0.5 else text))


KINDS = (
    lambda text, chosen: text,
    _part,
    lambda text, chosen: f"{_part(text, chosen)} {_part(text, chosen)}",
    _slip,
    _pinyin,
    lambda text, chosen: "".join(one[0] for one in lazy_pinyin(text)),
    lambda text, chosen: _slip(_pinyin(text, chosen), chosen),
    lambda text, chosen: f"我要办{_part(text, chosen)}需要什么材料？",
    lambda text, chosen: "".join(chosen.sample(text, len(text))),
)
