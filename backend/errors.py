"""The office's one error tree. An error is an exception; a refusal of a code is a value (`certs.verify.Rejected`).

Each error names a stable code, says in Chinese and English what is wrong and what to do next, and maps to one
HTTP status. `backend.web.problems` is the only place that turns it into problem+json (RFC 9457).
"""

from typing import Any


class LiangmaError(Exception):
    """Base of every error a use case may raise.

    `keeps_writes` marks the few refusals whose writes must outlive the error (a counted guess, for example).
    """

    status = 400
    code = "bad_request"
    zh = "请求有误"
    en = "The request is not right"
    next_zh = "请检查后重试"
    next_en = "Check the request and try again"
    keeps_writes = False

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or self.en)
        self.detail = detail
        self.extra = extra


class ConfigError(LiangmaError):
    """The settings cannot be used; the program does not start."""

    status = 500
    code = "configuration"
    zh = "设置不可用，程序未启动"
    en = "The settings cannot be used; the program did not start"
    next_zh = "请按提示修正环境变量（见 docs/operators.md）"
    next_en = "Mend the environment variable that is named (see docs/operators.md)"


class Invalid(LiangmaError):
    """The body, query or header is not what the contract says; `errors` lists each place."""

    status = 422
    code = "invalid"
    zh = "提交的内容不符合要求"
    en = "The content is not as required"
    next_zh = "请逐项修改所列之处"
    next_en = "Mend each place that is listed"


class Malformed(LiangmaError):
    """Not even parseable: broken JSON, duplicate keys, NaN, lone surrogates."""

    code = "malformed"
    zh = "内容无法解析"
    en = "The content cannot be parsed"
    next_zh = "请发送符合 RFC 8259 的 UTF-8 JSON，键不得重复"
    next_en = "Send UTF-8 JSON as in RFC 8259, without duplicate keys"


class NotSignedIn(LiangmaError):
    status = 401
    code = "not_signed_in"
    zh = "尚未登录或登录已过期"
    en = "Not signed in, or the sign-in has expired"
    next_zh = "请重新登录"
    next_en = "Sign in again"


class Forbidden(LiangmaError):
    status = 403
    code = "forbidden"
    zh = "没有权限"
    en = "Not permitted"
    next_zh = "请使用有权限的账号，或联系管理员"
    next_en = "Use an account with this right, or ask the administrator"


class NotOnDesktop(Forbidden):
    """The sign-in was approved by a phone for a desktop, which has no key of its own."""

    code = "phone_needed"
    zh = "此操作请在手机上办理"
    en = "This is done on the phone"
    next_zh = "请在手机上打开亮码办理"
    next_en = "Open Liangma on your phone and do it there"


class SignInAgain(Forbidden):
    """The sign-in stood when another one removed a phone: it may be that phone's."""

    code = "sign_in_again"
    zh = "登录后有手机被移除，此操作要重新登录"
    en = "A phone was removed since this sign-in began: this asks for a new one"
    next_zh = "请在“我的”中退出登录，重新登录后再办理"
    next_en = "Sign out under Me, sign in again, and do it then"


class NotFound(LiangmaError):
    status = 404
    code = "not_found"
    zh = "没有找到"
    en = "Not found"
    next_zh = "请核对编号"
    next_en = "Check the number"


class Conflict(LiangmaError):
    status = 409
    code = "conflict"
    zh = "与当前状态冲突"
    en = "Conflicts with the present state"
    next_zh = "请刷新后重试"
    next_en = "Refresh and try again"


class Raced(Conflict):
    """Somebody else wrote the same, or took it away, at this moment: done anew it is right (`db.anew`)."""

    code = "raced"
    zh = "同一内容刚被他人更改，本次未办理"
    en = "Somebody else changed the same at this moment; nothing was done"
    next_zh = "请再办理一次"
    next_en = "Do it once more"


class CannotCount(LiangmaError):
    """What must be counted before it is tried cannot be counted: it is not tried."""

    status = 503
    code = "unavailable"
    zh = "服务暂时不可用"
    en = "The service is not available now"
    next_zh = "请稍后重试"
    next_en = "Try again in a moment"


class TooMany(LiangmaError):
    status = 429
    code = "too_many"
    zh = "尝试次数过多"
    en = "Too many attempts"
    next_zh = "请稍后再试"
    next_en = "Try again later"
    keeps_writes = True
