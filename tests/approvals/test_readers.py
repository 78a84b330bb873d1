"""Minutes are opened by those concerned; that a paper is genuine is for everybody to know."""

import datetime

import pytest

from approvals.models import Decision, Meeting, MeetingPaper
from documents.issue import allocate_code, issue
from organizations.roles import Role
from plans.models import State
from tests.builders import (
    client_of,
    make_board,
    make_complete_plan,
    make_member,
    make_organization,
    make_province,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = datetime.date(2026, 8, 1)


def minutes_of(meeting: Meeting, kind: str, body):
    document = issue(
        code=allocate_code(),
        kind=kind,
        title="รายงานการประชุม",
        pdf=f"%PDF {kind}".encode(),
        pages=1,
        organization=body,
        by=None,
    )
    MeetingPaper.objects.create(meeting=meeting, kind=MeetingPaper.Kind.MINUTES, document=document)
    return document


def opens(document, member) -> int:
    response = client_of(member).get(document.file_url)
    if response.status_code == 200:
        assert "no-store" in response["Cache-Control"]
        for close in response._resource_closers:  # response.close() would end the connection of the test
            close()
    return response.status_code


def test_minutes_of_a_board_are_for_its_people_and_auditors(client):
    board = make_board()
    meeting = Meeting.objects.create(board=board, number=1, year=2569, held_on=DAY)
    document = minutes_of(meeting, "sitting_minutes", None)
    lao = make_organization()
    inside = [
        make_member(role, board=board) for role in (Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.BOARD_MEMBER)
    ]
    inside += [make_member(Role.AUDITOR), make_member(Role.AUDITOR, province=board.province)]
    elsewhere = make_province("เลย", "42")
    outside = [
        make_member(Role.HEAD, lao),
        make_member(Role.HR_OFFICER, lao),
        make_member(Role.BOARD_MEMBER, board=make_board(province=elsewhere)),
        make_member(Role.AUDITOR, province=elsewhere),
        make_member(Role.OPERATOR),
    ]
    assert [opens(document, member) for member in inside] == [200] * len(inside)
    assert [opens(document, member) for member in outside] == [404] * len(outside)
    assert client.get(document.file_url).status_code == 404
    page = client.get(document.get_absolute_url()).content.decode()
    assert document.sha256 in page
    assert document.file_url not in page


def test_minutes_of_a_committee_reach_the_board_with_the_plan():
    lao = make_organization()
    officer = make_member(Role.HR_OFFICER, lao)
    revision = make_complete_plan(lao, state=State.ENDORSED, by=officer.user)
    meeting = Meeting.objects.create(organization=lao, number=1, year=2569, held_on=DAY)
    meeting.items.create(order=1, title="ร่างแผน", revision=revision)
    document = minutes_of(meeting, "committee_minutes", lao)
    secretary = make_member(Role.BOARD_SECRETARY, board=lao.board)
    stranger = make_member(Role.HR_OFFICER)
    staff = make_member(Role.STAFF, lao)
    assert [opens(document, one) for one in (officer, secretary, stranger, staff)] == [200, 404, 404, 404]
    Decision.objects.create(
        revision=revision,
        organization=lao,
        action="submit",
        from_state=State.ENDORSED,
        to_state=State.SUBMITTED,
        actor=officer.user,
        membership=officer,
        role=officer.role,
        decided_at=revision.state_changed_at,
        snapshot=revision.snapshot,
    )
    assert opens(document, secretary) == 200
