"""Versions of a plan: who sees which, what they are called, and what is shown between two of them."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.versions import NOW, sent_last, versions
from organizations.roles import Role
from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint
from plans.models import KeptVersion, Revision, Snapshot, State
from plans.versions import LabelTaken, keep_version
from tests.approvals.story import begin
from tests.builders import address, client_of, make_complete_plan, make_member, make_project, put_in_state

pytestmark = pytest.mark.django_db
HR, CHAIR, OFFICE, BOARD = Role.HR_OFFICER, Role.COMMITTEE_CHAIR, Role.BOARD_SECRETARY, Role.BOARD_CHAIR


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch):
    """Making the paper takes seconds and has tests of its own."""
    monkeypatch.setattr("approvals.announce.issue_document", lambda announcement: None)


def rename(story, name):
    """Something of the plan changes."""
    story.revision = Revision.objects.with_plan().get(pk=story.revision.pk)
    story.revision.targets.update(people=len(name))


def returned_once(story):
    """Before the board, sent back, changed, and before the board again."""
    story.reach(State.SUBMITTED)
    story.act("board_return", OFFICE)
    rename(story, "changed")
    return story.reach(State.SUBMITTED)


def labels(story, role):
    return [version.label for version in versions(story.revision, story.cast[role])]


def keep(story, label="ก่อนปรับ"):
    return keep_version(revision=story.revision, label=label, by=story.cast[HR].user)


# Who sees which ------------------------------------------------------------------------------------


def test_the_lao_sees_every_version_with_why_it_was_kept(story):
    keep(story)
    rename(story, "changed")
    story.reach(State.IN_COMMITTEE)
    assert labels(story, HR) == ["ส่งให้คณะกรรมการจัดทำแผนพิจารณา", "เก็บไว้: ก่อนปรับ"]
    story.act("recall", HR)
    assert labels(story, HR)[0] == "ฉบับที่กำลังจัดทำ (ตอนนี้)"


def test_the_board_sees_only_what_was_before_it(story):
    keep(story)
    rename(story, "one")
    story.reach(State.ENDORSED)
    story.act("reopen", HR)
    rename(story, "twelve")
    story.reach(State.SUBMITTED)
    submitted = story.revision.snapshot
    for role in (OFFICE, BOARD, Role.PROVINCE_VIEWER, Role.AUDITOR, Role.CENTRAL_EDITOR):
        seen = versions(story.revision, story.cast[role])
        assert [version.snapshot for version in seen] == [submitted]
    assert len(versions(story.revision, story.cast[HR])) == 3


def test_the_board_goes_on_seeing_what_it_sent_back(story):
    first = story.reach(State.SUBMITTED).revision.snapshot
    story.act("board_return", OFFICE)
    rename(story, "changed")
    keep(story, "ระหว่างแก้")
    rename(story, "changed again")
    story.reach(State.SUBMITTED)
    seen = versions(story.revision, story.cast[OFFICE])
    assert [version.snapshot for version in seen] == [story.revision.snapshot, first]
    assert seen[0].reasons == ("เสนอคณะกรรมการระดับจังหวัด",)


def test_the_board_cannot_ask_for_a_version_that_stayed_inside(story):
    kept = keep(story)
    rename(story, "changed")
    story.reach(State.SUBMITTED)
    url = address(story.revision, "approvals:compare")
    query = {"from": kept.snapshot_id, "to": story.revision.snapshot_id}
    assert client_of(story.cast[HR]).get(url, query).status_code == 200
    assert client_of(story.cast[OFFICE]).get(url, query).status_code == 404
    assert client_of(story.cast[OFFICE]).get(url, query | {"from": NOW}).status_code == 404


def test_staff_see_what_is_announced_and_no_other_version(story):
    returned_once(story)
    story.act("put_on_agenda", OFFICE)
    story.act("approve", BOARD)
    story.act("announce", Role.HEAD)
    seen = versions(story.revision, story.cast[Role.STAFF])
    assert [version.snapshot for version in seen] == [story.revision.snapshot]


def test_a_version_of_another_plan_is_not_found(story):
    other = begin().reach(State.SUBMITTED)
    url = address(story.revision, "approvals:compare")
    query = {"from": other.revision.snapshot_id, "to": NOW}
    assert client_of(story.cast[HR]).get(url, query).status_code == 404


@pytest.mark.parametrize(
    "query", [{}, {"from": "x", "to": "now"}, {"from": "now"}, {"from": "9" * 30, "to": "now"}]
)
def test_an_address_without_two_versions_is_not_found(story, query):
    assert (
        client_of(story.cast[HR]).get(address(story.revision, "approvals:compare"), query).status_code == 404
    )


# Between two cycles ----------------------------------------------------------------------------------


def announced_last_cycle(organization):
    last = make_complete_plan(organization, year=2567)
    make_project(last, "โครงการอบรมการเขียนหนังสือราชการ")
    return put_in_state(last, State.ANNOUNCED)


def test_the_announced_plan_of_the_last_cycle_is_compared_with_the_new_one(story):
    last = announced_last_cycle(story.revision.organization)
    was = last.projects.get(name="โครงการอบรมการเขียนหนังสือราชการ")
    project = make_project(story.revision, "งานสารบรรณ")
    project.continued_from = was
    project.save()
    found = versions(story.revision, story.cast[HR])
    assert found[-1].label == "แผน 2567 - 2569 ฉบับประกาศ"
    page = client_of(story.cast[HR]).get(
        address(story.revision, "approvals:compare"), {"from": last.snapshot_id, "to": NOW}
    )
    text = page.content.decode()
    [part] = [item.part for item in page.context["parts"] if item.part.key == "projects"]
    assert ("changed", "งานสารบรรณ") in [(row.change.value, row.title) for row in part.rows]
    assert "โครงการอบรมการเขียนหนังสือราชการ" in text


def test_the_last_cycle_of_another_lao_is_not_offered(story):
    announced_last_cycle(make_complete_plan().organization)
    assert [version.key for version in versions(story.revision, story.cast[HR])] == [NOW]


# What changed since the last time --------------------------------------------------------------------


def test_the_board_is_first_told_what_changed_since_it_sent_the_plan_back(story):
    returned_once(story)
    client = client_of(story.cast[OFFICE])
    page = client.get(address(story.revision, "approvals:history")).content.decode()
    assert "สิ่งที่เปลี่ยนไปจากครั้งก่อน" in page
    assert "ข้อมูลในตารางเปลี่ยน 12 แถว" in page
    before, after = sent_last(story.revision, story.cast[OFFICE])
    link = f"?from={before.key}&amp;to={after.key}"
    assert link in page
    move = client.get(address(story.revision, "approvals:move", action="put_on_agenda")).content.decode()
    assert link in move


def test_the_first_time_there_is_nothing_to_tell(story):
    story.reach(State.SUBMITTED)
    assert sent_last(story.revision, story.cast[OFFICE]) is None
    assert sent_last(story.revision, story.cast[CHAIR]) is None


def test_the_lao_sees_what_it_has_changed_since_the_committee_had_the_plan(story):
    story.reach(State.IN_COMMITTEE)
    sent = story.revision.snapshot
    story.act("committee_return", CHAIR)
    rename(story, "changed")
    before, after = sent_last(story.revision, story.cast[HR])
    assert (before.snapshot, after.key) == (sent, NOW)


# Keeping ---------------------------------------------------------------------------------------------


def test_a_version_is_kept_as_it_is_and_does_not_close_the_plan(story):
    kept = keep(story)
    assert kept.snapshot.sha256 == fingerprint(story.revision)
    story.revision.refresh_from_db()
    assert (story.revision.state, story.revision.snapshot) == (State.DRAFTING, None)
    assert kept.snapshot.content == content_of(PlanFacts(story.revision))


def test_two_names_for_one_content_are_one_snapshot(story):
    assert keep(story, "ก").snapshot == keep(story, "ข").snapshot
    assert len(versions(story.revision, story.cast[HR])) == 2


def test_a_name_is_given_once(story):
    keep(story)
    rename(story, "changed")
    with pytest.raises(LabelTaken):
        keep(story)
    assert Snapshot.objects.filter(revision=story.revision).count() == 1


def test_a_kept_version_is_carried_out_once_and_a_taken_name_keeps_what_was_typed(story):
    client = client_of(story.cast[HR])
    url = address(story.revision, "approvals:keep_version")
    data = {"label": "ก่อนปรับงบ", "form_key": str(uuid.uuid4())}
    assert client.post(url, data).status_code == client.post(url, data).status_code == 302
    assert KeptVersion.objects.count() == 1
    answer = client.post(url, data | {"form_key": str(uuid.uuid4())}).content.decode()
    assert "มีรุ่นชื่อนี้อยู่แล้ว" in answer
    assert 'value="ก่อนปรับงบ"' in answer


def test_names_of_versions_are_no_markup(story):
    keep(story, "<script>x</script>")
    page = client_of(story.cast[HR]).get(address(story.revision, "approvals:versions")).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


# Pages -----------------------------------------------------------------------------------------------


def test_only_what_changed_is_shown_unless_all_is_asked_for(story):
    client = client_of(story.cast[HR])
    make_project(story.revision, "โครงการเดิม")
    kept = keep(story)
    story.revision.projects.update(indicator_target="<b>ร้อยละ 95</b>")
    url = address(story.revision, "approvals:compare")
    page = client.get(url, {"from": kept.snapshot_id, "to": NOW})
    assert [item.part.key for item in page.context["parts"]] == ["projects"]
    assert "&lt;b&gt;ร้อยละ 95" in page.content.decode()
    full = client.get(url, {"from": kept.snapshot_id, "to": NOW, "all": 1})
    assert {"targets", "projects", "period", "s1.1"} <= {item.part.key for item in full.context["parts"]}


def test_links_lead_writers_to_the_editor_and_readers_to_the_book(story):
    kept = keep(story)
    story.revision.sections.filter(code="s1.2").update(body="ใหม่", follows_edition=False)
    query = {"from": kept.snapshot_id, "to": NOW}
    url = address(story.revision, "approvals:compare")
    for role, link in (
        (HR, address(story.revision, "plans:section", code="s1.2")),
        (CHAIR, address(story.revision, "approvals:document") + "?layout=six#s1-2"),
    ):
        page = client_of(story.cast[role]).get(url, query)
        assert [item.url for item in page.context["parts"]] == [link]


def test_the_list_and_the_comparison_take_as_many_queries_with_many_versions(story):
    client = client_of(make_member(HR, story.revision.organization))
    urls = [address(story.revision, "approvals:versions")]
    make_project(story.revision, "โครงการแรก")

    def count():
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    first = keep(story, "รุ่น 0")
    urls.append(address(story.revision, "approvals:compare") + f"?from={first.snapshot_id}&to=now&all=1")
    count()
    few = count()
    for number in range(1, 6):
        make_project(story.revision, f"โครงการ {number}")
        keep(story, f"รุ่น {number}")
    assert count() == few
