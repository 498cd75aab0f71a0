"""The reasons of the linter and of the loader of matters in Chinese: for those who write matters in that language.

1. Each sentence stands once, beside the English one that it says; what is written {} is taken over as it is.
2. A reason may begin with the key, rule or office that it speaks of. The longest English sentence that fits is taken.
3. What a kept library says, of YAML or of CEL, has no Chinese and is told as it stands.
"""

import re

from backend.web.problem_words import OF_YAML, filled, patterns_of

SENTENCES = {
    **OF_YAML,
    "two matters have this code": "两个事项用了同一编码",
    "the file is called {}": "文件名是 {}，与编码不一致",
    "a code has at most {} characters": "编码最多 {} 个字符",
    "exists only as a certificate, and no certificate replaces it": "只能是电子证照，却没有任何证照可以替代",
    "this proof is abolished: no office makes it out any more": "该证明已取消，没有部门再开具",
    "asked for when {} is {}, which nobody can answer": "要求在 {} 为 {} 时提交，但没有这个选项",
    "its conditions on {} exclude each other": "对 {} 的条件互相矛盾",
    "the office {} is not known": "没有部门 {}",
    "{} is elsewhere called {}, {}": "{} 在别处称为 {}，{}",
    "a question whose answer changes nothing": "这个问题怎么回答都没有区别",
    "a material is asked for, or a part done, after every answer: this changes nothing":
        "无论怎么回答都要这份材料或办这一环节，等于没有问",
    "does its part always: it gives the result": "总要办理：由它给出结果",
    "one part must be that of {}, whose matter it is": "必须恰有一个环节属于本事项的部门 {}",
    "{} has two parts": "{} 有两个环节",
    "does its part when {} is {}, which nobody can answer": "要求在 {} 为 {} 时办理，但没有这个选项",
    "needs {}, which is no material of this matter": "需要 {}，但本事项没有这份材料",
    "needs {}, which is no form field of this matter": "需要 {}，但本事项没有这个表单字段",
    "names the material {} twice": "材料 {} 写了两次",
    "names the form field {} twice": "表单字段 {} 写了两次",
    "no view of {} shows all that rules and materials look at: {}": "{} 没有一个视图能同时出示规则和材料所需的字段：{}",
    "a decision by rule needs `decide` with the outcome approve": "按规则决定的事项须有 `decide`，outcome 为 approve",
    "rules that approve go with a decision by rule or on commitment": "能直接准予的规则只用于按规则或按承诺决定的事项",
    "a decision on commitment and its terms go together": "按承诺决定与承诺条款必须同时写明",
    "the text that the applicant promises is missing": "缺少申请人承诺的文本",
    "no material may be replaced by the commitment": "没有一份材料可以用承诺代替",
    "nobody is asked to show {} here": "这里没有人被要求出示 {}",
    "{} does not say whose certificate it is": "{} 没有说明是谁的证照",
    "the type {} is not known": "没有证照类型 {}",
    "{} has no field {}": "{} 没有字段 {}",
    "no condition says whose certificate it must be": "没有条件说明必须是谁的证照",
    "{}, but {} is held by organisations": "条件是 {}，但 {} 由单位持有",
    "{}, but {} is held by people": "条件是 {}，但 {} 由个人持有",
    "the applicant is {}, who never holds {}": "申请人是 {}，不可能持有 {}",
    "{}, but the applicant is {}": "条件是 {}，但申请人是 {}",
    "nothing here shows a business licence with its representative": "这里没有要求出示载明法定代表人的营业执照",
    "no view of {} shows all that is needed": "{} 没有一个视图能出示全部所需字段",
    "the condition {} is not known": "没有条件 {}",
    "{} looks at {}, which {} does not have": "{} 要看 {}，但 {} 没有这个字段",
    "{} of {} can never be {}": "{}（{}）不可能是 {}",
    "the form has no field {}": "表单没有字段 {}",
    "{} is required, but {} may be left out": "{} 必填，但 {} 可以不填",
    "{} is {}, but {} is {}": "{} 的种类是 {}，但 {} 是 {}",
    "there is no question {}": "没有问题 {}",
    "{} may not issue {}": "{} 不能签发 {}",
    "nothing makes the required {}": "必填字段没有来源：{}",
    "{} names the holder and must come from a certificate": "{} 指明持证人，必须来自证照",
    "{} can never be {}": "{} 不可能是 {}",
    "fields are made for no type": "写了字段，却没有写证照类型",
    "{} tells which certificate is replaced, and is not kept from it": "{} 用来找到被换的证照，不能从中沿用",
    "{} of what is replaced is kept": "{} 须沿用被换的证照",
    "{} of {} cannot be made": "{}（{}）无法生成",
    "{} is {}, but {} makes a {}": "{} 的种类是 {}，但 {} 生成的是 {}",
    "{} is the letter for an agent already": "{} 已经是代办委托书",
    "speaks of an agent, but the matter takes none": "写到了代办人，但本事项不能代办",
    "one question asks whether an agent acts": "只能由一个问题问是否代办",
    "some of the answers say that an agent acts, not all, and no others": "须有一部分选项表示代办，不能是全部",
    "the letter for an agent must be handed in and is not promised": "代办委托书必须提交，不能以承诺代替",
    "the letter is asked for exactly when an agent acts": "代办委托书应恰在代办时要求提交",
    "this is the matter {}": "正在编辑的事项是 {}",
    "1 to {} rules are expected": "应有 1 至 {} 条规则",
    "stands twice": "写了两次",
    "rejects without naming the law, 《…》": "不予办理，却没有写明法律依据《…》",
    "longer than {} characters": "超过 {} 个字符",
    "comments, escapes and long strings are not used here": "这里不用注释、转义和长字符串",
    "{} is not known here": "这里没有 {}",
    "says the same of everybody: it looks at nothing of the applicant's": "对谁都一样：没有看申请人的任何情况",
    "{} is not part of the language of rules": "{} 不是规则语言的一部分",
    "line {}, column {}: {}": "第 {} 行第 {} 列：{}",
    "not CEL": "不是 CEL 表达式",
    "is neither true nor false": "结果既不是真也不是假",
    "the kinds do not fit: {}": "种类不相符：{}",
    "a number has one {sequence:DIGITS} and may have {year}": "编号须有一个 {sequence:位数}，可以有 {year}",
    "all numbers of {} are given": "{} 的编号已用完",
    "a table of keys is expected here": "这里应是一组键和值",
    "text is expected": "应是文字",
    "{} is not one of {}": "{} 不在可选之列：{}",
    "a whole number of at least {} is expected": "应是不小于 {} 的整数",
    "at most {} is expected": "最大为 {}",
    "true or false is expected": "应是 true 或 false",
    "this key is not known here": "这里没有这个键",
    "a list with at least one entry is expected": "应是至少有一项的列表",
    "a list of texts is expected": "应是文字列表",
    "longer than the law allows": "超过法定期限",
    "one of {}": "应是其中之一：{}",
    "a list of conditions is expected": "应是条件列表",
    "no arguments": "没有参数",
    "{} takes {}": "{} 的参数是：{}",
    "one condition an entry": "每项写一个条件",
    "{} takes a table of arguments": "{} 的参数应是一组键和值",
    "{} stands twice": "{} 写了两次",
    "`{}: true` is expected": "应写作 `{}: true`",
    "{} has the wrong kind": "{} 的种类不对",
    "a code stands twice": "有编码写了两次",
    "missing": "缺少",
}  # fmt: skip
_BEGINNING = re.compile(r"([^\s:：]+)(: | )(.+)", re.DOTALL)
_PATTERNS = patterns_of(SENTENCES)


def in_chinese(reason: str) -> str:
    """The reason in Chinese; as it is where no sentence fits (rule 3)."""
    for pattern, chinese in _PATTERNS:
        found = pattern.fullmatch(reason)
        if found is not None and not _is_only_begun(found):
            return filled(chinese, found.groups())
    begun = _BEGINNING.fullmatch(reason)
    if begun is None:
        return reason
    rest = in_chinese(begun[3])
    return reason if rest == begun[3] else f"{begun[1]}{'：' if begun[2] == ': ' else ' '}{rest}"


def _is_only_begun(found: re.Match[str]) -> bool:
    """Rule 2: its first piece is a key and the beginning of the sentence itself."""
    return bool(found.groups()) and found.start(1) == 0 and ": " in found[1]
