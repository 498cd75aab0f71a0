"""What may be wrong with the log, by kind: a stable code, what it means and what to do next, in Chinese and English.

The rules by which each is found stand in `check`. Codes never change their meaning.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeVar

Kind = Literal["altered", "deleted", "relinked", "cut", "rewritten", "uprooted", "forked", "unbelieved"]
Code = TypeVar("Code", bound=str)


@dataclass(frozen=True)
class Words:
    """What something means (`zh`, `en`), and what to do about it (`next_zh`, `next_en`)."""

    zh: str
    en: str
    next_zh: str
    next_en: str


BREAKS: Mapping[Kind, Words] = MappingProxyType(
    {
        "altered": Words(
            "内容被改：与写入时的摘要不一致",
            "Altered: it is not what was written, by its digest",
            "不要改动数据库。先做备份，再把出事以前的备份恢复到别处，看这一条原来写的是什么；通知安全管理员。",
            "Change nothing. Make a backup, restore one from before elsewhere to see what the entry said, and tell the "
            "security administrator.",
        ),
        "deleted": Words(
            "记录被删：序号中断",
            "Deleted: a sequence number is missing",
            "不要改动数据库。先做备份，再把出事以前的备份恢复到别处，看少了哪些记录；通知安全管理员。",
            "Change nothing. Make a backup, restore one from before elsewhere to see which entries are missing, and "
            "tell the security administrator.",
        ),
        "relinked": Words(
            "顺序被改、插入或重新链接：哈希接不上",
            "Reordered, inserted or linked anew: the hash does not follow",
            "不要改动数据库。先做备份，再与出事以前的备份逐条对照这一处前后的记录；通知安全管理员。",
            "Change nothing. Make a backup, compare the entries around this place with a backup from before, and "
            "tell the security administrator.",
        ),
        "cut": Words(
            "末尾被截：链头与最后一条不一致",
            "Cut: the chain's head is not its last entry",
            "刚切换过备库或恢复过数据：已确认的记录有丢失，通知负责人。否则有人删了末尾：不要改动数据库，先做备份，通知安全管理员。",
            "After a standby was promoted or data were restored: acknowledged entries are lost; tell the head of the "
            "office. Otherwise somebody took the end away: change nothing, make a backup, tell the security "
            "administrator.",
        ),
        "rewritten": Words(
            "整链被改写：不经过已签名的检查点",
            "Rewritten: the chain does not lead through a signed checkpoint",
            "刚恢复过备份或切换过备库：那以后的记录已丢失，通知负责人并公开说明。否则有人改写了日志：把检查点另存一份，通知安全管理员。",
            "After a backup was restored or a standby promoted: what came later is lost; tell the head of the office, "
            "and say so publicly. Otherwise somebody rewrote the log: copy the checkpoints elsewhere, tell the "
            "security administrator.",
        ),
        "uprooted": Words(
            "日志树与记录不符",
            "Uprooted: the tree is not that of the entries",
            "记录本身由哈希链保证，但从这一处起的回执不能证明已收录。不要改动日志树的表；先做备份，通知安全管理员。",
            "The entries are held by their chain, but receipts from here on cannot be proven. Leave the tree's tables "
            "as they are, make a backup, tell the security administrator.",
        ),
        "forked": Words(
            "分叉：两个已签名的检查点对同一位置说法不同",
            "Forked: two signed checkpoints say different things of one place",
            "平台密钥可能已泄露。两个检查点都另存一份，通知安全管理员，按“密钥泄露”处理。",
            "The platform's key may have leaked. Copy both checkpoints elsewhere, tell the security administrator, "
            "and do as after a leaked key.",
        ),
        "unbelieved": Words(
            "检查点不可信：签名不属于可信的平台密钥",
            "Unbelieved: no believed platform key signed the checkpoint",
            "平台密钥已宣告泄露、而此文件是在那以前签的：属预期，不必处理。否则用另存的副本换回此文件，再核查一次。",
            "If the platform's key was declared compromised and this file is of before: expected, nothing to do. "
            "Otherwise put back the file from the copy kept elsewhere, and check again.",
        ),
    }
)


@dataclass(frozen=True)
class Break:
    """One place where the log is not what it was; or a checkpoint file in which nothing can be believed (`unbelieved`):
    `file` is its name, chain and seq are 0."""

    chain: int
    seq: int
    kind: Kind
    file: str | None = None

    @property
    def text(self) -> dict[str, str]:
        return {"zh": BREAKS[self.kind].zh, "en": BREAKS[self.kind].en}

    @property
    def next_step(self) -> dict[str, str]:
        return {"zh": BREAKS[self.kind].next_zh, "en": BREAKS[self.kind].next_en}

    @property
    def where(self) -> str:
        """The place as a command names it."""
        return f"链 chain {self.chain} 序号 entry {self.seq}" if self.file is None else f"文件 file {self.file}"


def next_lines(found: Iterable[Code], words: Mapping[Code, Words]) -> Iterator[str]:
    """What to do next, as a command says it: once for each code among those found, with how often it was."""
    for code, count in Counter(found).items():
        yield f"接下来 Next: {count} × {code}: {words[code].next_zh} {words[code].next_en}"
