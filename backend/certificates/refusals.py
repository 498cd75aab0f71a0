"""Why a certificate is not issued or changed."""

from backend.errors import Conflict, Invalid, NotFound


class CertificateUnknown(NotFound):
    """Also for a certificate of somebody else: the answer does not tell which."""

    code = "certificate_unknown"
    zh = "没有找到该证照"
    en = "No such certificate"
    next_zh = "请核对证照，或刷新列表"
    next_en = "Check the certificate, or refresh the list"


class ViewUnknown(NotFound):
    code = "view_unknown"
    zh = "该证照没有这种出示范围"
    en = "The certificate has no such view"
    next_zh = "请从该证照的出示范围中选择"
    next_en = "Choose one of the certificate's views"


class NotShowable(Conflict):
    code = "not_showable"
    zh = "证照当前不可出示（已暂扣、已失效或不在有效期内）"
    en = "The certificate cannot be shown now: it is suspended, ended or outside its period"
    next_zh = "请联系签发机关"
    next_en = "Ask the issuer"


class AlreadyIssued(Conflict):
    code = "already_issued"
    zh = "该证照已签发且仍然有效"
    en = "This certificate is issued and still stands"
    next_zh = "如需修改请办理变更或换发"
    next_en = "Change or renew it instead"


class TransitionRefused(Conflict):
    code = "transition_refused"
    zh = "证照当前状态不允许此操作"
    en = "The certificate's state does not allow this"
    next_zh = "撤销、注销、失效和吊销不可恢复；暂扣的证照须先恢复"
    next_en = "What was ended stays ended; a suspended certificate is resumed first"


class HolderChanged(Conflict):
    code = "holder_changed"
    zh = "变更不能更换证照编号或持证人"
    en = "A change keeps the number and the holder"
    next_zh = "请注销原证照并另行签发"
    next_en = "End this certificate and issue another"


class NothingChanged(Conflict):
    code = "nothing_changed"
    zh = "内容没有变化"
    en = "Nothing would change"
    next_zh = "如只需延长有效期，请办理换发"
    next_en = "Renew it to prolong its period"


class LintFailed(Invalid):
    """What was about to be signed is not what was meant. Nothing was signed."""

    status = 500
    code = "lint_failed"
    zh = "签发前自检未通过，未签发"
    en = "The check before signing failed; nothing was signed"
    next_zh = "请联系管理员并告知请求编号"
    next_en = "Tell the administrator the request id"
