"""What erasing and exporting refuse."""

from backend.errors import Conflict, NotFound


class PersonUnknown(NotFound):
    code = "person_unknown"
    zh = "没有此人的资料"
    en = "Nothing is known of this person"
    next_zh = "请核对号码，或改用 person_id"
    next_en = "Check the number, or give the person_id"


class EraseBlocked(Conflict):
    """`cases`: numbers of those that are open."""

    code = "erase_blocked"
    zh = "此人尚有未办结的办件，暂不能删除"
    en = "Cases of this person are open; nothing was erased"
    next_zh = "请先办结或撤回 cases 中的办件，再重新申请删除"
    next_en = "Decide or withdraw what `cases` names, then ask again"


class SecondPersonErases(Conflict):
    code = "second_person_needed"
    zh = "删除须由另一人确认"
    en = "Somebody else has to confirm the erasure"
    next_zh = "请由另一位安全管理员确认"
    next_en = "Let another security administrator confirm it"


class AlreadyErased(Conflict):
    code = "already_erased"
    zh = "此人的资料已删除"
    en = "This person's data are erased already"
    next_zh = "无需再办；法律要求保留的部分到期后自动删除"
    next_en = "Nothing to do; what the law keeps goes by itself on its day"
