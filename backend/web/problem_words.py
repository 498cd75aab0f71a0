"""What is wrong with one place of a body, in Chinese and English: the words beside each `problem` of a 422.

1. A room writes one English text or one stable key; its words stand here once, and what is written {} is taken over.
2. A key of `certs.reasons` has that reason's words; a key of a room's own, those of `KEYS`.
3. A text may begin with a name and a colon: what follows is told in words, or taken over after those of a key.
4. What a kept library says has no Chinese of its own: that the place is not as required is said before it.
5. A room that knows both languages (a certificate's field, a matter's line) has written them; they stay.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from certs.reasons import REASONS

LONGEST = 2000  # characters that are looked at: holes cost by length
Patterns = Sequence[tuple[re.Pattern[str], str]]

KEYS = {
    "already_frozen": ("监护关系已经冻结", "The guardianship is frozen already"),
    "challenge_unknown": ("挑战值不存在、已过期或已用过", "The challenge is unknown, has expired or was used"),
    "correction_too_late": ("已过更正期限", "It is too late for a correction"),
    "death_known": ("已登记死亡", "The death is recorded already"),
    "guardian_known": ("此人已是监护人", "This person is a guardian already"),
    "guardian_young": ("监护人未成年", "The guardian is under age"),
    "in_future": ("不能是将来的时间", "It cannot lie in the future"),
    "in_past": ("不能是过去的日期", "It cannot lie in the past"),
    "malformed": ("无法识别：内容不完整或已损坏", "It cannot be read: incomplete or damaged"),
    "no_death": ("没有登记死亡，无可更正", "No death is recorded"),
    "no_guardian": ("没有登记的监护人", "There is no guardian"),
    "nonce_missing": ("码中没有随机数，不能输入使用", "The code has no nonce, so no number can stand for it"),
    "not_frozen": ("监护关系没有冻结", "The guardianship is not frozen"),
    "not_matched": ("姓名与号码对不上", "Name and number do not match"),
    "statement_differs": ("签名的内容与提交的不一致", "What was signed is not what was sent"),
    "same_person": ("监护人和被监护人是同一人", "Guardian and ward are the same person"),
}
OF_MARSHMALLOW = {
    "Missing data for required field.": "必填，但没有提供",
    "Field may not be null.": "不能为 null",
    "Unknown field.": "没有这个字段",
    "Invalid input type.": "类型不对，应是对象",
    "Invalid type.": "类型不对",
    "Invalid value.": "取值不对",
    "Invalid input.": "内容不对",
    "Not a valid string.": "应是文字",
    "Not a valid utf-8 string.": "应是 UTF-8 文字",
    "Not a valid integer.": "应是整数",
    "Not a valid number.": "应是数字",
    "Number too large.": "数字过大",
    "Special numeric values (nan or infinity) are not permitted.": "不能是 NaN 或无穷大",
    "Not a valid boolean.": "应是 true 或 false",
    "Not a valid list.": "应是列表",
    "Not a valid mapping type.": "应是对象",
    "Not a valid UUID.": "应是 UUID",
    "Not a valid date.": "应是 YYYY-MM-DD 格式的日期",
    "Not a valid datetime.": "应是 RFC 3339 格式的时间",
    "Not a valid aware datetime.": "时间应带时区",
    "Not a valid email address.": "应是电子邮箱地址",
    "Not a valid URL.": "应是网址",
    "String does not match expected pattern.": "格式不对",
    "Must be one of: {}.": "应是其中之一：{}",
    "Must be equal to {}.": "应等于 {}",
    "Shorter than minimum length {}.": "过短或过少：至少 {}",
    "Longer than maximum length {}.": "过长或过多：至多 {}",
    "Length must be between {} and {}.": "长度或数目应为 {} 至 {}",
    "Length must be {}.": "长度或数目应为 {}",
    "Must be greater than or equal to {} and less than or equal to {}.": "应为 {} 至 {}",
    "Must be greater than or equal to {}.": "不能小于 {}",
    "Must be less than or equal to {}.": "不能大于 {}",
    "Must be greater than {}.": "应大于 {}",
    "Must be less than {}.": "应小于 {}",
}
OF_YAML = {
    "a control character stands in a text": "文字中有控制字符",
    "the file is a table of keys": "整个文件应是一组键和值",
    "not YAML: {}": "不是 YAML：{}",
    "anchors and aliases are not used here": "这里不用锚点和别名",
    "nested more than {} deep": "嵌套超过 {} 层",
    "a key is plain text": "键应是普通文字",
    "the key {} stands twice": "键 {} 写了两次",
    "a whole number has at most {} digits": "整数最多 {} 位",
    "not YAML": "不是 YAML",
}
OF_ROOMS = {
    "0 to 400": "应为 0 至 400",
    "0 to {} seconds": "应为 0 至 {} 秒",
    "1 to 60 of A-Z a-z 0-9 _ -": "应为 1 至 60 个字符，限 A-Z a-z 0-9 _ -",
    "1 to {} characters are expected": "应为 1 至 {} 个字符",
    "1 to {} days from the first": "应在首日起 1 至 {} 天内",
    "1 to {} elements": "应有 1 至 {} 项",
    "1 to {} keys": "应有 1 至 {} 个密钥",
    "2 to 6 capital letters": "应为 2 至 6 个大写字母",
    "2 to {} characters fit on a seal": "印章名称应为 2 至 {} 个字",
    "3 to 40 characters of A-Z a-z 0-9 . _ -": "应为 3 至 40 个字符，限 A-Z a-z 0-9 . _ -",
    "3 to 40 characters of A-Z a-z 0-9 . _ -, and not a word of ours":
        "应为 3 至 40 个字符，限 A-Z a-z 0-9 . _ -，且不能是系统保留的名称",
    "a PNG as a data URL: {}…": "应是 PNG 图片的 data URL：{}…",
    "a PNG picture": "应是 PNG 图片",
    "a SHA-256 in base64url": "应是 base64url 写法的 SHA-256",
    "a certificate says it": "由证照填写，不能手工填写",
    "a citizen applies": "本事项由个人申请",
    "a claim is asked for twice": "同一个字段要求了两次",
    "a claim that is not there": "写了不存在的字段",
    "a data URL that begins with {}": "应是以 {} 开头的 data URL",
    "a day as YYYY-MM-DD is expected": "应是 YYYY-MM-DD 格式的日期",
    "a duty by law names the law": "法定职责须写明法律依据",
    "a failed check has a reason": "核查不通过须写明原因",
    "a field is named twice": "有字段写了两次",
    "a field's name, then names, positions or null": "应先写字段名，再写名称、序号或 null",
    "a mainland mobile number of 11 digits": "应是 11 位内地手机号",
    "a new partner has nothing to keep": "新第三方没有可沿用的密钥或口令",
    "a no discloses nothing": "不同意时不能出示任何内容",
    "a purpose stands twice": "有用途写了两次",
    "a question stands twice": "有问题写了两次",
    "a rejection has a reason": "不予办理须写明理由",
    "a secret or keys, not both": "口令和密钥只能选一种",
    "a type stands twice": "有证照类型写了两次",
    "a whole number from {} to {} is expected": "应是 {} 至 {} 的整数",
    "ahead of this clock": "时间晚于本系统时钟",
    "an RFC 7638 thumbprint: 43 characters of base64url": "应是 RFC 7638 指纹：43 个 base64url 字符",
    "an address without question mark and fragment": "地址不能带问号和片段",
    "an answer is needed": "须回答",
    "an https address without user or fragment": "应是 https 地址，不带用户名和片段",
    "an id stands twice": "有 id 写了两次",
    "an object": "应是对象",
    "an organisation applies: its representative shows a code": "本事项由单位申请：请其代表出示码",
    "an organisation applies: name it": "本事项由单位申请：请写明单位",
    "another kind of holder": "持证人的种类不同",
    "another region is registered with this key or address": "已有其他地区登记了这个密钥或地址",
    "at least {} characters": "至少 {} 个字符",
    "at most {}": "最大为 {}",
    "at most {} bytes": "最多 {} 字节",
    "at most {} days ahead": "应从今天起，最多提前 {} 天",
    "beyond what was lent": "超出所受委托的范围",
    "certificates or dcql_query, one of them": "certificates 和 dcql_query 须有且只有一个",
    "code or secret, one of them": "code 和 secret 须有且只有一个",
    "control character": "含有控制字符",
    "different texts": "应是互不相同的文字",
    "each once": "每项只能写一次",
    "either case_no or card": "case_no 和 card 须有且只有一个",
    "every claim needs an id": "每个字段都须有 id",
    "every field needs a duty by law and a reason (why_all)": "要求全部字段须有法定职责并写明理由（why_all）",
    "every field, or some by name": "或写全部字段，或逐个写明",
    "from today on, at most {} days ahead": "应从今天起，最多 {} 天",
    "from today on, at most {} years ahead": "应从今天起，最多 {} 年",
    "from today to {}": "应在今天至 {} 之间",
    "give either number or token": "number 和 token 须有且只有一个",
    "key binding is always demanded here": "这里一律要求密钥绑定",
    "may not be called: {}": "地址不能访问：{}",
    "missing": "缺少",
    "name and number, or neither": "姓名和号码须同时提供或都不提供",
    "name types that the issuer may sign": "请写明该签发机关可以签发的证照类型",
    "named twice": "写了两次",
    "names exactly the credentials that are there": "须恰好写明所列的各个证照",
    "names no field": "没有写字段",
    "names the types that are recognised": "须写明认可的证照类型",
    "needed for a yes": "同意时必填",
    "needed for this outcome": "此结果须填写",
    "no field is named": "没有写字段",
    "no such field here": "本地没有这个字段",
    "no such field there": "对方没有这个字段",
    "no such issuer": "没有这个签发机关",
    "no such type": "没有这种证照类型",
    "no such type here": "本地没有这种证照类型",
    "no such type of organisations": "没有这种由单位持有的证照类型",
    "not a PNG": "不是 PNG 图片",
    "not a citizen number": "不是有效的公民身份号码",
    "not a cursor": "不是有效的翻页游标",
    "not a public P-256 key": "不是 P-256 公钥",
    "not a text that is mapped": "不是已对应的文字字段",
    "not a time": "不是有效的时间",
    "not among those of this office": "不在本部门可用之列",
    "not base64": "不是 base64",
    "not counted offline": "离线时无法计次",
    "not for a contract: {}": "合同用途不能要求：{}",
    "not for this decision: {}": "此密钥事项不能写：{}",
    "not one of the answers": "不在可选答案之列",
    "not registered": "没有登记",
    "not supported here": "这里不支持",
    "not with a number, nor by a role": "限定次数或由岗位受托时不能转委托",
    "not with this kind": "此种类不能填写",
    "of a field, their values to ours": "应是某字段中对方取值到本地取值的对应",
    "of one person only": "只能用于一个人",
    "of the organisation that was named": "须是所指单位的证照",
    "one certificate of each type that is needed, in the order asked": "每种所需证照各一张，按要求的顺序",
    "one certificate of each type that was asked for, in that order": "每种要求的证照各一张，按要求的顺序",
    "one limit for each channel that is applied for, at most": "每个申请的渠道最多一个限额",
    "one picture that does not move": "应是单张静态图片",
    "only {}": "只能是 {}",
    "role and office do not belong together": "角色与部门不相符",
    "six digits": "应是六位数字",
    "text is expected": "应是文字",
    "texts, integers, true or false": "应是文字、整数、true 或 false",
    "that is our own key": "这是本地自己的密钥",
    "the applicant signed it": "申请人已签名确认，不能更改",
    "the form has no such field": "表单没有这个字段",
    "the id of an earlier verdict": "应是此前某个核验结论的 id",
    "the kinds guardian and guardian_end name one, the others do not":
        "种类为 guardian 和 guardian_end 时须写监护人，其他种类不能写",
    "the matter does not ask this": "本事项没有这个问题",
    "the matter has no use for it": "本事项用不到它",
    "the matter has no use for: {}": "本事项用不到：{}",
    'their names to ours or to null, or "*"': '应是对方名称到本地名称或 null 的对应，或 "*"',
    "their type is not known there": "对方没有这种证照类型",
    "this is not asked": "没有问这个问题",
    "this kind names a day": "此种类须写日期",
    "this kind names no day": "此种类不能写日期",
    "this name is taken": "名称已被使用",
    "this question compares nothing": "这个问题不作比对，不能带值",
    "today, or one of the {} days after it": "应是今天或之后 {} 天之内",
    "too old to be told": "时间过早，不能再上报",
    "true or false": "应是 true 或 false",
    "two digits": "应是两位数字",
    "two fields for one": "两个字段对应到了同一个",
    "type, fields, and values where they differ": "应写 type、fields，取值不同时写 values",
    "unknown certificate type": "没有这种证照类型",
    "unknown fields: {}": "没有这些字段：{}",
    "what is to be compared is missing": "缺少用于比对的值",
    "with matters, windows are the only place": "限定事项时只能在窗口使用",
    "with same_device, and only then": "仅在 same_device 时须写，其他情形不能写",
    "{} is no matter on offer": "没有开放的事项 {}",
    "{} there, {} here": "对方是 {}，本地是 {}",
    "{} to 200 characters": "应为 {} 至 200 个字符",
    "{} to {}": "应为 {} 至 {}",
    "{} to {} pixels a side": "边长应为 {} 至 {} 像素",
    "{} to {} pixels each way": "宽和高应为 {} 至 {} 像素",
    "{}: all required fields, and of the optional ones those chosen": "{}：须含全部必需字段，可选字段只含所选的",
}  # fmt: skip
SENTENCES = {**OF_MARSHMALLOW, **OF_YAML, **OF_ROOMS}
UNTOLD = "此处不符合要求：{}"
_BEGINNING = re.compile(r"([^\s:]+(?::\d+)?): (.+)", re.DOTALL)


def patterns_of(sentences: Mapping[str, str]) -> Patterns:
    """Each English sentence as what fits it, the longest first, beside its Chinese."""
    ordered = sorted(sentences.items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return [(re.compile(re.escape(one).replace(r"\{\}", "(.+?)"), re.DOTALL), chinese) for one, chinese in ordered]


def filled(chinese: str, values: Sequence[str]) -> str:
    """The sentence with its values, in their order."""
    return "".join(text + value for text, value in zip(chinese.split("{}"), (*values, ""), strict=True))


_PATTERNS = patterns_of({english: chinese for english, chinese in SENTENCES.items() if "{}" in english})


def words_of(problem: str) -> tuple[str, str]:
    """The problem in Chinese and English."""
    return _known(problem[:LONGEST]) or (filled(UNTOLD, [problem]), problem)


def in_words(places: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each place with its problem in both languages, `zh` and `en` (rule 5)."""
    found = []
    for one in places:
        zh, en = words_of(str(one["problem"]))
        found.append({**one, "zh": one.get("zh", zh), "en": one.get("en", en)})
    return found


def _known(problem: str) -> tuple[str, str] | None:
    """Rules 1 to 3."""
    if problem in KEYS:
        return KEYS[problem]
    if problem in REASONS:
        return REASONS[problem].zh.rstrip("。"), REASONS[problem].en.rstrip(".")
    if problem in SENTENCES:
        return SENTENCES[problem], problem
    begun = _BEGINNING.fullmatch(problem)
    head = _known(begun[1]) if begun and begun[1] in KEYS.keys() | REASONS.keys() else None
    if begun and head:
        return f"{head[0]}：{begun[2]}", f"{head[1]}: {begun[2]}"
    for pattern, chinese in _PATTERNS:
        fit = pattern.fullmatch(problem)
        if fit is not None:
            return filled(chinese, fit.groups()), problem
    rest = _known(begun[2]) if begun else None
    return (f"{begun[1]}：{rest[0]}", problem) if begun and rest else None
