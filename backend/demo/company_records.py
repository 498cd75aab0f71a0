"""What the authorities of the demo city know about its companies: one function a certificate type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from backend.demo.people import Organisation
from backend.demo.places import AUTHORITIES
from backend.demo.writing import Record, day_between, years_after

_SCOPES = (
    "餐饮服务；食品销售；外卖递送服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "软件开发；信息系统集成服务；数据处理服务；计算机及办公设备维修；技术咨询。",
    "住宿服务；会议及展览服务；洗染服务；停车场服务；日用百货销售。",
)


def _business_licence(company: Organisation, random: Random) -> Record:
    started, person = company.established_on, company.representative
    return {
        "credit_code": company.credit_code,
        "name": company.name,
        "company_type": "有限责任公司（自然人投资或控股）",
        "legal_representative": person.name,
        "legal_representative_code": person.citizen_number,
        "registered_capital": f"{random.choice((50, 100, 300, 500))}万元人民币",
        "established_on": started.isoformat(),
        "valid_from": started.isoformat(),
        "valid_to": random.choice((None, years_after(started, 30))),
        "address": company.address,
        "business_scope": random.choice(_SCOPES),
        "issuing_authority": AUTHORITIES["SC"][0],
        "approved_on": started.isoformat(),
        "issue_date": started.isoformat(),
        "number": f"S990100{company.index % 10**9:09}",
    }


def _food_business_permit(company: Organisation, random: Random) -> Record:
    issued = day_between(random, date(2024, 1, 1), date(2025, 12, 1))
    return {
        "number": f"JY2{company.credit_code[2:8]}{company.index % 10_000_000:07}",
        "name": company.name,
        "credit_code": company.credit_code,
        "legal_representative": company.representative.name,
        "domicile": company.address,
        "premises": company.address,
        "business_category": random.choice(("餐饮服务经营者", "食品销售经营者", "单位食堂")),
        "items": random.choice(("热食类食品制售", "热食类食品制售、冷食类食品制售", "预包装食品销售")),
        "supervisor": f"{AUTHORITIES['SC'][0]}直属分局",
        "signed_by": "周明远",
        "issuing_authority": AUTHORITIES["SC"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": years_after(issued, 5),
    }


def _public_hygiene_permit(company: Organisation, random: Random) -> Record:
    issued = day_between(random, date(2023, 1, 1), date(2025, 12, 1))
    return {
        "number": f"亮卫公证字〔{issued.year}〕第{company.index % 1_000_000:06}号",
        "name": company.name,
        "credit_code": company.credit_code,
        "legal_representative": company.representative.name,
        "premises": company.address,
        "project": random.choice(("住宿场所", "美容美发场所", "游泳场所", "商场")),
        "premises_area": f"{random.randint(40, 2000)}.5",
        "issuing_authority": AUTHORITIES["WJ"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": years_after(issued, 4),
    }


OF_COMPANIES: dict[str, Callable[[Organisation, Random], Record]] = {
    "business-licence": _business_licence,
    "food-business-permit": _food_business_permit,
    "public-hygiene-permit": _public_hygiene_permit,
}
