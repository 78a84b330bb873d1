import pytest

from thai.titles import BoardKind, CentralBoard, LaoKind

OFFICIAL = [
    # kind, full name, short name, head, chief official, staff, budget law, founding act, board, central board
    (
        LaoKind.PAO,
        "องค์การบริหารส่วนจังหวัดหนองคาย",
        "อบจ.หนองคาย",
        "นายกองค์การบริหารส่วนจังหวัดหนองคาย",
        "ปลัดองค์การบริหารส่วนจังหวัดหนองคาย",
        "ข้าราชการองค์การบริหารส่วนจังหวัด",
        "ข้อบัญญัติ",
        "พระราชบัญญัติองค์การบริหารส่วนจังหวัด พ.ศ. ๒๕๔๐",
        BoardKind.PAO_BOARD,
        CentralBoard.PAO,
    ),
    (
        LaoKind.CITY,
        "เทศบาลนครหนองคาย",
        "ทน.หนองคาย",
        "นายกเทศมนตรีนครหนองคาย",
        "ปลัดเทศบาลนครหนองคาย",
        "พนักงานเทศบาล",
        "เทศบัญญัติ",
        "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        BoardKind.MUNICIPAL_BOARD,
        CentralBoard.MUNICIPAL,
    ),
    (
        LaoKind.TOWN,
        "เทศบาลเมืองหนองคาย",
        "ทม.หนองคาย",
        "นายกเทศมนตรีเมืองหนองคาย",
        "ปลัดเทศบาลเมืองหนองคาย",
        "พนักงานเทศบาล",
        "เทศบัญญัติ",
        "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        BoardKind.MUNICIPAL_BOARD,
        CentralBoard.MUNICIPAL,
    ),
    (
        LaoKind.SUBDISTRICT_MUNICIPALITY,
        "เทศบาลตำบลหนองคาย",
        "ทต.หนองคาย",
        "นายกเทศมนตรีตำบลหนองคาย",
        "ปลัดเทศบาลตำบลหนองคาย",
        "พนักงานเทศบาล",
        "เทศบัญญัติ",
        "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        BoardKind.MUNICIPAL_BOARD,
        CentralBoard.MUNICIPAL,
    ),
    (
        LaoKind.SAO,
        "องค์การบริหารส่วนตำบลหนองคาย",
        "อบต.หนองคาย",
        "นายกองค์การบริหารส่วนตำบลหนองคาย",
        "ปลัดองค์การบริหารส่วนตำบลหนองคาย",
        "พนักงานส่วนตำบล",
        "ข้อบัญญัติ",
        "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗",
        BoardKind.SAO_BOARD,
        CentralBoard.SAO,
    ),
    (
        LaoKind.PATTAYA,
        "เมืองพัทยา",
        "เมืองพัทยา",
        "นายกเมืองพัทยา",
        "ปลัดเมืองพัทยา",
        "พนักงานเมืองพัทยา",
        "ข้อบัญญัติ",
        "พระราชบัญญัติระเบียบบริหารราชการเมืองพัทยา พ.ศ. ๒๕๔๒",
        BoardKind.PATTAYA_BOARD,
        None,
    ),
]


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official[0])
def test_titles_of_every_kind(official):
    kind, *expected = official
    titles = kind.titles
    assert [
        titles.full_name("หนองคาย"),
        titles.short_name("หนองคาย"),
        titles.head_of("หนองคาย"),
        titles.chief_official_of("หนองคาย"),
        titles.staff_term,
        titles.budget_law,
        titles.founding_law,
        titles.board_kind,
        titles.central_board,
    ] == expected


def test_titles_exist_for_every_kind_and_repeat_its_label():
    assert {kind for kind, *_rest in OFFICIAL} == set(LaoKind)
    for kind in LaoKind:
        assert kind.titles.kind is kind
        assert kind.titles.full_prefix == kind.label
        assert kind.titles.deputy_chief_of("") == "รอง" + kind.titles.chief_official_of("")
        assert kind.titles.deputy_head_of("") == "รอง" + kind.titles.head_of("")


@pytest.mark.parametrize(
    ("kind", "full", "short"),
    [
        (BoardKind.PAO_BOARD, "คณะกรรมการข้าราชการองค์การบริหารส่วนจังหวัดหนองคาย", "ก.จ.จ.หนองคาย"),
        (BoardKind.MUNICIPAL_BOARD, "คณะกรรมการพนักงานเทศบาลจังหวัดหนองคาย", "ก.ท.จ.หนองคาย"),
        (BoardKind.SAO_BOARD, "คณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย", "ก.อบต.จังหวัดหนองคาย"),
        (BoardKind.PATTAYA_BOARD, "คณะกรรมการพนักงานเมืองพัทยา", "ก.เมืองพัทยา"),
    ],
)
def test_board_names_in_a_province(kind, full, short):
    assert kind.titles.full_name("หนองคาย") == full
    assert kind.titles.short_name("หนองคาย") == short
    assert kind.titles.abbreviation == kind.label


def test_central_boards_have_full_names():
    assert CentralBoard.SAO.label == "ก.อบต."
    assert CentralBoard.SAO.full_name == "คณะกรรมการกลางพนักงานส่วนตำบล"
    assert all(board.full_name.startswith("คณะกรรมการกลาง") for board in CentralBoard)
