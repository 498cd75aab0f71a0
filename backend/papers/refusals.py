"""Why a sealed copy is not made, found or given."""

from backend.errors import ConfigError, Conflict, Invalid, LiangmaError, NotFound


class FontsMissing(ConfigError):
    code = "fonts_missing"
    zh = "服务器缺少生成加注件所需的字体"
    en = "The fonts that sealed copies are set in are missing on this server"
    next_zh = "请安装 Debian 软件包 fonts-noto-cjk 和 fonts-hanazono，或用 LIANGMA_FONTS_DIR 指定字体目录"
    next_en = "Install the Debian packages fonts-noto-cjk and fonts-hanazono, or name a folder by LIANGMA_FONTS_DIR"


class CharacterMissing(Invalid):
    """`characters`: each with its code point; `field`: where the first one stands."""

    code = "character_missing"
    zh = "有字符无法排印，未生成加注件"
    en = "No font has one of the characters; the copy was not made"
    next_zh = "请删改 characters 中列出的字符；如出自证照本身，请联系签发机关或系统管理员补充字体"
    next_en = "Change the characters named in `characters`; if the certificate has them, ask the operator for a font"


class CopyUnknown(NotFound):
    code = "sealed_copy_unknown"
    zh = "没有找到该加注件"
    en = "No such sealed copy"
    next_zh = "请刷新加注件列表"
    next_en = "Refresh the list of sealed copies"


class CopyOfCopy(Invalid):
    code = "copy_of_copy"
    zh = "不能对加注件再做加注件"
    en = "A sealed copy is made of a certificate, not of another sealed copy"
    next_zh = "请从证照本身重新生成"
    next_en = "Make a new one from the certificate itself"


class CopyOver(Conflict):
    """`state`: recalled, expired."""

    code = "sealed_copy_over"
    zh = "该加注件已收回或已过有效期"
    en = "This sealed copy was recalled, or its time is over"
    next_zh = "如仍需要，请重新生成一份"
    next_en = "Make a new one if it is still needed"


class EndOutOfRange(Invalid):
    """`latest`: the last day that may be named."""

    code = "sealed_copy_end"
    zh = "加注件的截止日期不在允许范围内"
    en = "The copy's last day is not within what is allowed"
    next_zh = "请选择今天至 latest 之间的日期（最长一年，且不晚于证照有效期）"
    next_en = "Choose a day from today to `latest`: a year at most, and no later than the certificate's own end"


class FieldsUnknown(Invalid):
    code = "sealed_copy_fields"
    zh = "所选字段不在该证照上，或一个也没有选"
    en = "The certificate has no such field, or none was chosen"
    next_zh = "请从证照的字段中至少选择一项"
    next_en = "Choose at least one of the certificate's own fields"


class NotShownHere(Conflict):
    code = "not_shown_in_case"
    zh = "该证照没有在本办件中出示"
    en = "This certificate was not shown in this case"
    next_zh = "请申请人先向本办件出示该证照"
    next_en = "Let the applicant show the certificate to this case first"


class TimeStampFailed(LiangmaError):
    status = 503
    code = "time_stamp_failed"
    zh = "时间戳服务没有给出可用的时间戳，未生成加注件"
    en = "The time-stamp service gave no usable time stamp; the copy was not made"
    next_zh = "请稍后再试；仍不行的，请联系系统管理员"
    next_en = "Try again later; if it stays so, tell the operator"


class FileRefused(Invalid):
    """`problem`: empty, too_large, not_a_pdf."""

    code = "file_refused"
    zh = "该文件不能核验"
    en = "This file cannot be checked"
    next_zh = "请上传不超过 2 MB 的 PDF 文件；纸质件请扫描二维码或输入编号"
    next_en = "Upload a PDF of at most 2 MB; of a copy on paper scan the QR code or type the number"
