"""What the authorities of the demo city know about its citizens: one function a certificate type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from backend.demo import people
from backend.demo.people import REFERENCE, Person
from backend.demo.places import AUTHORITIES, CITY, PROVINCE_SHORT
from backend.demo.writing import Record, chance, day_between, years_after
from certs.catalogue.dates import add_months, age_on
from certs.catalogue.deriving import validity_by_age
from certs.catalogue.rules import DISABILITIES, GRADES

_SUBJECTS = ("语文", "数学", "英语", "物理", "音乐")
_BANKS = ("亮州农村商业银行", "湘江银行亮州分行")
_PROOFS = (
    ("无犯罪记录证明", "申请人在本市无犯罪记录", "入职"),
    ("收入证明", "近十二个月平均月收入6800元", "住房公积金贷款"),
    ("无房证明", "申请人名下在本市无房产登记", "公租房申请"),
)


def _base(person: Person, *names: str) -> Record:
    whole: Record = {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date.isoformat(),
        "citizen_number": person.citizen_number,
        "address": person.address,
    }
    return {name: whole[name] for name in names or whole}


def _resident_id(person: Person, random: Random, seed: int) -> Record:
    start = day_between(random, date(2013, 1, 1), date(2025, 12, 1))
    return {
        **_base(person),
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": f"{AUTHORITIES['GA'][0]}{person.district}分局",
        "valid_from": start.isoformat(),
        "valid_to": years_after(start, validity_by_age(age_on(person.birth_date, start))),
        "issue_date": start.isoformat(),
    }


def _driving_licence(person: Person, random: Random, seed: int) -> Record:
    start = day_between(random, date(2018, 1, 1), date(2025, 12, 1))
    return {
        **_base(person, "name", "sex", "birth_date", "address"),
        "number": person.citizen_number,
        "nationality": "中国",
        "first_issue_date": add_months(start, -72).isoformat(),
        "vehicle_class": random.choice(("C1", "C1", "C1E", "B2D")),
        "valid_from": start.isoformat(),
        "valid_to": years_after(start, 10),
        "file_number": f"9901{person.index % 100_000_000:08}",
        "record": "请于有效期届满前九十日内换证",
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": f"{AUTHORITIES['GA'][0]}交通警察支队",
        "issue_date": start.isoformat(),
    }


def _real_estate_title(person: Person, random: Random, seed: int) -> Record:
    other, issued = people.spouse(person.index, seed), day_between(random, date(2017, 1, 1), date(2025, 12, 1))
    owners = [{"name": p.name, "code_type": "111", "code": p.citizen_number} for p in (person, other)]
    area, parcel = f"{random.randint(1, 30):03}{random.randint(1, 30):03}", f"GB{person.index % 100_000:05}"
    return {
        "number": f"{PROVINCE_SHORT}({issued.year}){CITY}不动产权第{person.index % 10_000_000:07}号",
        "owners": owners,
        "ownership": "共同共有",
        "location": person.address,
        "unit_number": f"{person.citizen_number[:6]}{area}{parcel}F{random.randint(1, 99_999):08}",
        "right_kind": "国有建设用地使用权/房屋所有权",
        "right_nature": "出让/市场化商品房",
        "purpose": "城镇住宅用地/成套住宅",
        "area": f"{random.randint(60, 160)}.{random.randint(10, 99)}平方米",
        "term": f"国有建设用地使用权至{issued.year + 66}年12月31日止",
        "other_rights": f"房屋结构：钢筋混凝土\n所在层/总层数：{random.randint(1, 18)}/18",
        "notes": "业务编号：" + str(random.randint(10**9, 10**10 - 1)),
        "issuing_authority": AUTHORITIES["ZR"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": None,
    }


def _marriage(person: Person, random: Random, seed: int) -> Record:
    couple = sorted((person, people.spouse(person.index, seed)), key=lambda one: one.index)
    grown = add_months(max(one.birth_date for one in couple), 23 * 12)
    day = day_between(chance(seed, "wedding", couple[0].index), grown, max(grown, date(2025, 12, 1)))
    spouses: Record = {}
    for role, one in zip(("husband", "wife"), couple, strict=True):
        spouses[f"{role}_name"], spouses[f"{role}_nationality"] = one.name, "中国"
        spouses[f"{role}_birth_date"], spouses[f"{role}_code"] = one.birth_date.isoformat(), one.citizen_number
    return {
        "number": f"J990102-{day.year}-{couple[0].index % 1_000_000:06}",
        "holder_name": person.name,
        "holder_code": person.citizen_number,
        "registered_on": day.isoformat(),
        **spouses,
        "issuing_authority": f"{CITY}{person.district}民政局婚姻登记处",
        "issue_date": day.isoformat(),
        "valid_from": day.isoformat(),
        "valid_to": None,
    }


def _luhn(body: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def _social_security_card(person: Person, random: Random, seed: int) -> Record:
    issued = day_between(random, date(2017, 1, 1), date(2025, 12, 1))
    return {
        **_base(person, "name", "sex", "citizen_number"),
        "number": f"A{person.index % 100_000_000:08}",
        "bank_name": random.choice(_BANKS),
        "bank_card_number": _luhn(f"621799{person.index % 10**12:012}"),
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": AUTHORITIES["RS"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": years_after(issued, 10),
    }


def _disability(person: Person, random: Random, seed: int) -> Record:
    issued, kind, grade = (
        day_between(random, date(2017, 1, 1), date(2025, 12, 1)),
        random.randrange(7),
        random.randrange(4),
    )
    guardian = people.spouse(person.index, seed)
    return {
        **_base(person),
        "number": f"{person.citizen_number}{kind + 1}{grade + 1}",
        "disability_kind": DISABILITIES[kind],
        "disability_grade": GRADES[grade],
        "guardian_name": guardian.name,
        "guardian_phone": guardian.phone,
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": AUTHORITIES["CL"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": years_after(issued, 10),
    }


def _household_register(person: Person, random: Random, seed: int) -> Record:
    head = people.person(person.index & ~1, seed)
    issued = day_between(random, date(2010, 1, 1), date(2025, 12, 1))
    return {
        **_base(person),
        "number": f"{person.citizen_number[:6]}{head.index % 1_000_000:06}",
        "household_kind": "家庭户",
        "head_name": head.name,
        "relation": "户主" if head.index == person.index else "妻",
        "birth_place": f"{CITY}{person.district}",
        "native_place": CITY,
        "education": random.choice(("高中", "大学专科", "大学本科")),
        "marital_status": "已婚",
        "employer": random.choice(("亮州市第一中学", "亮州市机械厂", "个体经营")),
        "moved_in": f"{issued.year}年由{CITY}{person.district}迁来",
        "issuing_authority": f"{AUTHORITIES['GA'][0]}{person.district}分局",
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": None,
    }


def _birth(mother: Person, random: Random, seed: int) -> Record:
    father = people.spouse(mother.index, seed)
    born = day_between(random, date(2024, 1, 1), date(2025, 11, 20))
    hospital = f"{CITY}妇幼保健院"
    return {
        "number": f"Z99{mother.index % 10_000_000:07}",
        "name": father.name[0] + random.choice(("沐阳", "梓涵", "一诺", "子墨", "雨桐")),
        "sex": random.choice("男女"),
        "birth_date": born.isoformat(),
        "birth_time": f"{random.randint(0, 23):02}时{random.randint(0, 59):02}分",
        "gestation_weeks": random.randint(37, 41),
        "weight_grams": random.randint(2600, 4100),
        "length_cm": random.randint(47, 53),
        "birth_place": f"{CITY}{mother.district}",
        "institution": hospital,
        "mother_name": mother.name,
        "mother_nationality": "中国",
        "mother_ethnicity": mother.ethnicity,
        "mother_code": mother.citizen_number,
        "father_name": father.name,
        "father_nationality": "中国",
        "father_ethnicity": father.ethnicity,
        "father_code": father.citizen_number,
        "issuing_authority": hospital,
        "issue_date": (born + timedelta(days=3)).isoformat(),
        "valid_from": (born + timedelta(days=3)).isoformat(),
        "valid_to": None,
    }


def _residence_permit(person: Person, random: Random, seed: int) -> Record:
    issued = day_between(random, date(2025, 6, 1), date(2025, 12, 1))
    return {
        **_base(person),
        "number": f"990100{person.index % 10**10:010}",
        "registered_address": "湘省远山市云台县青石镇花溪村三组12号",
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": f"{AUTHORITIES['GA'][0]}{person.district}分局",
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": years_after(issued, 1),
    }


def _senior_card(person: Person, random: Random, seed: int) -> Record:
    sixty = add_months(person.birth_date, 60 * 12)
    issued = max(sixty, day_between(random, date(2015, 1, 1), date(2025, 12, 1)))
    return {
        **_base(person, "name", "sex", "birth_date", "citizen_number", "address"),
        "number": f"990100L{person.index % 10**9:09}",
        "emergency_phone": people.spouse(person.index, seed).phone,
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": AUTHORITIES["MZ"][0],
        "issue_date": min(issued, REFERENCE).isoformat(),
        "valid_from": min(issued, REFERENCE).isoformat(),
        "valid_to": None,
    }


def _teacher_qualification(person: Person, random: Random, seed: int) -> Record:
    issued = day_between(random, date(2019, 1, 1), date(2025, 12, 1))
    return {
        **_base(person, "name", "sex", "birth_date", "ethnicity", "citizen_number"),
        "number": f"{issued.year}9901{random.choice('123')}{person.sex == '女':d}{person.index % 10_000_000:07}",
        "category": random.choice(("小学教师资格", "初级中学教师资格", "高级中学教师资格")),
        "subject": random.choice(_SUBJECTS),
        "portrait": people.portrait(person.index, seed),
        "issuing_authority": AUTHORITIES["JY"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": None,
    }


def _general_proof(person: Person, random: Random, seed: int) -> Record:
    issued = day_between(random, date(2025, 9, 1), date(2025, 12, 1))
    kind, summary, purpose = random.choice(_PROOFS)
    return {
        **_base(person, "name", "citizen_number"),
        "number": f"亮政证〔{issued.year}〕第{person.index % 10_000_000:07}号",
        "proof_kind": kind,
        "summary": summary,
        "statement": f"兹证明{person.name}（公民身份号码{person.citizen_number}）：{summary}。\n特此证明。",
        "purpose": purpose,
        "issuing_authority": AUTHORITIES["FW"][0],
        "issue_date": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_to": add_months(issued, 6).isoformat(),
    }


OF_CITIZENS: dict[str, Callable[[Person, Random, int], Record]] = {
    "resident-id": _resident_id,
    "real-estate-title": _real_estate_title,
    "marriage": _marriage,
    "driving-licence": _driving_licence,
    "social-security-card": _social_security_card,
    "disability": _disability,
    "household-register": _household_register,
    "birth": _birth,
    "residence-permit": _residence_permit,
    "senior-card": _senior_card,
    "teacher-qualification": _teacher_qualification,
    "general-proof": _general_proof,
}
