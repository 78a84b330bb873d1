"""The grid in a real browser: a block out of a worksheet, the keyboard, sums, undo; and all of it without a script."""

import re

import pytest
from playwright.sync_api import expect

from organizations.roles import Role
from tests.builders import address, make_member, make_plan, make_project
from tests.live import broken_rules, fits

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 800}
ENLARGED = {"width": 320, "height": 256}  #: a window of 1280 pixels at 400 %
PASTE = """([name, text]) => {
  const box = document.getElementsByName(name)[0];
  box.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def revision():
    revision = make_plan()
    make_project(revision, "โครงการเดิม")
    return revision


@pytest.fixture
def grid(live, revision):
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    live.open(address(revision, "plans:grid"))
    expect(live.page.locator("#grid-add")).to_be_visible()
    return live.page


ROWS = 200
#: People and baht of three years, first and last month: eight cells, as worksheets hold them.
CELLS = ["๑๐", "20", "-", "1,000", "๒,๐๐๐.๕๐", "", "ต.ค.", "ม.ค."]
#: What cannot be read, by row and column: words, a fraction of a person, below zero, a tenth of a satang, no month.
BAD = {
    (3, 0): "สิบ",
    (17, 1): "2.5",
    (18, 2): "-4",
    (40, 3): "มาก",
    (41, 4): "1,0,0x",
    (99, 5): "12 ล้าน",
    (120, 6): "13",
    (121, 7): "เดือนหน้า",
    (150, 0): "ยี่สิบ",
    (199, 3): "๑๐๐.๐๐๑",
}
VALUES = """() => [...document.querySelectorAll("tbody tr[data-row^=n]")].slice(0, 200).map(
  (row) => [...row.querySelectorAll("input:not([type=hidden])")].map((box) => box.value))"""


def block(bad):
    """Two hundred rows of eight cells, some of them wrong."""
    return [[bad.get((row, column), cell) for column, cell in enumerate(CELLS)] for row in range(ROWS)]


def copied(rows):
    """The cells as a worksheet puts them on the clipboard."""
    return "".join("\t".join(row) + "\r\n" for row in rows)


def total(page, name):
    return page.locator(f"[data-total='{name}']")


def test_block_of_200_rows_with_ten_bad_cells_shows_ten_errors_and_loses_nothing(grid, revision):
    names = [[f"โครงการที่ {row}"] for row in range(ROWS)]
    grid.evaluate(PASTE, ["n1-name", copied(names)])
    expect(grid.locator("tbody tr[data-row]")).to_have_count(ROWS + 1)
    before = total(grid, "b").text_content()

    typed = block(BAD)
    grid.evaluate(PASTE, ["n1-p2570", copied(typed)])
    expect(grid.locator("#grid-status")).to_have_text("วางแล้ว 1,600 ช่อง")
    expect(grid.locator("#grid-count")).to_have_text("มี 10 ช่องที่ต้องแก้ไข")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(10)
    expect(grid.locator("tbody .grid-state li")).to_have_count(10)
    assert grid.evaluate(VALUES) == typed
    keys = ("p2570", "p2571", "p2572", "b2570", "b2571", "b2572", "m1", "m2")
    wrong = grid.locator("[aria-invalid=true]").evaluate_all("boxes => boxes.map((box) => box.name)")
    assert wrong == [f"n{row + 1}-{keys[column]}" for row, column in BAD]
    expect(grid.locator("[name=n4-p2570]")).to_have_accessible_description(re.compile("2570 คน: "))

    grid.keyboard.press("Control+z")
    expect(total(grid, "b")).to_have_text(before)
    expect(grid.locator("[aria-invalid=true]")).to_have_count(0)
    assert {"".join(row) for row in grid.evaluate(VALUES)} == {""}

    with grid.expect_response("**/grid/check/"):
        grid.evaluate(PASTE, ["n1-p2570", copied(block({}))])
    expect(grid.locator("#grid-count")).to_have_text("")
    expect(grid.locator("tr[data-row=n200] .grid-state")).to_have_text("ยังไม่ได้บันทึก")
    expect(total(grid, "p2570")).to_have_text("2,010")
    expect(total(grid, "b2571")).to_have_text("412,100")
    expect(total(grid, "c-none")).to_have_text("600,100")
    expect(grid.locator("#grid-said")).to_have_text("รวม 6,030 คน 636,100 บาท")
    grid.click("text=บันทึกทั้งตาราง")
    expect(grid.locator("main [role=status]").first).to_contain_text("เพิ่มโครงการใหม่ 200 โครงการ")
    assert revision.projects.count() == ROWS + 1
    assert revision.projects.last().last_month == 1


def test_keys_lead_through_the_boxes_and_what_is_wrong_is_told(grid, revision):
    key = f"r{revision.projects.get().pk}"
    focused = "document.activeElement.name"
    grid.focus(f"[name={key}-p2570]")
    for press, name in [
        ("Enter", "n1-p2570"),
        ("ArrowDown", "n2-p2570"),
        ("Shift+Enter", "n1-p2570"),
        ("ArrowUp", f"{key}-p2570"),
        ("ArrowRight", f"{key}-p2571"),
        ("ArrowLeft", f"{key}-p2570"),
        ("ArrowLeft", f"{key}-name"),
    ]:
        grid.keyboard.press(press)
        assert grid.evaluate(focused) == name
    grid.fill(f"[name={key}-b2570]", "มาก")
    grid.keyboard.press("Tab")
    wrong = grid.locator(f"[name={key}-b2570]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description("2570 บาท: จำนวนเงินต้องเป็นตัวเลข เช่น 15,000 หรือ 15,000.50")
    expect(wrong).to_have_accessible_name("2570 บาท โครงการที่ 1")
    grid.click("text=ไปช่องแรกที่ต้องแก้ไข")
    assert grid.evaluate(focused) == f"{key}-b2570"
    grid.keyboard.type("500")
    grid.keyboard.press("Enter")
    expect(grid.locator(f"tr[data-row={key}] .grid-state")).to_have_text("ยังไม่ได้บันทึก")
    expect(total(grid, "b2570")).to_have_text("500")
    assert broken_rules(grid) == []


def test_what_was_typed_since_a_paste_outlives_its_undo(grid, revision):
    key = f"r{revision.projects.get().pk}"
    grid.evaluate(PASTE, [f"{key}-p2570", "1\t2\t3\t4\t5\t6\tต.ค.\tพ.ย.\tเลยขอบ\n7"])
    expect(grid.locator("#grid-status")).to_contain_text("มี 1 ช่องที่วางไม่ได้")
    grid.fill(f"[name={key}-p2571]", "99")
    grid.click("#grid-undo")
    assert [grid.input_value(f"[name={key}-p{year}]") for year in (2570, 2571, 2572)] == ["10", "99", "10"]
    assert grid.input_value("[name=n1-p2570]") == ""


def test_cell_with_quotation_marks_and_line_ends_is_one_cell(grid):
    grid.evaluate(PASTE, ["n1-name", '"โครงการ\n""ก"" ต่อ"\t5\n\t\nข "ค"\t\n'])
    assert grid.input_value("[name=n1-name]") == 'โครงการ\n"ก" ต่อ'
    assert grid.input_value("[name=n1-p2570]") == "5"
    assert grid.input_value("[name=n2-name]") == ""
    assert grid.input_value("[name=n3-name]") == 'ข "ค"'


def test_grid_fits_a_phone_and_works_without_a_script(live, grid, revision, browser):
    key = f"r{revision.projects.get().pk}"
    context = browser.new_context(
        java_script_enabled=False, viewport=PHONE, storage_state=grid.context.storage_state()
    )
    page = context.new_page()
    page.goto(live.url + address(revision, "plans:grid"))
    page.fill(f"[name={key}-p2570]", "ผิด")
    page.fill("[name=n1-name]", "โครงการใหม่")
    page.click("text=บันทึกทั้งตาราง")
    expect(page.locator("#grid-errors-title")).to_contain_text("มี 1 ช่องที่ต้องแก้ไข")
    expect(page.locator(f"[name={key}-p2570]")).to_be_focused()
    page.fill(f"[name={key}-p2570]", "๑๕")
    page.click("text=บันทึกทั้งตาราง")
    expect(page.locator("main [role=status]").first).to_contain_text("เพิ่มโครงการใหม่ 1 โครงการ")
    context.close()
    assert [project.years.first().people for project in revision.projects.all()] == [15, 0]
    for name in ("plans:grid", "plans:gantt", "plans:project_add"):
        grid.set_viewport_size(PHONE)
        live.open(address(revision, name))
        expect(grid.locator("h1")).to_be_visible()
        assert fits(grid)
        assert broken_rules(grid) == []
        grid.set_viewport_size(ENLARGED)
        assert fits(grid)
        if name == "plans:grid":
            _works_enlarged(grid, key)
    expect(grid.locator("h1")).to_have_text("เพิ่มจากคลังหลักสูตร")


def _works_enlarged(grid, key):
    """At 400 % every box is named, is reached with the keyboard alone, and stands in the window when it is reached."""
    assert broken_rules(grid) == []
    grid.focus(f"[name={key}-p2570]")
    for name, said in (("p2571", "2571 คน"), ("p2572", "2572 คน"), ("b2570", "2570 บาท")):
        grid.keyboard.press("Tab")
        box = grid.locator(f"[name={key}-{name}]")
        expect(box).to_be_focused()
        expect(box).to_be_in_viewport()
        expect(box).to_have_accessible_name(f"{said} โครงการที่ 1")
