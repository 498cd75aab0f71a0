"""What the keys of holders refuse."""

from backend.errors import ConfigError, Conflict, LiangmaError


class HolderErased(LiangmaError):
    status = 410
    code = "holder_erased"
    zh = "此人的资料已依法删除，无法再读取"
    en = "This person's data were erased and can no longer be read"
    next_zh = "无需再试；如需办理，请持原件到窗口"
    next_en = "There is no use in trying again; at a window, ask for the originals"


class WrappingKeyMissing(LiangmaError):
    """A data key is wrapped by a key that this process was not given."""

    status = 503
    code = "wrapping_key_missing"
    zh = "本节点缺少一把数据加密主密钥"
    en = "This node lacks a key that wraps data keys"
    next_zh = "请稍后再试；运维人员请核对各节点的 LIANGMA_DATA_KEY_FILE"
    next_en = "Try again later; operators: give every node the same LIANGMA_DATA_KEY_FILE"


class WrongKeys(ConfigError):
    """The keys of the settings are not those of the database; the program does not start."""

    code = "wrapping_key_wrong"
    zh = "设置中的数据密钥与数据库不符，程序未启动"
    en = "The data keys of the settings are not those of the database; the program did not start"
    next_zh = "请恢复缺少的密钥（LIANGMA_DATA_KEY 或 LIANGMA_DATA_KEY_FILE），勿新建"
    next_en = "Restore the key that is missing (LIANGMA_DATA_KEY or LIANGMA_DATA_KEY_FILE); do not make a new one"


class KeyIsThere(Conflict):
    """Two keys of one name would open nothing any more: no one could say which."""

    code = "wrapping_key_exists"
    zh = "密码设备中已有同名密钥"
    en = "The device has a key of this name"
    next_zh = "请换一个名称"
    next_en = "Choose another name"
