"""The committee of twelve: who sits, what must be complete, signed once, printed, and for whom the pages are."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse

from approvals import master_committee
from approvals.master_committee import (
    MasterRefused,
    Signed,
    committee_of,
    faults_of,
    issue_master_order,
    issue_master_paper,
    save_committee,
    seats_of,
)
from approvals.models import MasterCommittee, NumberTaken
from documents.render import Rendered
from organizations.roles import Role
from plans.edit import Stale
from tests.approvals.story import TODAY
from tests.builders import client_of, edition, make_board, make_member
from thai.fiscal import Cycle
from thai.titles import BoardKind

CYCLE = Cycle(2570)
SIGNED = Signed("5/2569", TODAY, "นายประธาน ตัวอย่าง", "ผู้ว่าราชการจังหวัด")
pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    edition(2570)
    return make_board()


@pytest.fixture
def secretary(board):
    return make_member(Role.BOARD_SECRETARY, board=board)


@pytest.fixture
def chair(board):
    return make_member(Role.BOARD_CHAIR, board=board)


def twelve(board):
    seats = seats_of(committee_of(board, CYCLE))
    return [(f"นาย ก{seat.place}", seat.position or "ผู้แทนส่วนราชการ") for seat in seats]


def kept(board, secretary, people=None, version=0):
    return save_committee(
        board=board,
        cycle=CYCLE,
        people=people or twelve(board),
        expected_version=version,
        by=secretary,
    )


def test_there_are_twelve_seats_as_the_section_has_them(board):
    seats = seats_of(committee_of(board, CYCLE))
    assert Counter(seat.kind for seat in seats) == {
        "chair": 1,
        "head": 3,
        "clerk": 3,
        "expert": 2,
        "agency": 2,
        "secretary": 1,
    }
    assert seats[1].position == "นายกองค์การบริหารส่วนตำบล"


@pytest.mark.parametrize("kind", BoardKind.values)
def test_heads_and_clerks_are_of_the_boards_own_kind(kind):
    board = make_board(kind)
    seats = seats_of(committee_of(board, CYCLE))
    titles = master_committee.titles_of(board)
    assert titles.board_kind == kind
    assert (seats[1].position, seats[4].position) == (titles.head, titles.chief_official)
    assert master_committee.is_own_reading(board) == (kind != BoardKind.SAO_BOARD)


def test_full_list_has_no_faults(board, secretary):
    assert faults_of(seats_of(kept(board, secretary))) == []


def test_empty_seat_and_one_person_on_two_seats_are_faults(board, secretary):
    people = twelve(board)
    people[2] = ("", people[2][1])
    people[5] = (people[4][0], people[5][1])
    found = " ".join(faults_of(seats_of(kept(board, secretary, people))))
    assert "ลำดับที่ 3" in found
    assert "มากกว่าหนึ่งลำดับ" in found


def test_missing_seat_is_a_fault(board, secretary):
    seats = seats_of(kept(board, secretary))
    found = " ".join(faults_of(seats[:-1]))
    assert "ต้องมี 1 คน ขณะนี้มี 0 คน" in found
    assert "ต้องมี 12 คน" in found


def test_list_saved_over_another_is_stale(board, secretary):
    kept(board, secretary)
    with pytest.raises(Stale):
        kept(board, secretary)
    assert kept(board, secretary, version=1).version == 2


def test_order_is_signed_once_with_a_number_of_the_board(board, secretary, chair):
    committee = kept(board, secretary)
    issued = issue_master_order(committee=committee, signed=SIGNED, expected_version=1, by=chair)
    assert (issued.number, issued.issued_by) == ("5/2569", chair)
    assert NumberTaken.objects.filter(board=board, series="order", number=5).exists()
    with pytest.raises(MasterRefused, match="ออกไปแล้ว"):
        issue_master_order(committee=committee, signed=SIGNED, expected_version=2, by=chair)
    with pytest.raises(MasterRefused, match="แก้ไขรายชื่อไม่ได้"):
        kept(board, secretary, version=2)


def test_order_with_a_hole_is_refused_and_takes_no_number(board, secretary, chair):
    people = twelve(board)
    people[0] = ("", "")
    committee = kept(board, secretary, people)
    with pytest.raises(MasterRefused, match="ลำดับที่ 1"):
        issue_master_order(committee=committee, signed=SIGNED, expected_version=1, by=chair)
    slip = replace(SIGNED, number="5/2509", dated_on=SIGNED.dated_on.replace(year=1966))
    full = kept(board, secretary, twelve(board), version=1)
    with pytest.raises(MasterRefused, match="ตรวจปี"):
        issue_master_order(committee=full, signed=slip, expected_version=2, by=chair)
    assert not NumberTaken.objects.exists()
    committee.refresh_from_db()
    assert committee.issued_at is None


def test_secretary_signs_nothing_and_chair_composes_nothing(board, secretary, chair):
    committee = kept(board, secretary)
    with pytest.raises(MasterRefused, match="ประธาน"):
        issue_master_order(committee=committee, signed=SIGNED, expected_version=1, by=secretary)
    with pytest.raises(MasterRefused, match="เลขานุการ"):
        kept(board, chair, version=1)


def test_paper_is_made_once(board, secretary, chair, monkeypatch):
    monkeypatch.setattr(
        "approvals.issuing.render_announced",
        lambda html, **rest: Rendered(pdf=b"%PDF-1.7 " + html.encode()[:20], pages=2, warnings=[]),
    )
    committee = kept(board, secretary)
    issue_master_order(committee=committee, signed=SIGNED, expected_version=1, by=chair)
    committee.refresh_from_db()
    document = issue_master_paper(committee)
    committee.refresh_from_db()
    assert issue_master_paper(committee) == document
    assert "แต่งตั้งคณะกรรมการจัดทำแผนแม่บท" in document.title


def test_pages_lead_from_the_list_to_the_order(board, secretary, chair):
    place = [board.code, 2570]
    client = client_of(secretary)
    typed = {"version": 0}
    for number, (name, position) in enumerate(twelve(board), start=1):
        typed |= {f"name_{number}": name, f"position_{number}": position}
    answer = client.post(reverse("approvals:master_committee_edit", args=place), typed, follow=True)
    assert "รายชื่อครบ 12 คน" in answer.content.decode()
    typed = {
        "version": 1,
        "number": "5/2569",
        "dated_on_day": "1",
        "dated_on_month": "9",
        "dated_on_year": "2569",
        "signer_name": "นายประธาน",
        "signer_position": "ประธาน",
    }
    answer = client_of(chair).post(
        reverse("approvals:master_committee_issue", args=place), typed, follow=True
    )
    assert "ออกคำสั่งที่ 5/2569" in answer.content.decode()
    assert MasterCommittee.objects.get().issued_by == chair


def test_another_boards_committee_is_not_found(board):
    stranger = make_member(Role.BOARD_SECRETARY, board=make_board(BoardKind.PAO_BOARD))
    address = reverse("approvals:master_committee", args=[board.code, 2570])
    assert client_of(stranger).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_twenty_signatures_at_once_give_one_order(board, secretary, chair):
    committee = kept(board, secretary)
    start = threading.Barrier(20)

    def sign(number: int) -> str:
        try:
            start.wait(timeout=30)
            signed = Signed(f"{number + 1}/2569", TODAY, "นายประธาน", "ประธาน")
            issue_master_order(committee=committee, signed=signed, expected_version=1, by=chair)
        except (MasterRefused, Stale):
            return "refused"
        finally:
            connection.close()
        return "issued"

    with ThreadPoolExecutor(20) as pool:
        assert Counter(pool.map(sign, range(20))) == {"issued": 1, "refused": 19}
    assert NumberTaken.objects.count() == 1
