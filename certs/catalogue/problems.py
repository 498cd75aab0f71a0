"""What can be wrong with a value or a record, as values a clerk can read: stable code, Chinese and English text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "required": ("必填，未填写", "is required"),
        "unknown_field": ("不是该证照类型的字段", "is not a field of this certificate type"),
        "not_text": ("应为文字", "must be text"),
        "not_an_integer": ("应为整数", "must be a whole number"),
        "not_a_boolean": ("应为“是”或“否”", "must be yes or no"),
        "not_a_date": ("不是有效的日期", "is not a real date"),
        "in_the_future": ("日期晚于今天", "lies in the future"),
        "wrong_form": ("格式不正确", "does not have the required form"),
        "check_digit": ("校验码不正确，请核对原件", "has a wrong check digit; compare it with the original"),
        "too_long": ("内容过长", "is too long"),
        "out_of_range": ("超出允许范围", "is out of range"),
        "not_in_list": ("不在允许的取值之内", "is not one of the allowed values"),
        "hidden_character": ("含有不可见字符或控制字符", "contains invisible or control characters"),
        "private_character": ("含有自造字或未定义字符", "contains private-use or undefined characters"),
        "mixed_script": ("混用了不同文字的字母", "mixes letters of different scripts"),
        "wrong_script": ("含有姓名或名称中不允许的字符", "contains characters not allowed in a name"),
        "not_an_image": ("不是有效的图像", "is not a valid image"),
        "image_size": ("图像应为60×80灰度WebP，且不超过560字节", "must be a 60x80 WebP image of at most 560 bytes"),
        "not_people": (
            "应为人员列表（姓名/证件类型/证件号码）",
            "must be a list of people (name/document type/number)",
        ),
        "disagrees": ("与同一记录的其他字段不一致", "disagrees with another field of the record"),
        "end_before_start": ("早于开始日期", "is earlier than the start"),
        "too_young": ("未达到规定年龄", "is below the required age"),
    }
)


class FieldProblem(ValueError):
    """A value that a validator refuses; `code` is one of `TEXTS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of a record, said in both languages."""

    field: str
    code: str
    zh: str
    en: str


def problem(field: str, code: str, title_zh: str, title_en: str) -> Problem:
    """Build the sentence for `code` about the field with these titles."""
    zh, en = TEXTS[code]
    return Problem(field, code, f"{title_zh}：{zh}", f"{title_en} {en}")
