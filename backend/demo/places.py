"""The demo city: an invented place whose region codes are unassigned, so that its numbers belong to nobody."""

from __future__ import annotations

from certs.catalogue.numbers import credit_check, organisation_check

CITY = "亮州市"
PROVINCE_SHORT = "湘"
CITY_CODE = "990100"
DISTRICTS: tuple[tuple[str, str], ...] = (("990102", "东湖区"), ("990103", "南桥区"), ("990121", "望江县"))
STREETS = ("文昌街道", "桂花街道", "清水街道", "古塔街道", "石榴街道")
ROADS = ("桂花路", "人民中路", "解放大道", "滨江北路", "学府街", "朝阳巷", "建设西路", "青年路")


def make_credit_code(kind: str, region: str, serial: str) -> str:
    """A right credit code from `kind` (91 company, 11 authority), a 6-digit `region` and an 8-character `serial`."""
    body = kind + region + serial + organisation_check(serial)
    return body + credit_check(body)


def _authority(number: int) -> str:
    return make_credit_code("11", CITY_CODE, f"{number:08}")


# Issuer code → (name, English name, credit code).
AUTHORITIES: dict[str, tuple[str, str, str]] = {
    "GA": ("亮州市公安局", "Liangzhou Public Security Bureau", _authority(101)),
    "SC": ("亮州市市场监督管理局", "Liangzhou Administration for Market Regulation", _authority(102)),
    "ZR": ("亮州市自然资源和规划局", "Liangzhou Bureau of Natural Resources and Planning", _authority(103)),
    "MZ": ("亮州市民政局", "Liangzhou Civil Affairs Bureau", _authority(104)),
    "RS": ("亮州市人力资源和社会保障局", "Liangzhou Human Resources and Social Security Bureau", _authority(105)),
    "CL": ("亮州市残疾人联合会", "Liangzhou Disabled Persons' Federation", _authority(106)),
    "WJ": ("亮州市卫生健康委员会", "Liangzhou Health Commission", _authority(107)),
    "JY": ("亮州市教育局", "Liangzhou Education Bureau", _authority(108)),
    "FW": ("亮州市政务服务中心", "Liangzhou Government Service Centre", _authority(109)),
}
