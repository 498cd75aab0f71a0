"""Why a backup is not made, not opened or not restored: each with what to do next."""

from backend.errors import LiangmaError


class BackupRefused(LiangmaError):
    """Base of what this room refuses; nothing was written where one of these is raised."""

    code = "backup_refused"
    zh = "备份操作未执行"
    en = "Nothing was done with the backup"


class KeyNeeded(BackupRefused):
    code = "backup_key_needed"
    zh = "没有指定备份密钥或口令文件，或文件不可用"
    en = "No key file or passphrase file is named, or it cannot be used"
    next_zh = "先运行 liangma backup key 文件，再用 --key-file 指定它"
    next_en = "Run `liangma backup key FILE` once, then name it with --key-file"


class WrongKey(BackupRefused):
    code = "backup_wrong_key"
    zh = "此密钥或口令打不开这份备份"
    en = "This key or passphrase does not open this backup"
    next_zh = "请使用制作此备份时的密钥文件"
    next_en = "Use the key that the backup was made with"


class NotABackup(BackupRefused):
    code = "backup_unknown_format"
    zh = "这不是亮码备份文件，或格式版本未知"
    en = "This is no Liangma backup, or of a format this program does not know"
    next_zh = "请核对文件；较新的格式请用较新的程序"
    next_en = "Check the file; a newer format needs a newer program"


class Damaged(BackupRefused):
    code = "backup_damaged"
    zh = "备份文件不完整或被改动过，不予恢复"
    en = "The backup is cut short or was altered; nothing is restored from it"
    next_zh = "请换用另一份备份，并查明此文件的去向"
    next_en = "Take another copy or the backup before it, and find out what happened to this one"


class NewerProgram(BackupRefused):
    code = "backup_of_newer_program"
    zh = "备份由较新的程序制作"
    en = "The backup was made by a newer program"
    next_zh = "请安装不低于该版本的程序后再恢复"
    next_en = "Install that program or a later one, then restore"


class OtherEngine(BackupRefused):
    code = "backup_of_other_engine"
    zh = "备份来自另一种数据库"
    en = "The backup is of the other kind of database"
    next_zh = "请将 LIANGMA_DATABASE_URL 指向同一种空数据库"
    next_en = "Let LIANGMA_DATABASE_URL name an empty database of the same kind"


class OtherSecrets(BackupRefused):
    code = "backup_of_other_secrets"
    zh = "当前的 LIANGMA_DATA_KEY 或 LIANGMA_INDEX_KEY 不是备份时的密钥"
    en = "LIANGMA_DATA_KEY or LIANGMA_INDEX_KEY is not the one of the city that was backed up"
    next_zh = "请取出与此备份同期保管的密钥"
    next_en = "Set the keys that were kept beside this backup"


class NotEmpty(BackupRefused):
    code = "place_not_empty"
    zh = "目标位置已有内容，不会覆盖"
    en = "There is something at this place already; nothing is overwritten"
    next_zh = "请换一个空数据库和空数据文件夹，或先移走原有内容"
    next_en = "Name an empty database and an empty data folder, or move away what is there"


class ToolMissing(BackupRefused):
    code = "database_tool_missing"
    zh = "数据库工具不可用"
    en = "A tool of the database is missing or failed"
    next_zh = "请安装与服务器同版本的 postgresql-client，并查看提示"
    next_en = "Install postgresql-client of the server's version, and read what it said"
