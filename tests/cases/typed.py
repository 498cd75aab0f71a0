"""What people say where no certificate does: the fields that a form must have and nothing fills yet."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.verification.world import City

TYPED = {
    "phone": "13800000000", "former_place": "长沙市", "subject": "语文", "education": "大学本科", "capital": "50万元",
    "last_employer": "亮州市机械厂", "rent_address": "亮州市东湖区桂花路1号", "amount": "12000", "purpose": "入职",
    "trade_name": "亮州市东湖区春晖小吃店", "scope": "餐饮服务", "seats": "40", "area": "120", "child_name": "王一诺",
    "business": "餐饮服务",
}  # fmt: skip
NUMBERS = {"citizen_number": "990103194509160069", "credit_code": "91990103MA0000031Y"}  # of nobody


def typed_into(form: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Of a form as its case tells it: what was typed before, and whatever must be filled and is not."""
    said = {str(one["name"]): str(one["value"]) for one in form if one["typed"]}
    open_ = (one for one in form if one["required"] and one["value"] is None)
    return said | {str(one["name"]): TYPED.get(one["name"], NUMBERS.get(one["kind"], "见附件")) for one in open_}


def fill_form(city: City, case_no: str) -> int:
    """The clerk asks and types; the revision of the case after it."""
    case: Any = city.get(f"/cases/{case_no}").get_json()
    body = {"revision": case["revision"], "fields": typed_into(case["form"])}
    answer = city.put(f"/cases/{case_no}/form", body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return int(answer.get_json()["revision"])
