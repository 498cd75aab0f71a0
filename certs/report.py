"""A verdict for people (lines in Chinese or English) and for machines (JSON)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from certs.catalogue import CertificateType
from certs.checkpoint import Continued
from certs.notes import note_text
from certs.portrait import Belonging, Foreign
from certs.reasons import REASONS
from certs.receipt import Recorded
from certs.verdict import Accepted, Check, Rejected

CHECK_NAMES: dict[str, tuple[str, str]] = {
    "form": ("格式", "form"),
    "trust": ("信任清单", "trust list"),
    "issuer": ("签发机关", "issuer"),
    "issuer_key": ("签发密钥", "issuer's key"),
    "issuer_signature": ("签发签名", "issuer's signature"),
    "type": ("证照类型", "certificate type"),
    "view_validity": ("出示数据有效期", "validity of the view"),
    "device_signature": ("手机签名", "phone's signature"),
    "audience": ("出示对象", "audience"),
    "challenge": ("核验请求", "challenge"),
    "freshness": ("时间", "time"),
    "replay": ("重复使用", "single use"),
    "status": ("证照状态", "status"),
    "fields": ("字段", "fields"),
    "purpose": ("用途", "purpose"),
    "receipt": ("回执签名", "receipt's signature"),
    "checkpoint": ("日志检查点签名", "checkpoint's signature"),
    "inclusion": ("收录证明", "proof of inclusion"),
    "continuity": ("日志延续", "the log continues"),
}
RESULTS: dict[str, tuple[str, str]] = {
    "passed": ("通过", "passed"),
    "failed": ("不通过", "failed"),
    "skipped": ("未查", "skipped"),
    "deferred": ("另查", "deferred"),
    "warning": ("警告", "warning"),
}
BEHALF: dict[str, tuple[str, str]] = {
    "delegation": ("受托人", "borrower"),
    "guardian": ("监护人", "guardian"),
    "role": ("单位人员", "staff"),
}
_UNPINNED = (
    "注意：未指定信任锚，离线包只由其自带的密钥证明。",
    "Note: no anchor was given; the bundle is vouched for only by the key inside it.",
)


def lines(verdict: Accepted | Rejected, *, lang: str, anchor_pinned: bool) -> list[str]:
    """The report, one check a line, then the verdict; `lang` is zh or en."""
    pick = 0 if lang == "zh" else 1
    report = [] if anchor_pinned else [_UNPINNED[pick]]
    report += [_check_line(check, lang) for check in verdict.checks]
    if isinstance(verdict, Rejected):
        reason = REASONS[verdict.reason]
        said = (reason.zh, reason.next_zh) if pick == 0 else (reason.en, reason.next_en)
        return [*report, f"{('拒绝', 'REJECTED')[pick]} {verdict.reason}: {said[0]} {said[1]}"]
    whose = f"{verdict.region.name[lang]} {verdict.issuer}" if verdict.region else verdict.issuer
    report.append(f"{('接受', 'ACCEPTED')[pick]} {verdict.type.name[lang]} {whose} {verdict.handle}")
    if verdict.on_behalf is not None:
        how, name = BEHALF[verdict.on_behalf.kind][pick], verdict.on_behalf.name
        report.append(f"代出示：{name}（{how}）" if pick == 0 else f"SHOWN ON BEHALF by {name} ({how})")
    return report + [_field_line(verdict.type, name, value, lang) for name, value in verdict.fields.items()]


def as_json(verdict: Accepted | Rejected, *, anchor_pinned: bool) -> dict[str, Any]:
    """The verdict as JSON members; bytes as hex."""
    form: dict[str, Any] = {
        "accepted": isinstance(verdict, Accepted),
        "anchor_pinned": anchor_pinned,
        "once_id": verdict.once_id.hex() if verdict.once_id else None,
        "issuer": verdict.issuer,
        "handle": verdict.handle,
        "type": verdict.type.id if verdict.type else None,
        "status_as_of": verdict.status_as_of,
        **({"region": verdict.region.id} if verdict.region else {}),
        **({"on_behalf": asdict(verdict.on_behalf)} if verdict.on_behalf else {}),
        "checks": [_check_json(check) for check in verdict.checks],
    }
    if isinstance(verdict, Rejected):
        reason = REASONS[verdict.reason]
        return (
            form
            | {"reason": reason.code, "zh": reason.zh, "en": reason.en}
            | {
                "next_zh": reason.next_zh,
                "next_en": reason.next_en,
            }
        )
    fields = {name: _shown(value) for name, value in verdict.fields.items()}
    return form | {"fields": fields, "iat": verdict.iat, "aud": verdict.aud, "exp": verdict.exp}


def portrait_lines(picture: Belonging | Foreign | None, *, lang: str) -> list[str]:
    """One line about the portrait beside the code; none when there was nothing to judge."""
    pick = 0 if lang == "zh" else 1
    if picture is None:
        return []
    if isinstance(picture, Belonging):
        return [f"{('相片：属于此证照', 'PORTRAIT belongs to the certificate')[pick]} ({len(picture.picture)} B WebP)"]
    reason = REASONS[picture.reason]
    said = (reason.zh, reason.next_zh) if pick == 0 else (reason.en, reason.next_en)
    return [f"{('相片：拒绝', 'PORTRAIT REJECTED')[pick]} {picture.reason}: {said[0]} {said[1]}"]


def portrait_json(picture: Belonging | Foreign | None) -> dict[str, Any]:
    """The member `portrait`, when a picture was judged."""
    if picture is None:
        return {}
    reason = picture.reason if isinstance(picture, Foreign) else None
    return {"portrait": {"belongs": reason is None, "reason": reason}}


def found_lines(found: Recorded | Continued, *, lang: str, anchor_pinned: bool) -> list[str]:
    """What was found of a receipt or of two checkpoints: one check a line, then the answer."""
    pick = 0 if lang == "zh" else 1
    report = [] if anchor_pinned else [_UNPINNED[pick]]
    report += [_check_line(check, lang) for check in found.checks if check.result != "skipped"]
    if found.reason is not None:
        reason = REASONS.get(found.reason, REASONS["malformed"])
        said = (reason.zh, reason.next_zh) if pick == 0 else (reason.en, reason.next_en)
        return [*report, f"{('未证明', 'NOT PROVEN')[pick]} {found.reason}: {said[0]} {said[1]}"]
    number = found.checkpoint.number if found.checkpoint else None
    if found.receipt is None:
        return [*report, f"{('延续', 'CONTINUED')[pick]} {number}"]
    at = datetime.fromtimestamp(found.checkpoint.iat if found.checkpoint else 0, UTC).isoformat()
    said_by = " ".join(str(found.receipt.get(name)) for name in ("id", "verifier", "purpose", "outcome"))
    return [*report, f"{('已收录', 'RECORDED')[pick]} {said_by} ({('检查点', 'checkpoint')[pick]} {number}, {at})"]


def found_json(found: Recorded | Continued, *, anchor_pinned: bool) -> dict[str, Any]:
    """The same as JSON members."""
    covering = found.checkpoint
    return {
        "proven": found.reason is None,
        "anchor_pinned": anchor_pinned,
        "reason": found.reason,
        "checks": [_check_json(check) for check in found.checks],
        "receipt": found.receipt,
        "checkpoint": None if covering is None else {"number": covering.number, "iat": covering.iat},
    }


def _check_line(check: Check, lang: str) -> str:
    pick = 0 if lang == "zh" else 1
    line = f"[{RESULTS[check.result][pick]}] {CHECK_NAMES[check.name][pick]}"
    reason = REASONS.get(check.reason or "")
    said = "" if reason is None else (reason.zh, reason.en)[pick]
    noted = f"({note_text(check.note, lang)})" if check.note else ""
    return " ".join(part for part in (line, said, noted) if part)


def _check_json(check: Check) -> dict[str, Any]:
    note = dict(zip(("name", "value"), check.note, strict=True)) if check.note else None
    return {"name": check.name, "result": check.result, "reason": check.reason, "note": note}


def _field_line(type_: CertificateType, name: str, value: Any, lang: str) -> str:
    """The field by its title; what stands open and what is true or false in words."""
    pick = 0 if lang == "zh" else 1
    said = {None: ("长期", "no end"), True: ("是", "yes"), False: ("否", "no")}
    shown = said[value][pick] if value is None or isinstance(value, bool) else _shown(value)
    return f"  {(type_.fields.get(name) or type_.derived[name]).title[lang]}: {shown}"


def _shown(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
