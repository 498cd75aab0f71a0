"""What a request of a desktop is refused with, each with a next step."""

from backend.errors import Conflict, Invalid, NotFound, NotSignedIn


class NoSuchRequest(NotFound):
    """Unknown, altered, over, or opened by somebody else: one answer."""

    code = "desktop_request_unknown"
    zh = "该二维码已失效"
    en = "This QR code is no longer valid"
    next_zh = "请在电脑上刷新二维码后重新扫描"
    next_en = "Make a new code on the computer and scan it again"


class Decided(Conflict):
    code = "desktop_request_decided"
    zh = "该登录请求已处理过"
    en = "This request was answered before"
    next_zh = "如未登录成功，请在电脑上刷新二维码"
    next_en = "If the computer is not signed in, make a new code there"


class WrongNumber(Conflict):
    """The request is over with it: a number is guessed once."""

    code = "desktop_number_wrong"
    zh = "数字与电脑上显示的不一致，本次登录已拒绝"
    en = "This is not the number on the computer's screen; the request is refused"
    next_zh = "请确认电脑就在您面前，刷新二维码后重新扫描"
    next_en = "Make sure that the computer is the one before you, and scan a new code"
    keeps_writes = True


class ApprovalRefused(Invalid):
    code = "desktop_approval_refused"
    zh = "本机签名未通过"
    en = "This phone's signature is refused"
    next_zh = "请校准手机时间后重试，或重新绑定本机"
    next_en = "Correct the phone's clock and try again, or bind this phone again"


class RequestOver(NotSignedIn):
    """For the desktop: two minutes are over, or it was signed in before."""

    code = "desktop_request_over"
    zh = "二维码已过期"
    en = "The QR code has expired"
    next_zh = "请刷新二维码"
    next_en = "Make a new code"


class RequestRefused(NotSignedIn):
    code = "desktop_request_refused"
    zh = "手机上已拒绝本次登录"
    en = "The phone refused this sign-in"
    next_zh = "如是误操作，请刷新二维码后重新扫描"
    next_en = "If that was a mistake, make a new code and scan it again"
