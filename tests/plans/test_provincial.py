"""The province's texts: written by the secretary alone, published for good, numbered, carried over."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from organizations.models import Organization
from organizations.roles import Role
from plans.edit import Stale
from plans.models import OutlineSection, ProvincialText
from plans.models.provincial import LONGEST
from plans.provincial import (
    ProvincialRefused,
    carry_over,
    discard_draft,
    heading_of,
    headings_of,
    publish,
    save_draft,
    to_carry,
)
from plans.values import LONGEST_VALUE, NAMES, placeholder_values
from tests.builders import (
    edition,
    make_board,
    make_member,
    make_organization,
)
from tests.plans.provincial import MET_ON, draft_text, publish_text, secretary_of
from thai.fiscal import Cycle
from thai.titles import LaoKind

pytestmark = pytest.mark.django_db
SQLITE_IS_ENOUGH = pytest.mark.any_database


@pytest.fixture
def board():
    edition(2570)
    return make_board()


# Writing ------------------------------------------------------------------------------------------


@SQLITE_IS_ENOUGH
def test_closed_list_of_places_is_that_of_the_values():
    assert set(placeholder_values(make_organization(), Cycle(2570))) == set(NAMES)


@SQLITE_IS_ENOUGH
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("พนักงานของ{nobody}", r"\{nobody\}"),
        ("พนักงานของ{Lao}", "วงเล็บปีกกา"),
        ("พนักงานของ{lao", "วงเล็บปีกกา"),
        (" \n ", "กรุณากรอกข้อความของจังหวัด"),
    ],
)
def test_text_with_an_unknown_place_is_refused(board, body, words):
    with pytest.raises(ProvincialRefused, match=words):
        draft_text(board, "s1.1", body)


@SQLITE_IS_ENOUGH
def test_heading_of_a_table_has_no_text(board):
    outline = OutlineSection.objects.get(edition__year=2570, code="s1")
    with pytest.raises(ProvincialRefused, match="ตาราง"):
        save_draft(board=board, outline=outline, mode="replaces", body="ก", seen="", by=secretary_of(board))


@SQLITE_IS_ENOUGH
def test_draft_saved_from_an_older_page_changes_nothing(board):
    first = draft_text(board, "s1.1", "ข้อความแรก")
    draft_text(board, "s1.1", "ข้อความของอีกคน")
    for seen in (first.seen, ""):
        with pytest.raises(Stale):
            save_draft(
                board=board, outline=first.section, mode="after", body="ค", seen=seen, by=secretary_of(board)
            )
    assert heading_of(board, edition(2570), "s1.1").draft.body == "ข้อความของอีกคน"


@SQLITE_IS_ENOUGH
def test_only_the_secretary_of_this_board_writes(board):
    outline = OutlineSection.objects.get(edition__year=2570, code="s1.1")
    others = [
        make_member(Role.BOARD_CHAIR, board=board),
        make_member(Role.BOARD_SECRETARY, board=make_board("pao_board")),
    ]
    for by in others:
        with pytest.raises(ProvincialRefused, match="เลขานุการ"):
            save_draft(board=board, outline=outline, mode="replaces", body="ก", seen="", by=by)


@SQLITE_IS_ENOUGH
def test_draft_that_says_nothing_new_is_refused(board):
    with pytest.raises(ProvincialRefused, match="ส่วนกลางอยู่แล้ว"):
        draft_text(board, "s1.1", "", "none")
    publish_text(board, "s1.1", "ก")
    with pytest.raises(ProvincialRefused, match="ฉบับที่ 1"):
        draft_text(board, "s1.1", "ก")


# Publishing ---------------------------------------------------------------------------------------


def test_numbers_run_without_gaps_and_each_heading_has_its_own(board):
    numbers = [publish_text(board, "s1.1", f"ฉบับ {place}").number for place in range(3)]
    discarded = draft_text(board, "s1.1", "ทิ้ง")
    discard_draft(board=board, outline=discarded.section, seen=discarded.seen, by=secretary_of(board))
    numbers.append(publish_text(board, "s1.1", "", "none").number)
    assert numbers == [1, 2, 3, 4]
    assert publish_text(board, "s1.5").number == 1
    assert heading_of(board, edition(2570), "s1.1").standing is None


@SQLITE_IS_ENOUGH
def test_drafts_are_published_together_or_not_at_all(board):
    one, two = draft_text(board, "s1.1"), draft_text(board, "s1.5")
    resolved = {"meeting_number": "5/2569", "meeting_on": MET_ON, "by": secretary_of(board)}
    draft_text(board, "s1.5", "แก้ระหว่างนั้น")
    with pytest.raises(Stale):
        publish(board=board, edition=edition(2570), seen=[one.seen, two.seen], **resolved)
    assert not ProvincialText.objects.published().exists()
    now = [row.draft.seen for row in headings_of(board, edition(2570)) if row.draft]
    done = publish(board=board, edition=edition(2570), seen=now, **resolved)
    assert [(row.section.code, row.number, row.resolution) for row in done] == [
        ("s1.1", 1, "มติครั้งที่ 5/2569 วันที่ 20 พฤษภาคม 2569"),
        ("s1.5", 1, "มติครั้งที่ 5/2569 วันที่ 20 พฤษภาคม 2569"),
    ]


@SQLITE_IS_ENOUGH
def test_text_rests_on_a_resolution_that_there_was(board):
    draft, by = draft_text(board, "s1.1"), secretary_of(board)
    good = {"board": board, "edition": edition(2570), "seen": [draft.seen], "by": by}
    for number, day, field in (
        (" ", MET_ON, "meeting_number"),
        ("1/2643", datetime.date(2100, 1, 1), "meeting_on"),
    ):
        with pytest.raises(ProvincialRefused) as refused:
            publish(**good, meeting_number=number, meeting_on=day)
        assert refused.value.field == field
    with pytest.raises(ProvincialRefused, match="อย่างน้อยหนึ่ง"):
        publish(**{**good, "seen": []}, meeting_number="5/2569", meeting_on=MET_ON)


def test_database_refuses_to_change_a_published_text(board):
    text = publish_text(board, "s1.1")
    rows = ProvincialText.objects.filter(pk=text.pk)
    for change in (lambda: rows.update(body="อื่น"), lambda: rows.update(published_at=None), rows.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_database_refuses_a_second_draft_and_a_number_without_a_resolution(board):
    draft = draft_text(board, "s1.1")
    values = {"board": board, "section": draft.section, "written_by": draft.written_by}
    values["written_at"] = draft.written_at
    for more in ({"body": "ก"}, {"body": "ก", "number": 1, "published_at": draft.written_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProvincialText.objects.create(**values, **more)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_publish_once(board):
    draft, by, gate = draft_text(board, "s1.1"), secretary_of(board), threading.Barrier(2, timeout=20)

    def press(_number):
        try:
            gate.wait()
            publish(
                board=board,
                edition=edition(2570),
                seen=[draft.seen],
                meeting_number="5/2569",
                meeting_on=MET_ON,
                by=by,
            )
        except Stale:
            return "stale"
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["published", "stale"]
    assert list(ProvincialText.objects.values_list("number", flat=True)) == [1]


@SQLITE_IS_ENOUGH
def test_texts_of_the_last_edition_become_drafts_once(board):
    for code, body in (("s1.1", "ก"), ("s1.3", "ข"), ("s1.5", "ค"), ("m05", "ง")):
        publish_text(board, code, body, year=2567)
    publish_text(board, "s1.3", "", "none", year=2567)
    publish_text(board, "s1.5", "มีอยู่แล้ว")
    assert [heading.outline.code for heading, _text in to_carry(board, edition(2570))] == ["m05", "s1.1"]
    carried = carry_over(board=board, edition=edition(2570), by=secretary_of(board))
    assert [(row.section.code, row.body) for row in carried] == [("m05", "ง"), ("s1.1", "ก")]
    assert carry_over(board=board, edition=edition(2570), by=secretary_of(board)) == []


@SQLITE_IS_ENOUGH
@pytest.mark.parametrize("mode", ["replaces", "after"])
def test_text_that_would_burst_a_plan_once_its_places_are_filled_is_refused(board, mode):
    body = "{law}" * (LONGEST // len("{law}"))
    assert len(body) <= LONGEST
    with pytest.raises(ProvincialRefused, match="ยาวเกินไป") as refused:
        draft_text(board, "s1.1", body, mode)
    assert refused.value.field == "body"
    draft = draft_text(board, "s1.1", "ก" * (LONGEST - 500) + "{law}" * 100)  # long, and still fits
    ProvincialText.objects.filter(pk=draft.pk).update(body=body)  # one that came another way
    with pytest.raises(ProvincialRefused, match="ยาวเกินไป"):
        publish(
            board=board,
            edition=edition(2570),
            seen=[draft.seen],
            meeting_number="5/2569",
            meeting_on=MET_ON,
            by=secretary_of(board),
        )


@SQLITE_IS_ENOUGH
def test_no_value_of_a_place_is_longer_than_is_reckoned_with(board):
    names = {"name": "ก" * 100, "district": "ข" * 60}
    for kind in LaoKind:
        lao = Organization(kind=kind, province=board.province, board=board, **names)
        assert max(map(len, placeholder_values(lao, Cycle(2570)).values())) <= LONGEST_VALUE
