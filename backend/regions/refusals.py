"""What is refused about other regions, each with its next step."""

from backend.errors import Conflict, Invalid, LiangmaError, NotFound
from backend.people.two_people import SecondPersonNeeded


class NoSuchRegion(NotFound):
    code = "region_not_found"
    zh = "没有登记这个地区"
    en = "No such region is registered"


class RegionInvalid(Invalid):
    """`errors` names each place of the proposal that is wrong."""

    code = "region_invalid"
    zh = "地区登记内容有误"
    en = "The region cannot be registered like this"


class AnchorDiffers(LiangmaError):
    """What the other region serves is not signed by the key whose thumbprint was typed."""

    status = 422
    code = "region_anchor_differs"
    zh = "对方发布的密钥与所填指纹不一致"
    en = "The key that the other region serves is not the one whose thumbprint was given"
    next_zh = "请通过电话等另一渠道向对方核对指纹；仍不一致的不要登记"
    next_en = "Compare the thumbprint with the other region by telephone; if it still differs, do not register it"


class RegionUnusable(LiangmaError):
    """`reason` says what is wrong with what the other region serves; what was taken before stays."""

    status = 502
    code = "region_unusable"
    zh = "对方发布的信任资料不可用"
    en = "What the other region publishes cannot be used"
    next_zh = "已保留上次取得的资料；请按 reason 与对方联系"
    next_en = "What was taken before is kept; talk to the other region about `reason`"
    keeps_writes = True


class SecondPerson(SecondPersonNeeded):
    code = "region_second_person"
    zh = "须由另一名工作人员批准"
    en = "Another person has to approve"
    next_zh = "请由提出或暂停该登记的人以外的另一名工作人员批准"
    next_en = "Somebody other than who proposed or suspended it has to approve it"


class RegionChanged(Conflict):
    """`state` and `version` as they are now."""

    code = "region_changed"
    zh = "该地区的登记已变化，或当前状态不能这样操作"
    en = "The region has changed meanwhile, or its state does not allow this"
    next_zh = "请刷新，重新核对后再操作"
    next_en = "Read it again, compare, then try again"
