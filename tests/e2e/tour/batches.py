"""A department's batches: a file of something else, one that was issued but for a bad row, and one still to be read."""

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


def upload(page: Page, content: bytes, *, waiting: int) -> None:
    """`waiting`: how many are to be read when this one is there."""
    page.get_by_label("证照类型").select_option(TYPE.id)
    file = page.get_by_label("数据文件")
    file.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_text("读取中")).to_have_count(waiting)


def issue(page: Page, city: City) -> None:
    upload(page, "路名,长度\n解放路,300\n".encode(), waiting=1)
    upload(page, file_of(1, 2, 3), waiting=2)
    command(city.live, "worker", "--once")
    page.reload()
    expect(page.get_by_text("已完成").first).to_be_visible()
    expect(page.get_by_role("button", name="下载失败行").first).to_be_visible()
    upload(page, file_of(4, 5), waiting=1)


def look_at_failures(page: Page, _city: City) -> None:
    """What failed, and what to do about it."""
    failed = page.locator("li.panel").filter(has=page.get_by_role("button", name="下载失败行"))
    failed.locator("summary").click()
    failed.scroll_into_view_if_needed()
