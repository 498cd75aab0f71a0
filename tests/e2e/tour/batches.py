"""A department's batches: one that was issued but for a bad row, and one that is still to be read."""

import csv
import io

from playwright.sync_api import Page, expect

from backend.demo import records
from certs.catalogue import load_builtin
from tests.e2e.staff import command
from tests.e2e.tour.visitors import City

TYPE = load_builtin().numbers[1]


def file_of(*numbers: int) -> bytes:
    """The city's citizens as the department exports them, the last without a number."""
    rows = [dict(records.row(TYPE, records.record(TYPE.id, n))) for n in numbers]
    rows[-1]["公民身份号码"] = ""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def upload(page: Page, *numbers: int) -> None:
    page.get_by_label("证照类型").select_option(TYPE.id)
    page.get_by_label("数据文件").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": file_of(*numbers)}
    )
    page.get_by_role("button", name="上传并读取").click()


def issue(page: Page, city: City) -> None:
    upload(page, 1, 2, 3)
    expect(page.get_by_text("读取中").first).to_be_visible()
    command(city.live, "worker", "--once")
    page.reload()
    expect(page.get_by_text("已完成").first).to_be_visible()
    expect(page.get_by_role("button", name="下载失败行").first).to_be_visible()
    upload(page, 4, 5)
    expect(page.get_by_text("读取中").first).to_be_visible()
