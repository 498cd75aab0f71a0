"""Why a file or a row is refused, in words for whoever prepares the file: stable code, Chinese and English text."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from backend.errors import Conflict, Forbidden, Invalid

FILE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "empty_file": ("文件没有数据行", "the file has no rows"),
        "unknown_encoding": ("文件编码既不是 UTF-8 也不是 GB18030", "the file is neither UTF-8 nor GB18030"),
        "wrong_headings": ("表头与证照类型不符", "the headings do not fit the certificate type"),
        "no_headings": (
            "第一行没有一个该证照类型的表头：请删去标题行和合并单元格，让表头在第一行；或证照类型选错",
            "no heading of this certificate type is in the first row: take away title rows and merged cells, "
            "so that the headings stand there, or choose another type",
        ),
        "not_a_workbook": ("不是可读取的 XLSX 文件", "not a readable XLSX file"),
        "old_workbook": ("不支持旧版 XLS，请另存为 XLSX 或 CSV", "old XLS files are not read; save as XLSX or CSV"),
        "workbook_too_large": ("XLSX 解压后过大，请改用 CSV", "the XLSX file unpacks to too much; use CSV"),
        "workbook_part_too_large": (
            "XLSX 中的文本表等部件解压后超过 64 MiB，请改用 CSV",
            "a part of the XLSX file (its table of texts, say) unpacks to more than 64 MiB; use CSV",
        ),
        "broken_quotes": ("引号不配对，其后的行无法读取", "a quotation mark is not closed; later rows cannot be read"),
        "cell_too_long": (
            "单元格过长（可能是引号未闭合），其后的行无法读取",
            "a cell is too long (perhaps an open quotation mark); later rows cannot be read",
        ),
    }
)
ROW: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "scientific_notation": (
            "号码已被 Excel 改成科学计数，请将该列设为“文本”后重新导出",
            "Excel turned the number into scientific notation; format the column as text and export again",
        ),
        "digits_lost": (
            "号码第16位起已被 Excel 改为0，请将该列设为“文本”后重新录入",
            "Excel kept only 15 digits of the number; format the column as text and enter it again",
        ),
        "leading_zeros_lost": (
            "号码开头的0已丢失，请将该列设为“文本”后重新导出",
            "leading zeros of the number are lost; format the column as text and export again",
        ),
        "serial_date": (
            "日期是 Excel 序列号，请将该列设为日期格式（年-月-日）",
            "the date is an Excel serial number; format the column as a date (year-month-day)",
        ),
        "became_a_date": (
            "号码已被 Excel 改成日期，请将该列设为“文本”后重新录入",
            "Excel turned the value into a date; format the column as text and enter it again",
        ),
        "formula_error": ("单元格是公式错误值", "the cell holds a formula error"),
        "cell_count": ("单元格所在的列没有表头", "a cell stands in a column without a heading"),
        "heading_unknown": ("不认识的表头", "a heading that the certificate type does not have"),
        "heading_repeated": ("重复的表头", "a heading that stands there more than once"),
        "heading_missing": ("缺少必填列的表头", "the heading of a required column is missing"),
        "duplicate_row": (
            "同一文件中已有该证照编号和持证人的行",
            "the file has an earlier row with this number and holder",
        ),
        "name_differs": (
            "持证人姓名（名称）与该号码已登记的不一致",
            "the holder's name is not the one registered under this number",
        ),
    }
)


class FileRefused(Invalid):
    """The whole file, or everything from `row` on, cannot be read. `reason` is a key of FILE."""

    code = "file_refused"
    zh = "文件无法导入"
    en = "The file cannot be imported"
    next_zh = "请按提示修改文件后重新导入；重复导入不会产生重复数据"
    next_en = "Mend the file as told and import it again; importing twice makes no duplicates"

    def __init__(self, reason: str, detail: str = "", *, row: int | None = None, **extra: Any) -> None:
        text = " ".join(FILE[reason]) + (f": {detail}" if detail else "")
        super().__init__(text, reason=reason, row=row, **extra)
        self.reason = reason
        self.row = row


class UnknownType(Invalid):
    code = "unknown_type"
    zh = "没有这种证照类型"
    en = "There is no such certificate type"
    next_zh = "请从证照类型目录中选择"
    next_en = "Choose one from the list of certificate types"


class TypeNotAllowed(Forbidden):
    code = "type_not_allowed"
    zh = "该部门无权签发此类证照"
    en = "This department may not issue this certificate type"
    next_zh = "请核对证照类型与签发机关"
    next_en = "Check the certificate type and the issuer"


class RecordRefused(Invalid):
    """A record does not hold against its type; `errors` lists every problem by field, without values."""

    code = "record_refused"
    zh = "证照内容不符合该类型的要求"
    en = "The content does not fit the certificate type"


class NameDiffers(Conflict):
    code = "name_differs"
    zh, en = ROW["name_differs"]
    next_zh = "请核对号码与姓名（名称）"
    next_en = "Compare number and name with the original"
