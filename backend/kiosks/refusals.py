"""What kiosks are refused with, each with a next step."""

from backend.errors import Conflict, NotFound, NotSignedIn


class NoSuchKiosk(NotFound):
    code = "kiosk_not_found"
    zh = "没有这台自助机，或已停用"
    en = "No such kiosk, or it was stopped"
    next_zh = "请在管理后台核对"
    next_en = "Look it up in the administration"


class SetupRefused(NotSignedIn):
    """Unknown, used and over: one answer. The count of the guess stands."""

    code = "kiosk_setup_refused"
    zh = "启用码不正确或已失效"
    en = "The set-up code is wrong or no longer valid"
    next_zh = "请在管理后台重新生成启用码"
    next_en = "Ask for a new set-up code in the administration"
    keeps_writes = True


class VisitOver(NotFound):
    """Unknown, of another kiosk, and over: one answer."""

    code = "kiosk_visit_over"
    zh = "本次办理已结束"
    en = "This visit is over"
    next_zh = "请重新出示身份"
    next_en = "Say again who you are"


class NotRecognised(Conflict):
    """`reason`: why the code is refused, as in a verdict, which stands."""

    code = "kiosk_not_recognised"
    zh = "没有认出您是谁"
    en = "You were not recognised"
    next_zh = "请在手机上重新打开居民身份证的亮码后再试"
    next_en = "Open a fresh code of your identity card on the phone and try again"
    keeps_writes = True


class PhoneNeeded(Conflict):
    """A code that was photographed, or a paper that was found, must not become a paper for everything."""

    code = "kiosk_phone_needed"
    zh = "打印纸质码要用手机确认"
    en = "Printing a code needs the phone's word"
    next_zh = "请退出后用手机扫屏幕上的二维码进入；没有手机请到窗口打印"
    next_en = "Leave and let your phone scan the code on the screen; without a phone, a window prints one"
