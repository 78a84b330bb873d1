"""The document on the screen and its draft: who may see it, made once, in the background, for a day."""

import os
import time
import typing

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.drafts import request_draft, subject_of
from approvals.preview import pieces_of
from documents import drafts, fonts, paper
from documents.render import RenderError
from organizations.roles import Role
from plans.models import Layout, State
from tests.approvals.story import begin
from tests.documents.test_word import PIECES, of
from tests.plan_content import add_projects, fill_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def officer(client, story):
    fill_plan(story.revision, projects=3)
    return enter(client, story.cast[Role.HR_OFFICER])


@pytest.fixture
def made(monkeypatch):
    """Drafts asked for, made at once without an engine."""
    asked = []

    def render(html, *, title, tell):
        asked.append(html)
        return type("Rendered", (), {"pdf": b"%PDF-draft", "pages": 1, "warnings": ()})

    monkeypatch.setattr(drafts, "render_paper", render)
    return asked


def enter(client, member):
    client.force_login(member.user)
    client.post(reverse("organizations:act_as"), {"membership": member.pk})
    return client


def address(story, name: str, **query: str) -> str:
    path = reverse(f"approvals:{name}", kwargs=story.revision.address)
    return f"{path}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else path


def ask(client, story, layout: str = Layout.SIX) -> str:
    """Ask for a draft; its key."""
    answer = client.post(address(story, "draft"), {"layout": layout})
    assert answer.status_code == 302
    return answer.url.partition("draft=")[2].removesuffix("#draft")


# The page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "heading"), [("six", "ส่วนที่ ๑"), ("master", "๑๙.")])
def test_page_shows_the_plan_in_either_layout(officer, story, layout, heading):
    answer = officer.get(address(story, "document", layout=layout))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert heading in page
    assert "ตารางที่ ๔" in page
    assert "style=" not in page
    assert "<style" not in page


def test_unknown_layout_is_the_one_of_the_plan(officer, story):
    assert "ส่วนที่ ๑" in officer.get(address(story, "document", layout="x")).content.decode()


def test_text_of_a_user_is_escaped_on_the_page(officer, story):
    story.revision.projects.update(name="<script>alert(1)</script>")
    page = officer.get(address(story, "document")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_page_asks_the_database_the_same_for_any_plan(officer, story, django_assert_num_queries):
    with CaptureQueriesContext(connection) as before:
        officer.get(address(story, "document"))
    add_projects(story.revision, 25)
    with django_assert_num_queries(len(before)):
        officer.get(address(story, "document"))


# Who --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["document", "draft", "draft_pdf"])
@pytest.mark.parametrize(
    ("role", "state", "seen"),
    [
        (Role.COMMITTEE_MEMBER, State.DRAFTING, True),
        (Role.STAFF, State.DRAFTING, False),
        (Role.BOARD_SECRETARY, State.DRAFTING, False),
        (Role.BOARD_SECRETARY, State.SUBMITTED, True),
        (Role.PROVINCE_VIEWER, State.IN_COMMITTEE, False),
        (Role.OPERATOR, State.SUBMITTED, False),
    ],
)
def test_only_readers_of_the_revision_see_it(client, story, made, name, role, state, seen):
    story.reach(state)
    key = request_draft(story.revision, layout=Layout.SIX).key
    enter(client, story.cast[role])
    answer = client.get(address(story, name, draft=key))
    answer.close()
    assert answer.status_code == (200 if seen else 404)


def test_draft_of_another_lao_is_not_found_by_its_key(officer, story, made, no_findings):
    key = ask(officer, story)
    other = begin()
    enter(officer, other.cast[Role.HR_OFFICER])
    assert officer.get(address(story, "draft_pdf", draft=key)).status_code == 404
    answer = officer.get(address(other, "draft_pdf", draft=key))
    assert answer.status_code == 302  # a draft of that key was never made for this plan


@pytest.mark.parametrize("key", ["", "x", "../../secret", "0" * 63])
def test_what_is_no_key_leads_nowhere(officer, story, key):
    assert officer.get(address(story, "draft_pdf", draft=key)).status_code == 404
    assert officer.get(address(story, "draft", draft=key)).status_code == 404
    assert officer.get(address(story, "document", draft=key)).status_code == 200


def test_stranger_is_asked_to_sign_in(client, story):
    assert client.get(address(story, "document")).status_code == 302
    assert client.post(address(story, "draft")).status_code == 302


# Making -----------------------------------------------------------------------------------------


def test_draft_is_made_once_for_the_same_content(officer, story, made):
    key = ask(officer, story)
    assert ask(officer, story) == key
    assert ask(officer, story, Layout.MASTER) != key
    assert len(made) == 2
    page = officer.get(address(story, "document", draft=key)).content.decode()
    assert "PDF พร้อมแล้ว" in page
    file = officer.get(address(story, "draft_pdf", draft=key))
    assert file.getvalue() == b"%PDF-draft"
    assert "attachment" in file.headers["Content-Disposition"]


def test_changed_plan_is_another_draft(officer, story, made):
    key = ask(officer, story)
    story.revision.projects.update(name="ชื่อใหม่")
    assert ask(officer, story) != key


def test_page_waits_for_a_draft_with_and_without_script(officer, story, monkeypatch):
    monkeypatch.setattr(drafts.make_draft.__class__, "enqueue", lambda *args: None)
    key = ask(officer, story)
    waiting = officer.get(address(story, "draft", draft=key)).content.decode()
    assert "hx-get" in waiting
    assert f"draft={key}#draft" in waiting
    assert officer.get(address(story, "draft_pdf", draft=key)).status_code == 302
    assert "จัดหน้าแล้ว" not in waiting
    drafts.Draft(subject_of(story.revision), key).tell(12, 31)
    for name in ("draft", "document"):  # asked for by script, or by loading the page again
        assert "จัดหน้าแล้ว 12 จาก 31 ส่วน" in officer.get(address(story, name, draft=key)).content.decode()


def test_failure_is_told_and_asking_again_tries_again(officer, story, monkeypatch, made):
    working = drafts.render_paper

    def fail(html, *, title, tell):
        raise RenderError("pages")

    monkeypatch.setattr(drafts, "render_paper", fail)
    key = ask(officer, story)
    assert "เอกสารยาวเกินกำหนด" in officer.get(address(story, "draft", draft=key)).content.decode()
    monkeypatch.setattr(drafts, "render_paper", working)
    assert ask(officer, story) == key
    assert drafts.Draft(subject_of(story.revision), key).progress == drafts.Progress.READY


def test_late_draft_is_asked_for_again(officer, story, made):
    draft = drafts.Draft(subject_of(story.revision), ask(officer, story))
    draft.path(drafts.READY).unlink()
    an_hour_ago = time.time() - 3600
    os.utime(draft.path(drafts.ASKED), (an_hour_ago, an_hour_ago))
    ask(officer, story)
    assert draft.progress == drafts.Progress.READY


def test_drafts_are_forgotten_after_a_day(officer, story, made):
    draft = drafts.Draft(subject_of(story.revision), ask(officer, story))
    long_ago = time.time() - drafts.KEPT_SECONDS - 60
    for kind in (drafts.ASKED, drafts.READY):
        os.utime(draft.path(kind), (long_ago, long_ago))
    drafts.forget_old()
    assert draft.progress == drafts.Progress.GONE
    assert "ไม่ได้เก็บแฟ้มนี้" in officer.get(address(story, "draft", draft=draft.key)).content.decode()


def test_extract_of_a_year_is_shown_asked_for_and_given_as_word(officer, story, made):
    page = officer.get(address(story, "document", layout="2571"))
    assert page.context["layout"] == "2571"
    assert "แผนพัฒนาบุคลากรประจำปีงบประมาณ พ.ศ. ๒๕๗๑" in page.content.decode()
    assert ask(officer, story, layout="2571")
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๗๑" in made[0]
    assert officer.get(address(story, "document", layout="2571", format="docx")).status_code == 200
    assert officer.get(address(story, "document", layout="2573")).context["layout"] == Layout.SIX


@pytest.mark.parametrize("kind", typing.get_args(paper.Node), ids=lambda kind: kind.__name__)
def test_every_kind_of_piece_is_shown_on_the_screen(kind):
    [piece] = pieces_of(of(PIECES[kind]))
    assert render_to_string(piece.template, {"piece": piece}).strip()


def test_real_draft_is_a_pdf(story):
    fonts.prepare(settings.FONT_DIR)
    draft = request_draft(story.revision, layout=Layout.SIX)
    assert draft.path(drafts.READY).read_bytes().startswith(b"%PDF-")
