"""Why rows failed and batches stopped is said in both languages, whatever the code is."""

from backend.batches.words import of_row, of_stop


def test_what_a_type_refuses_is_said_of_a_value_and_a_file_s_fault_of_the_file() -> None:
    assert of_row("required") == {"zh": "必填，未填写", "en": "A value is required"}
    assert of_stop("wrong_headings") == {
        "zh": "表头与证照类型不符",
        "en": "The headings do not fit the certificate type",
    }
    assert of_stop(None) is None


def test_what_nobody_foresaw_is_told_with_its_code_for_the_operator() -> None:
    for said in (of_row("internal_error"), of_stop("internal_error")):
        assert said == {
            "zh": "程序出错，请联系运维人员（internal_error）",
            "en": "The program failed; tell the operator (internal_error)",
        }
