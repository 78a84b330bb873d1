"""The Word twins of real papers: the text of page and PDF, whoever may have the PDF, and nobody else."""

from __future__ import annotations

import subprocess
from collections import Counter

import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from approvals.meetings.wording import wording_of
from approvals.models import Announcement, MeetingPaper
from approvals.orders import first_order, members_of
from approvals.papers import plan_paper
from approvals.papers_meetings import draft_mark, meeting_paper
from approvals.papers_orders import order_paper
from approvals.papers_sittings import letter_paper
from approvals.readers import COMMITTEE_MINUTES
from approvals.sittings.letters import letters_of
from approvals.sittings.minutes import minutes_as_paper
from approvals.sittings.parcel import agenda_as_paper
from documents import copies
from documents.compose import compose
from documents.issue import allocate_code, issue
from documents.models import IssuedDocument
from documents.paper import Draft, Paper
from documents.render import render_pdf
from documents.word import CONTENT_TYPE, word
from organizations.roles import Role
from plans.models import Layout, Revision, State
from tests.approvals.committee import hold
from tests.approvals.story import TODAY
from tests.approvals.test_sittings import over
from tests.builders import client_of, make_member, make_organization
from tests.documents.twins import between, html_text, part_of, pdf_text, squeezed, word_paragraphs
from tests.plan_content import fill_plan
from thai.dates import format_date
from thai.digits import to_thai

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DRAFT = Draft(TODAY)


def pages_of(paper: Paper, tmp_path) -> str:
    """What poppler reads from the PDF, without what stands on each page."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf(compose(paper), title="x").pdf)
    told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    assert isinstance(paper.mark, Draft)
    foot = f"{paper.mark.notice} พิมพ์เมื่อวันที่ {format_date(paper.mark.printed_on)}"
    return pdf_text(told.split("\f")[:-1], foot, paper.mark.word)


def headers_of(file: bytes) -> set[str]:
    """The header of each table, as it stands again on each of its pages."""
    found = set()
    for table in part_of(file).iter(qn("w:tbl")):
        rows = [row for row in table.iter(qn("w:tr")) if next(row.iter(qn("w:tblHeader")), None) is not None]
        found.add(squeezed("".join(text.text for row in rows for text in row.iter(qn("w:t")))))
    return found


# The same text -----------------------------------------------------------------------------------


def test_word_page_and_pdf_of_a_plan_say_the_same_in_both_layouts(story, tmp_path):
    fill_plan(story.revision, projects=6)
    story.reach(State.ANNOUNCED)
    revision = Revision.objects.with_plan().get(pk=story.revision.pk)
    for layout in Layout.values:
        paper = plan_paper(revision, layout=layout, mark=DRAFT)
        file = word(paper)
        assert file == word(paper)
        paragraphs = word_paragraphs(file)
        assert "".join(paragraphs) == html_text(paper)
        assert set(between(paragraphs, pages_of(paper, tmp_path))) <= headers_of(file)


def says_the_same(paper: Paper, tmp_path) -> None:
    said = "".join(word_paragraphs(word(paper)))
    assert said == html_text(paper)
    assert Counter(said) == Counter(pages_of(paper, tmp_path))


def test_word_page_and_pdf_of_committee_papers_say_the_same(story, tmp_path):
    held = hold(story)
    for kind in MeetingPaper.Kind.values:
        says_the_same(meeting_paper(wording_of(held.meeting, kind), draft_mark(kind)), tmp_path)
    given = first_order(story.revision.plan)
    says_the_same(order_paper(given, members_of(given), DRAFT), tmp_path)


def test_word_page_and_pdf_of_board_papers_say_the_same(no_findings, tmp_path):
    sitting = over(plans=2)
    minutes = sitting.meeting.papers.get()
    minutes.meeting = sitting.fresh()
    letter, _other = letters_of(sitting.meeting)
    letter.revision = Revision.objects.with_plan().get(pk=letter.revision_id)
    for paper in (
        minutes_as_paper(minutes, DRAFT),
        letter_paper(letter, DRAFT),
        agenda_as_paper(sitting.fresh()),
    ):
        says_the_same(paper, tmp_path)


# Who gets it -------------------------------------------------------------------------------------


def is_word(answer) -> bool:
    return answer["Content-Type"] == CONTENT_TYPE and b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_page_of_a_plan_gives_it_as_word_to_those_who_read_the_page(story):
    place = reverse("approvals:document", kwargs=story.revision.address)
    answer = client_of(story.cast[Role.HR_OFFICER]).get(place, {"format": "docx", "layout": "master"})
    assert is_word(answer)
    assert "-master.docx" in answer["Content-Disposition"]
    stranger = client_of(make_member(Role.HR_OFFICER, make_organization(name="อื่น")))
    assert stranger.get(place, {"format": "docx"}).status_code == 404


def test_pages_of_meetings_give_their_papers_as_word(story):
    held = hold(story)
    secretary = client_of(held.secretary)
    for kind in MeetingPaper.Kind.values:
        place = {**story.revision.address, "meeting": held.meeting.pk, "kind": kind}
        assert is_word(secretary.get(reverse("approvals:meeting_paper", kwargs=place), {"format": "docx"}))


def test_pages_of_a_board_give_their_papers_as_word(no_findings):
    sitting = over(plans=1)
    office, meeting = client_of(sitting.office), sitting.meeting
    place = [sitting.board.code, meeting.year, meeting.number]
    (letter,) = letters_of(meeting)
    for name, *more in (("sitting_agenda",), ("sitting_minutes",), ("sitting_letter", letter.pk)):
        answer = office.get(reverse(f"approvals:{name}", args=[*place, *more]), {"format": "docx"})
        assert is_word(answer), name


def issued(kind: str) -> IssuedDocument:
    return issue(
        code=allocate_code(), kind=kind, title="เอกสาร", pdf=b"%PDF", pages=1, organization=None, by=None
    )


def test_an_announced_plan_has_a_copy_for_everybody_from_its_records(story, client):
    story.reach(State.ANNOUNCED)
    announcement = Announcement.objects.get(revision=story.revision)
    announcement.document = issued("plan")
    announcement.save()
    address = announcement.document.word_url
    assert is_word(client.get(address))
    said = html_text(copies.paper_of(announcement.document))
    assert squeezed(to_thai(announcement.signer_name)) in said
    assert announcement.document.printed_code not in said  # it stands at the foot of each page


def test_a_copy_of_minutes_is_for_those_who_open_the_minutes(story, client):
    held = hold(story)
    wording = wording_of(held.meeting, MeetingPaper.Kind.MINUTES)
    wording.document = issued(COMMITTEE_MINUTES)
    wording.save()
    address = wording.document.word_url
    assert client.get(address).status_code == 404
    answer = client_of(held.secretary).get(address)
    assert is_word(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_paper_without_records_has_no_copy(client):
    for kind in ("plan", "cover_letter", "committee_order", "of a kind that nobody knows"):
        assert client.get(issued(kind).word_url).status_code == 404


def test_every_kind_of_issued_paper_can_be_copied():
    """A new kind of paper says what its copy is made from, in ``approvals.copies``."""
    kinds = {"plan", "committee_order", "master_committee_order", "cover_letter", "return_letter"}
    for kind in kinds | {"resolution_letter", "committee_minutes", "sitting_minutes"}:
        assert copies.exist_of(kind), kind
