"""The words of notices: for each kind a title and, where something can be done, a next step, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

Bilingual = dict[str, str]


@dataclass(frozen=True)
class Words:
    """Templates with names of values in braces. `place` keeps the ids of kinds apart that one row may tell."""

    place: int
    zh: str
    en: str
    next_zh: str = ""
    next_en: str = ""


_PHONE = ("如非本人操作，请立即移除并联系窗口", "If this was not you, remove it now and ask at a window")
_SAFE = ("如非本人所为，请检查已绑定的手机和通行密钥", "If this was not you, look at your phones and passkeys")
_ISSUER = ("如有疑问，请联系签发机关", "If you have questions, ask the issuer")
_FOLLOW = ("缺的材料见办件详情", "What is missing is named in the case")

KINDS: Mapping[str, Words] = {
    "certificate_issued": Words(0, "{type}已签发", "{type}: issued"),
    "certificate_changed": Words(1, "{type}已换发新版本", "{type}: a new version was issued"),
    "certificate_suspended": Words(2, "{type}已暂停使用", "{type}: suspended", *_ISSUER),
    "certificate_resumed": Words(3, "{type}已恢复使用", "{type}: may be used again"),
    "certificate_ended": Words(4, "{type}已{why}", "{type}: {why}", *_ISSUER),
    "certificate_expiring": Words(
        5, "{type}还有 {days} 天到期", "{type}: ends in {days} days", "请及时换证", "Renew it in time"
    ),
    "code_accepted": Words(8, "{verifier}核验了您出示的码", "{verifier} checked a code you showed"),
    "code_refused": Words(9, "{verifier}没有接受您的码：{why}", "{verifier} refused your code: {why}", *_SAFE),
    "code_used_twice": Words(
        10, "同一个码在两处使用过：{verifier}（离线）", "One code was used in two places: {verifier} (offline)", *_SAFE
    ),
    "device_added": Words(11, "新绑定手机：{name}", "A phone was added: {name}", *_PHONE),
    "device_removed": Words(12, "已移除手机：{name}", "A phone was removed: {name}"),
    "passkey_added": Words(13, "新增通行密钥：{name}", "A passkey was added: {name}", *_PHONE),
    "passkey_first_used": Words(
        14, "首次用通行密钥登录：{name}", "The first sign-in with the passkey {name}", *_PHONE
    ),
    "passkey_blocked": Words(
        15, "通行密钥已停用：{name}，可能存在副本", "The passkey {name} was blocked: a copy may exist",
        "请移除它，再添加新的", "Remove it and add a new one",
    ),
    "passkey_removed": Words(16, "已移除通行密钥：{name}", "A passkey was removed: {name}"),
    "case_accepted": Words(17, "{matter}已受理，承诺 {day} 前办结", "{matter}: accepted, promised by {day}"),
    "case_deferred": Words(
        18, "{matter}已容缺受理，请在 {day} 前补交材料", "{matter}: hand in what is missing by {day}", *_FOLLOW
    ),
    "case_deferral_due": Words(
        19, "{matter}的补交期限快到了：{day}", "{matter}: what is missing is due by {day}", *_FOLLOW
    ),
    "case_ended": Words(
        20, "{matter}未按期补交材料，已终止", "{matter}: ended, because materials did not follow in time",
        "如仍需办理，请重新申请", "Apply again if you still need it",
    ),
    "case_lapse_due": Words(
        19, "{matter}还没有受理，{day} 后不再保留", "{matter}: not accepted yet; it is kept until {day}",
        "请继续办理，或撤回", "Go on with it, or withdraw it",
    ),
    "case_lapsed": Words(
        20, "{matter}长期未继续办理，已终止", "{matter}: ended, because nobody went on with it",
        "如仍需办理，请重新申请", "Apply again if you still need it",
    ),
    "case_consent_asked": Words(
        28, "{office}办理{matter}，请您在 {day} 前决定是否出示证照",
        "{matter}: {office} asks to see certificates; please answer by {day}",
        "到办件里看要出示什么，由您决定", "See in the case what would be shown; it is for you to decide",
    ),
    "case_agent_acts": Words(
        0, "{agent}在{window}代您办理{matter}", "{agent} acts for you at {window}: {matter}",
        "如非您委托，请到办件里取消代办，或撤回办件", "If you did not ask for it, remove the agent or withdraw",
    ),
    "agency_given": Words(
        1, "{applicant}请您代办{matter}，{day} 前有效", "{applicant} lets you act for them until {day}: {matter}",
        "带上身份证码到窗口，以代办人身份亮码", "Show the code of your resident ID at a window, as the agent",
    ),
    "agency_taken_back": Words(
        2, "{applicant}取消了您代办的{matter}", "{applicant} took it back: you act no more in {matter}"
    ),
    "agency_approved": Words(21, "您代办的{matter}已办结：准予", "You acted in {matter}: approved"),
    "agency_rejected": Words(22, "您代办的{matter}已办结：不予", "You acted in {matter}: rejected"),
    "case_approved": Words(21, "{matter}已办结：准予", "{matter}: approved"),
    "case_rejected": Words(
        22, "{matter}已办结：不予", "{matter}: rejected", "理由见办件详情", "The reason is in the case"
    ),
    "case_withdrawn": Words(23, "{matter}已撤回", "{matter}: withdrawn"),
    "part_approved": Words(
        21, "{matter}：{office}已办结“{does}”", "{matter}: {office} has done its part ({does})"
    ),
    "part_rejected": Words(
        22, "{matter}：{office}不予办理“{does}”", "{matter}: {office} refused its part ({does})",
        "理由见办件详情，其他部门照常办理", "The reason is in the case; the other offices go on",
    ),
    "commitment_passed": Words(24, "{matter}：承诺核查通过", "{matter}: what you promised was found true"),
    "commitment_failed": Words(
        25, "{matter}：承诺核查未通过，证照已撤销", "{matter}: your promise was found false; the permit is withdrawn",
        "理由见办件详情；限制期内不能容缺或承诺办理", "The reason is in the case; no deferral or promise for a while",
    ),
    "proof_asked": Words(
        26, "{window}凭您的亮码申请了{name}", "{window} asked for a proof on your code: {name}",
        "如未同意，请撤回并联系窗口", "If you did not agree, withdraw it and ask at the window",
    ),
    "proof_refused": Words(
        27, "{name}不予出具", "{name}: refused", "理由见证明申请", "The reason is in the request",
    ),
    "proposal_offered": Words(
        29, "您可以领取{name}，不用申请", "You can have this without applying: {name}",
        "点一下就能领取", "One tap is enough",
    ),
    "code_printed": Words(
        5, "{office}为您打印了一张纸质码（{number}）", "{office} printed a code for you ({number})",
        "不是您本人办理的，请在设置的“纸质码”中作废", "If this was not you, revoke it: settings, Printed codes",
    ),
    "wallet_took_copies": Words(
        3, "{wallet}领取了{type}的副本", "{wallet} took copies: {type}",
        "如非本人操作，请到副本页收回", "If this was not you, take them back on the page of copies",
    ),
    "sealed_copy_made": Words(
        4, "{window}为您制作了{type}加注件，提供给{recipient}", "{window} made a sealed copy for {recipient}: {type}",
        "如未同意，请到该证照的加注件页收回", "If you did not agree, recall it on the page of sealed copies",
    ),
    "request_asked": Words(
        1, "{asker}请您授权查看证照信息", "{asker} asks to see fields of your certificates",
        "到授权请求里看清楚再决定", "See in the request what for, and decide",
    ),
    "duty_check_seen": Words(
        2, "{office}依法查看了您的证照信息", "{office} looked at your certificates under a legal duty",
        "依据和字段见使用记录；如有异议，请联系该机关", "See your history; if you disagree, ask that office",
    ),
    "delegation_offered": Words(
        1, "{who}想请您代为出示证照", "{who} lends you certificates to show",
        "看清楚用途和期限，再决定接受或拒绝", "Look at what for and until when, then accept or refuse",
    ),
    "delegation_accepted": Words(
        2, "{who}接受了您的委托", "{who} accepted what you lent", "随时可以收回", "You can take it back at any time",
    ),
    "delegation_over": Words(
        3, "与{who}的委托已结束", "A delegation has ended: {who}",
        "用过几次，见委托详情", "What it was used for stands with it",
    ),
    "guardian_new": Words(
        1, "{guardian}是{ward}的监护人了", "{guardian} is now a guardian of {ward}",
        "谁能代谁出示，见“被监护人”；有异议请到登记机关",
        "Your page of wards says who shows for whom; if you disagree, ask the office",
    ),
    "guardian_rests": Words(
        2, "{ward}的监护有争议，{guardian}暂时不能代为出示",
        "Guardians of {ward} disagree: {guardian} shows nothing for now",
        "请联系登记机关", "Ask the office that records it",
    ),
    "guardian_over": Words(
        3, "{guardian}不再是{ward}的监护人", "{guardian} is no longer a guardian of {ward}",
        "如有疑问，请联系登记机关", "If you have questions, ask the office that records it",
    ),
    "guardian_saw_readers": Words(
        4, "{guardian}查看了谁看过{ward}的证照", "{guardian} saw who looked at {ward}'s certificates"
    ),
    "guardian_took_data": Words(
        5, "{guardian}下载了{ward}的个人信息副本", "{guardian} downloaded what is kept about {ward}",
        "如有异议，请联系登记机关", "If you disagree, ask the office that records guardians",
    ),
    "role_offered": Words(
        1, "{company}请您担任{role}", "{company} invites you: {role}",
        "看清权限和期限，再接受或拒绝", "Look at what it permits and until when, then accept or refuse",
    ),
    "role_taken": Words(2, "{who}接受了{company}的{role}", "{who} took a role in {company}: {role}"),
    "role_waits": Words(
        2, "{who}等待{company}确认：{role}", "{who} waits for the word of {company}: {role}",
        "核对姓名后确认，不认识的请移除", "Check the name, then confirm or remove",
    ),
    "role_over": Words(3, "您不再担任{company}的{role}", "You have this role in {company} no more: {role}"),
    "role_left": Words(4, "{who}辞去了{company}的{role}", "{who} left {company}: {role}"),
    "company_frozen": Words(
        5, "登记机关冻结了{company}的岗位", "The register has frozen the roles of {company}",
        "理由见企业页；请联系登记机关", "The reason is on the company's page; ask the register",
    ),
    "company_unfrozen": Words(6, "{company}的岗位已解冻", "The roles of {company} count again"),
    "rating_open": Words(
        30, "{matter}办得怎么样？请评价", "{matter}: how was it? Please rate it",
        "评价不记名，每件一次", "The office does not learn who rated",
    ),
    "follow_up_closed": Words(
        31, "您对{matter}的评价已回访办结", "{matter}: what followed your rating is closed",
        "结果见办件的评价", "The result stands with your rating",
    ),
}  # fmt: skip
ROLES = {
    "administrator": ("管理员", "administrator"), "keeper": ("证照管理员", "licence keeper"),
    "agent": ("办事人", "agent"),
}  # fmt: skip
EXPIRING = {30: 5, 7: 6, 1: 7}  # days before the last day -> place
ENDED = {
    "withdrawn": ("撤销", "withdrawn"), "cancelled": ("注销", "cancelled"), "lapsed": ("失效", "lapsed"),
    "transferred": ("迁出", "transferred"), "revoked": ("吊销", "revoked"),
}  # fmt: skip


def title(kind: str, zh: Mapping[str, object], en: Mapping[str, object]) -> Bilingual:
    """The title, filled in with each language's own values."""
    words = KINDS[kind]
    return {"zh": words.zh.format_map(zh), "en": words.en.format_map(en)}


def next_step(kind: str) -> Bilingual | None:
    words = KINDS[kind]
    return {"zh": words.next_zh, "en": words.next_en} if words.next_zh else None
