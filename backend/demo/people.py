"""The people and companies of the demo city, the same on every machine: number n always gives the same person.

1. Even numbers are men, odd numbers women; 2k and 2k+1 are married to each other.
2. Couples 0, 2, 4... are between 24 and 59 years old on 1 January 2026; couples 1, 3, 5... between 60 and 89.
3. Every identifying number has its right check digit and a region code that no real place has; the first ten
   million citizens and the first million companies all have different ones.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from backend.demo.places import CITY, DISTRICTS, ROADS, STREETS, make_credit_code
from backend.demo.writing import chance
from certs.catalogue.numbers import citizen_check
from certs.catalogue.pictures import MAX_PORTRAIT_BYTES, PORTRAIT_SIZE

REFERENCE = date(2026, 1, 1)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁"
_GIVEN_M = "伟强磊军洋勇杰涛明超辉刚平鹏飞华亮建国志文斌宇浩然俊峰海波林松柏"
_GIVEN_F = "芳娜敏静丽艳娟霞秀英玲桂兰萍红梅雪婷慧颖琳佳怡欣妍晓燕莉珍春"
_NATIONS = ("汉",) * 16 + ("土家", "苗", "回", "侗")
_TRADES = ("餐饮管理", "商贸", "信息技术", "物流", "食品", "酒店管理", "文化传媒", "建筑工程")
_NAMES = ("湘悦", "星河", "明月", "金穗", "同心", "远航", "德润", "春晖", "青禾", "四方")


@dataclass(frozen=True)
class Person:
    """A citizen of the demo city."""

    index: int
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    citizen_number: str
    district: str
    address: str
    phone: str


@dataclass(frozen=True)
class Organisation:
    """A company of the demo city and the citizen who represents it."""

    index: int
    name: str
    credit_code: str
    address: str
    phone: str
    established_on: date
    representative: Person


def make_citizen_number(region: str, born: date, order: int) -> str:
    """A right citizen number; `order` 0 to 999 ends in an odd digit for men."""
    body = f"{region}{born:%Y%m%d}{order:03}"
    return body + citizen_check(body)


def _address(random: Random, district: str) -> str:
    road, street = random.choice(ROADS), random.choice(STREETS)
    home = f"{random.randint(1, 20)}栋{random.randint(1, 4)}单元{random.randint(1, 18)}0{random.randint(1, 4)}室"
    return f"{CITY}{district}{street}{road}{random.randint(1, 320)}号{home}"


def _birth_date(seed: int, index: int) -> date:
    """Spread so that people who share the last three digits of their number never share a birth date (rule 3)."""
    oldest, youngest = (89, 60) if index // 2 % 2 else (59, 24)
    span = oldest * 365 - youngest * 366
    start = chance(seed, "birth", index % 1000).randrange(span)
    return REFERENCE - timedelta(days=youngest * 366 + (start + index // 1000 * 7919) % span)


def person(index: int, seed: int = 1) -> Person:
    """The citizen with this number, 0 or more."""
    random = chance(seed, "person", index)
    couple = chance(seed, "couple", index // 2)
    region, district = couple.choice(DISTRICTS)
    address = _address(couple, district)
    born = _birth_date(seed, index)
    given = _GIVEN_F if index % 2 else _GIVEN_M
    name = random.choice(_SURNAMES) + "".join(random.sample(given, random.choice((1, 2, 2, 2))))
    ethnicity = random.choice(_NATIONS)
    order = (index // 2 * 2 + (1 - index % 2)) % 1000
    number = make_citizen_number(region, born, order)
    phone = f"1{random.choice('3589')}{random.randint(0, 9)}{index % 100_000_000:08}"
    return Person(index, name, "女" if index % 2 else "男", ethnicity, born, number, district, address, phone)


def spouse(index: int, seed: int = 1) -> Person:
    """Whom the citizen with this number is married to."""
    return person(index ^ 1, seed)


def organisation(index: int, seed: int = 1) -> Organisation:
    """The company with this number, represented by the citizen with the same number."""
    random = chance(seed, "organisation", index)
    region, district = random.choice(DISTRICTS)
    name = f"{CITY}{random.choice(_NAMES)}{random.choice(_SURNAMES)}记{random.choice(_TRADES)}有限公司"
    code = make_credit_code("91", region, f"MA{index % 1_000_000:06}")
    address = f"{CITY}{district}{random.choice(STREETS)}{random.choice(ROADS)}{random.randint(1, 320)}号"
    established = date(2008, 1, 1) + timedelta(days=random.randint(0, 5800))
    phone = f"0999-{8_000_000 + index % 900_000}"
    return Organisation(index, name, code, address, phone, established, person(index, seed))


def portrait(index: int, seed: int = 1) -> str:
    """A drawn grey face as base64 of a 60x80 WebP small enough for a second code."""
    from PIL import Image, ImageDraw  # slow to import, and only this function draws

    random = chance(seed, "portrait", index)
    width, height = PORTRAIT_SIZE
    picture = Image.new("L", PORTRAIT_SIZE, random.randint(200, 235))
    draw = ImageDraw.Draw(picture)
    skin, hair, coat = random.randint(165, 195), random.randint(25, 60), random.randint(60, 110)
    half, chin = random.randint(12, 15), random.randint(52, 56)
    draw.ellipse((30 - half - 3, 12, 30 + half + 3, chin - (0 if index % 2 else 14)), fill=hair)
    draw.rectangle((25, chin - 6, 35, chin + 8), fill=skin - 20)
    draw.ellipse((6, chin + 3, width - 6, height + 30), fill=coat)
    draw.ellipse((30 - half, 18, 30 + half, chin), fill=skin)
    eyes, gap = random.randint(33, 36), random.randint(5, 7)
    for x in (30 - gap, 30 + gap):
        draw.ellipse((x - 2, eyes, x + 2, eyes + 2), fill=40)
    draw.line((26, chin - 8, 34, chin - 8 + random.randint(-1, 1)), fill=90, width=1)
    for quality in (60, 40, 25, 10):
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= MAX_PORTRAIT_BYTES:
            break
    return base64.b64encode(buffer.getvalue()).decode()
