"""What a check notes beside its result and reason: for programs a stable name and at most one value, for people words.

1. A name never changes its meaning nor the kind of its value: seconds, or a text; None where the name says all.
2. A time is in Unix seconds. Several names in one text stand in order, with a comma and a space between.
3. `technical` is the text of an error, in English, for whoever looks into it: it is shown as it is and may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

NoteName = Literal[
    "as_of",
    "since",
    "until",
    "signed_ago",
    "signed_ahead",
    "no_challenge",
    "own_nonce",
    "clock_behind",
    "not_yet_active",
    "made_after_retirement",
    "no_value",
    "asked_live",
    "regions",
    "type",
    "fields",
    "technical",
]
Note = tuple[NoteName, int | str | None]  # a pair and no class: nearly every code that is accepted needs one

LAST = 253_402_300_799  # the end of the year 9999; a code may name any later time


@dataclass(frozen=True)
class Words:
    """What a note says in Chinese and English; `{}` is its value. `is_time`: shown as date and time."""

    zh: str
    en: str
    is_time: bool = False


NOTES: Mapping[NoteName, Words] = {
    "as_of": Words("截至 {}", "as of {}", is_time=True),
    "since": Words("自 {}", "since {}", is_time=True),
    "until": Words("至 {}", "until {}", is_time=True),
    "signed_ago": Words("{} 秒前签名", "signed {} s ago"),
    "signed_ahead": Words("{} 秒后才签名", "signed {} s ahead"),
    "no_challenge": Words("未提出核验请求", "no challenge was set"),
    "own_nonce": Words("随机数由本核验方发出", "the nonce is the verifier's own"),
    "clock_behind": Words("本机时钟早于信任清单", "this clock is behind the trust list"),
    "not_yet_active": Words("尚未启用", "not yet active"),
    "made_after_retirement": Words("出示数据在密钥停用后签发", "the view was made after the key retired"),
    "no_value": Words("没有此证照的状态", "no value for this certificate"),
    "asked_live": Words("实时状态由调用方查询", "the live status is asked by the caller"),
    "regions": Words("{}", "{}"),
    "type": Words("{}", "{}"),
    "fields": Words("{}", "{}"),
    "technical": Words("{}", "{}"),
}


def technical(text: str) -> Note | None:
    """The note of an error that says something beyond its reason."""
    return ("technical", text) if text else None


def note_text(note: Note, lang: str) -> str:
    """The note in words; `lang` is zh or en."""
    name, value = note
    words = NOTES[name]
    if words.is_time and isinstance(value, int) and value <= LAST:
        value = datetime.fromtimestamp(value, UTC).isoformat()
    return (words.zh if lang == "zh" else words.en).format(value)
