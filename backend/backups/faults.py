"""What may not hold in a city, by code: what it means and what to do next, in Chinese and English.

What is wrong with the log is named as there, with `log_` before it. Codes never change their meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from backend.audit.breaks import BREAKS, Words

LOG = "log_"

_FORGED = (
    "按伪造处理：请签发机关暂停此证照，通知安全管理员，并查日志中是谁、何时写入的。",
    "Treat it as forged: have its issuer suspend it, tell the security administrator, and see in the log who wrote it, "
    "and when.",
)
_OWN: Mapping[str, Words] = {
    "status_differs": Words(
        "状态列表与证照的状态不一致",
        "The status list does not say what the certificate's state says",
        "程序总是同时写这两处，所以是数据被改：请签发机关核对哪一处对，通知安全管理员，不要手工改表。",
        "The program writes both at once, so the data were changed: ask its issuer which is right, tell the security "
        "administrator, and mend no table by hand.",
    ),
    "form_not_opened": Words(
        "证照的签名原文打不开",
        "The certificate's signed form does not open",
        "很多份都这样：数据密钥（LIANGMA_DATA_KEY）不是当时的那一把，换回后再核查。只有几份：原文被改，通知安全管理员，请签发机关换发。",
        "Of very many: the data key (LIANGMA_DATA_KEY) is not that of the time; put it back and verify again. Of a "
        "few: they were altered; tell the security administrator, and have the issuer renew them.",
    ),
    "form_unreadable": Words("证照的签名原文不成格式", "The certificate's signed form cannot be read", *_FORGED),
    "issuer_key_unrecorded": Words(
        "签发前没有登记其签发机关的密钥", "No key of its issuer was recorded before it was signed", *_FORGED
    ),
    "other_bytes": Words(
        "签名的内容与签发前登记的不同", "Other bytes were signed than were recorded beforehand", *_FORGED
    ),
    "signature_wrong": Words("证照的签名不成立", "The certificate's signature does not verify", *_FORGED),
    "trust_list_not_believed": Words(
        "信任清单不可信：签名不属于可信的平台密钥",
        "The trust list is not believed: no believed platform key signed it",
        "运行 liangma trust publish 发布新的一期，再运行 liangma backup verify；仍然如此，通知安全管理员。",
        "Publish a new one by `liangma trust publish`, then `liangma backup verify`; if it is named again, tell the "
        "security administrator.",
    ),
    "platform_key_cannot_sign": Words(
        "平台密钥不能签名",
        "The platform's key cannot sign",
        "用 liangma keys list 看平台密钥（LM）：没有在用的就 liangma keys rotate LM；密钥在硬件里，看硬件和口令。",
        "See `liangma keys list`: if none of the platform's (LM) is active, `liangma keys rotate LM`; of a key in "
        "hardware, see that it is there and its PIN is right.",
    ),
    "status_list_not_believed": Words(
        "状态列表不可信：签名不属于可信的平台密钥",
        "A status list is not believed: no believed platform key signed it",
        "看平台密钥（liangma keys list 的 LM），运行 liangma trust publish，再 liangma backup verify；仍然如此，"
        "通知安全管理员。",
        "See the platform's keys (LM) by `liangma keys list`, publish by `liangma trust publish`, then `liangma backup "
        "verify`; if it is named again, tell the security administrator.",
    ),
}
FAULTS: Mapping[str, Words] = MappingProxyType({**{LOG + kind: words for kind, words in BREAKS.items()}, **_OWN})


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold. `code`: of FAULTS; `where`: as a command names it."""

    code: str
    where: str

    def line(self) -> str:
        words = FAULTS[self.code]
        return f"{self.code}: {self.where}: {words.zh} {words.en}"
