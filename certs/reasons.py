"""The stable reason codes of verdicts, each with its text and next step in Chinese and English.

The texts are written for the person at the window or the citizen holding the phone. Codes never change their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason: what happened (`zh`, `en`) and what to do next (`next_zh`, `next_en`)."""

    code: str
    zh: str
    en: str
    next_zh: str
    next_en: str


_RENEW = ("请持证人刷新后重新出示。", "Ask the holder to refresh and show the code again.")
_OTHER = ("请通过其他方式核验，不要接受此码。", "Verify in another way; do not accept this code.")
_REPORT = ("不要接受此码，并报告主管人员。", "Do not accept this code, and tell your supervisor.")
_ONLINE = ("请联网后重试，或在联网窗口核验。", "Go online and try again, or verify at an online window.")
_UPDATE = ("请联网更新离线包后重试。", "Go online, update the bundle, and try again.")
_ISSUER = ("请持证人联系签发机关。", "Ask the holder to contact the issuer.")
_REBIND = ("请持证人在手机上重新绑定证照。", "Ask the holder to bind the certificate to the phone again.")
_NARROW = ("请持证人按所需范围重新出示。", "Ask the holder to show only what is needed here.")
_HOLDER = ("请持证人本人出示，或重新授权。", "Ask the holder to show it, or to allow it anew.")
_KEEP = ("请保留此回执和检查点，并向监管部门反映。", "Keep the receipt and the checkpoint; tell the supervisor.")
_PRINT = ("请核对本人身份后重新打印。", "See who it is, then print another code.")

_ROWS: tuple[tuple[str, str, str, tuple[str, str]], ...] = (
    ("malformed", "无法识别的码：内容不完整或已损坏。", "The code cannot be read: incomplete or damaged.", _RENEW),
    ("too_long", "码的内容过长。", "The code is too long.", _OTHER),
    ("unsupported_code", "这不是亮码，或其版本不受支持。", "This is no Liangma code, or too new.", _OTHER),
    ("not_canonical", "码的编码不规范。", "The code is not in its one canonical spelling.", _REPORT),
    ("wrong_algorithm", "码使用了不允许的签名算法。", "The code uses a signature algorithm that is refused.", _REPORT),
    ("signature_invalid", "签名无效。", "The signature is not valid.", _REPORT),
    ("unknown_issuer", "签发机关不在信任清单中。", "The issuer is not in the trust list.", _UPDATE),
    ("unknown_key", "签发密钥不在信任清单中。", "The issuer's key is not in the trust list.", _UPDATE),
    ("key_not_active", "签发密钥当时不在有效期内。", "The issuer's key was not active.", _ISSUER),
    ("key_compromised", "签发密钥已泄露作废。", "The issuer's key has been compromised.", _REBIND),
    ("issuer_signature_invalid", "签发机关的签名无效。", "The issuer's signature is not valid.", _REPORT),
    ("device_signature_invalid", "持证手机的签名无效。", "The phone's signature is not valid.", _REPORT),
    ("unknown_type", "未知的证照类型。", "The certificate type is not known here.", _UPDATE),
    ("type_not_allowed_for_issuer", "该机关无权签发此类证照。", "The issuer may not issue this type.", _REPORT),
    ("unknown_field", "码中有未知的字段。", "The code holds a field this type does not have.", _UPDATE),
    ("view_expired", "手机中的出示数据已过期。", "The view kept on the phone has expired.", _REBIND),
    ("view_from_future", "出示数据的有效期异常。", "The view is valid for longer than any view may be.", _REPORT),
    ("code_expired", "码已过期。", "The code has expired.", _RENEW),
    ("code_from_future", "码的时间晚于现在，请检查时钟。", "The code is from the future: check both clocks.", _RENEW),
    ("wrong_audience", "此码是出示给其他核验方的。", "The code was made for another verifier.", _RENEW),
    ("challenge_missing", "码没有回应本机的核验请求。", "The code does not answer this gate's challenge.",
     ("请持证人先扫描本机的二维码。", "Ask the holder to scan this gate's QR first.")),
    ("challenge_mismatch", "码回应的是另一次核验请求。", "The code answers another challenge.",
     ("请持证人重新扫描本机的二维码。", "Ask the holder to scan this gate's QR again.")),
    ("statement_differs", "签名的内容与办件不一致。", "What was signed is not what the case says.",
     ("请刷新办件，核对后重新签名。", "Read the case again, look it over and sign again.")),
    ("nonce_unknown", "码中的随机数未知或已失效。", "The code's nonce is unknown or used up.", _RENEW),
    ("replayed", "此码已经用过。", "This code has been used already.", _RENEW),
    ("status_suspended", "证照已暂停使用。", "The certificate is suspended.", _ISSUER),
    ("status_revoked", "证照已注销。", "The certificate is revoked.", _ISSUER),
    ("status_superseded", "证照已换发新版本，此版本不再使用。", "A newer version has replaced this certificate.",
     ("请持证人刷新证照后重新出示。", "Ask the holder to refresh the wallet and show the code again.")),
    ("status_unknown", "证照状态未知：状态清单缺失或过旧。", "The status is not known: list missing or old.", _ONLINE),
    ("certificate_unknown", "没有找到这份证照。", "The certificate was not found.", _ISSUER),
    ("certificate_expired", "证照已过有效期。", "The certificate itself has expired.", _ISSUER),
    ("certificate_not_yet_valid", "证照尚未生效。", "The certificate is not valid yet.", _ISSUER),
    ("device_removed", "此手机已被持证人解除绑定。", "The holder has removed this phone.", _REBIND),
    ("device_unknown", "未知的手机。", "The phone is not known.", _REBIND),
    ("view_unknown", "没有这种出示范围。", "There is no such view.", _REBIND),
    ("pack_needs_server", "凭证码只能联网核验。", "A pack can only be verified online.", _ONLINE),
    ("purpose_unknown", "核验用途未登记。", "The purpose of the check is not registered.",
     ("请选择已登记的用途。", "Choose a registered purpose.")),
    ("field_not_permitted", "出示的字段超出登记用途。", "A shown field goes beyond the registered purpose.", _NARROW),
    ("type_not_permitted", "登记用途不包括此类证照。", "The registered purpose does not cover this type.", _NARROW),
    ("required_field_missing", "缺少办理所需的字段。", "A field that is needed was not shown.",
     ("请持证人选择更完整的出示范围。", "Ask the holder to choose a fuller view.")),
    ("holder_mismatch", "持证人与办件申请人不一致。", "The holder is not the applicant of the case.",
     ("请核对申请人，或办理委托。", "Check the applicant, or use a delegation.")),
    ("holders_differ", "出示的证照不属于同一人或其代表的单位。", "The certificates are not one person's.",
     ("请同一持证人出示本人或其代表单位的证照。", "Ask one holder to show their own certificates.")),
    ("showing_not_here", "此码由他人代出示，不能在这里使用。", "Shown for its holder by another, and not for here.",
     ("请持证人本人出示，或改在允许的场所使用。", "Ask the holder to show it, or use it where it is allowed.")),
    ("showing_ended", "代出示已终止。", "The holder's word for showing this has ended.", _HOLDER),
    ("showing_expired", "代出示已过期。", "The time for showing this on behalf is over.", _HOLDER),
    ("showing_used_up", "代出示次数已用完。", "It was shown on behalf as often as was allowed.", _HOLDER),
    ("showing_other_purpose", "代出示不包括此事项。", "It may not be shown on behalf for this matter.", _HOLDER),
    ("portrait_not_shown", "出示范围不含相片摘要，无法核对相片。", "The view shows no portrait digest to check by.",
     ("请持证人选择含相片的出示范围。", "Ask the holder to choose a view with the portrait.")),
    ("portrait_mismatch", "这张相片不属于该证照。", "This picture does not belong to the certificate.", _REPORT),
    ("typed_code_mistyped", "数字码有误：校验位不符。", "The number is mistyped: its check digit does not fit.",
     ("请与持证人核对后重新输入。", "Compare it with the holder's phone and type it again.")),
    ("typed_code_unknown", "没有这个数字码，或已失效、已使用。", "No such number, or it has ended or was used.",
     ("请持证人重新生成数字码。", "Ask the holder for a new number.")),
    ("printed_code_unknown", "没有这个纸质码，或不在窗口使用。", "No such printed code, or it is shown at no window.",
     ("请到窗口出示；仍不能使用的，请重新打印。", "Show it at a window; if it still fails, have a new one printed.")),
    ("printed_code_used", "此纸质码已经用过。", "This printed code has been used already.", _PRINT),
    ("printed_code_revoked", "此纸质码已作废。", "This printed code was revoked.", _PRINT),
    ("printed_code_other_day", "此纸质码不是今天用的。", "This printed code is for another day.", _PRINT),
    ("printed_code_other_matter", "此纸质码是办理其他事项用的。", "This printed code is for another matter.",
     ("请打开纸上所写事项的办件，或重新打印。", "Open a case of the matter on the paper, or print another code.")),
    ("trust_list_stale", "信任清单已过期。", "The trust list is out of date.", _UPDATE),
    ("region_ambiguous", "两个地区的发证编号相同，无法判断由谁签发。", "Two regions have this issuer and key.",
     _OTHER),
    ("region_stale", "该地区的信任资料已过期，证照状态未知。", "That region's lists are too old: status unknown.",
     _UPDATE),
    ("type_not_recognised", "该地区的此类证照未列入互认。", "This type of that region is not recognised here.", _OTHER),
    ("field_not_recognised", "出示的字段在本地没有对应项。", "A shown field has no counterpart here.", _NARROW),
    ("value_not_recognised", "字段的取值在本地没有对应项。", "The value of a field has no counterpart here.", _OTHER),
    ("region_holder_unknown", "此码未载明本人身份号码，无法确定申请人。", "No number says who applies.",
     ("请持证人先出示载有姓名和号码的证照。", "Ask the holder to show name and number first.")),
    ("region_holder_differs", "姓名与本地登记的同号码人员不一致。", "The name is another than ours of this number.",
     _REPORT),
    ("region_holder_ours", "持码人在本地领有居民身份证，应先出示本地证件。",
     "This holder has an ID card of this city, which comes first.",
     ("请其先亮本地身份证码，再扫此码。", "Scan the code of that ID card first, then this one.")),
    ("not_in_log", "回执不在公开日志中。", "The receipt is not in the public log.", _KEEP),
    ("not_covered", "回执尚未被日志检查点收录。", "No checkpoint of the log covers the receipt yet.",
     ("请几分钟后重新获取回执。", "Fetch the receipt again in a few minutes.")),
    ("not_bound", "此回执签发时日志尚未提供证明。", "This receipt is from before the log gave proofs.",
     ("签名仍可核对；如有疑问请联系平台。", "Its signature can still be checked; ask the platform if in doubt.")),
    ("log_rewritten", "日志与先前留存的检查点不一致。", "The log does not continue the checkpoint kept before.", _KEEP),
    ("bundle_stale", "离线包已过期。", "The bundle is out of date.", _UPDATE),
)  # fmt: skip

REASONS: dict[str, Reason] = {code: Reason(code, zh, en, *after) for code, zh, en, after in _ROWS}
