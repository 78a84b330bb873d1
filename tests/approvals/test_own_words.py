"""Orders and announcements in the LAO's own words: the usual ones until somebody changes them, frozen once issued."""

import uuid

import pytest
from django.urls import reverse

from approvals.models import Announcement, AppointmentOrder
from approvals.orders import begin_change, first_draft
from approvals.papers import DAY_OF_EFFECT, announced_document
from approvals.papers_orders import order_paper, usual_words_of
from documents import paper
from organizations.roles import Role
from plans.exchange.document import document_of
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import CommitteeOrder, Revision, State
from plans.papers import committee_order
from tests.approvals.ordering import DAY, make_office
from tests.approvals.test_order_views import rows_of
from tests.approvals.test_orders import TODAY, quick  # noqa: F401 a fixture
from tests.builders import address, client_of
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OWN = "ด้วยหน่วยงานมีความจำเป็นต้องแต่งตั้งคณะกรรมการตามข้อความของตนเอง"


@pytest.fixture
def office(db, quick):  # noqa: F811
    with frozen_today(TODAY):
        yield make_office().unnumbered()


def posted(answer, **changes) -> dict:
    """The form of the committee as the page shows it, with some boxes filled in otherwise."""
    form = answer.context["form"]
    shown = {
        name: form[name].value() or "" for name in ("signer_name", "signer_position", "grounds", "duties")
    }
    return {
        **shown,
        "version": answer.context["version"],
        "prints_names": form["prints_names"].value(),
        **{f.html_name: f.value() for f in answer.context["rows"].management_form},
        **{
            field.html_name: "on" if field.value() is True else field.value()
            for row in answer.context["rows"]
            for field in row
            if field.value() not in (None, False, "")
        },
        **changes,
    }


def said(made) -> str:
    return "\n".join(node.text for node in made.body if isinstance(node, paper.TextBlock))


def test_words_that_nobody_touched_are_not_kept_and_no_content(office):
    client, url = client_of(office.officer), address(office.revision, "plans:committee")
    before = content_of(PlanFacts(office.refresh()))
    answer = client.get(url)
    assert "จึงแต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี ประกอบด้วย" in answer.context["form"]["grounds"].value()
    assert client.post(url, posted(answer)).status_code == 302
    order = CommitteeOrder.objects.get(revision=office.revision)
    assert (order.grounds, order.duties) == ("", "")
    assert content_of(PlanFacts(office.refresh())) == before


def test_own_words_stand_in_the_order_in_the_plan_and_in_its_file(office):
    client, url = client_of(office.officer), address(office.revision, "plans:committee")
    assert client.post(url, posted(client.get(url), grounds=f"{OWN}\r\n")).status_code == 302
    office.issue()
    order = AppointmentOrder.objects.get()
    facts = PlanFacts(office.refresh())
    for made in (
        order_paper(order, list(order.members.all()), paper.Draft(DAY)).announcements[0],
        committee_order(facts),
    ):
        assert OWN in said(made)
        assert "๕. ติดตามและประเมินผลตามแผน" in said(made)
        assert "อาศัยอำนาจตาม" not in said(made)
    assert content_of(facts)["committee_order"]["grounds"] == OWN
    assert document_of(office.revision)["committee_order"]["grounds"] == OWN


def test_emptied_box_goes_back_to_the_usual_words(office):
    CommitteeOrder.objects.filter(revision=office.revision).update(grounds=OWN)
    client, url = client_of(office.officer), address(office.revision, "plans:committee")
    answer = client.get(url)
    assert answer.context["form"]["grounds"].value() == OWN
    client.post(url, posted(answer, grounds=""))
    assert first_draft(office.refresh())[0].grounds == ""


def test_further_order_has_words_of_its_own_and_the_usual_follow_its_reason(office):
    office.issue()
    order = begin_change(revision=office.refresh(), reason="ผู้อำนวยการกองคลังย้าย", by=office.officer)
    client, url = client_of(office.officer), address(office.revision, "approvals:order_edit", seq=1)
    answer = client.get(url)
    words = {name: answer.context["form"][name].value() for name in ("grounds", "duties")}
    client.post(url, rows_of(answer, **words | {"reason": "ผู้อำนวยการกองช่างย้าย", "duties": OWN}))
    order.refresh_from_db()
    assert (order.grounds, order.duties) == ("", OWN)
    assert "เนื่องจากผู้อำนวยการกองช่างย้าย" in usual_words_of(order)["grounds"]


def test_usual_words_of_an_older_page_are_not_taken_for_own_ones(office):
    office.issue()
    order = begin_change(revision=office.refresh(), reason="ผู้อำนวยการกองคลังย้าย", by=office.officer)
    client, url = client_of(office.officer), address(office.revision, "approvals:order_edit", seq=1)
    first, second = client.get(url), client.get(url)
    names = ("grounds", "duties", "usual_shown")
    client.post(url, rows_of(first, reason="ผู้อำนวยการกองช่างย้าย"))
    late = rows_of(second, **{name: second.context["form"][name].value() for name in names})
    conflict = client.post(url, late)
    assert conflict.status_code == 409
    client.post(url, late | {"version": conflict.context["version"]})
    order.refresh_from_db()
    assert (order.reason, order.grounds, order.duties) == ("ผู้อำนวยการกองคลังย้าย", "", "")


# Announcements ------------------------------------------------------------------------------------


@pytest.fixture
def announcing(story):
    """The head's page, and what he would send."""
    story.reach(State.APPROVED)
    url = reverse("approvals:move", kwargs={**story.revision.address, "action": "announce"})
    client = client_of(story.cast[Role.HEAD])
    form = client.get(url).context["form"]
    names = ("seen", "number", "late_reason", "signer_name", "signer_position", "wording")
    data = {name: form[name].value() or "" for name in names}
    data |= {"dated_on_day": "14", "dated_on_month": "9", "dated_on_year": "2569"}
    data |= {"effective_on_day": "1", "effective_on_month": "10", "effective_on_year": "2569"}
    return client, url, data | {"form_key": str(uuid.uuid4())}


def test_usual_announcement_is_shown_before_it_is_made_and_kept_without_words(story, announcing):
    client, url, data = announcing
    assert "ตัวอย่างประกาศ" in client.get(url).content.decode()
    assert DAY_OF_EFFECT in data["wording"]
    assert client.post(url, data).status_code == 302
    assert Announcement.objects.get().wording == ""


def test_preview_shows_what_is_filled_in_and_decides_nothing(story, announcing):
    client, url, data = announcing
    own = f"โดยที่สมควรประกาศใช้แผนของตน ตั้งแต่วันที่ {DAY_OF_EFFECT} เป็นต้นไป"
    answer = client.post(url, data | {"preview": "1", "number": "15/2569", "wording": own})
    made = answer.context["announced"][0].node
    assert "โดยที่สมควรประกาศใช้แผนของตน ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๙" in said(made)
    assert made.number == "ที่ 15/2569"
    assert "โดยที่สมควรประกาศใช้แผนของตน" in answer.content.decode()
    assert Revision.objects.get(pk=story.revision.pk).state == State.APPROVED


def test_own_announcement_names_the_day_of_the_box_and_keeps_its_words(story, announcing):
    client, url, data = announcing
    own = f"โดยที่สมควรประกาศใช้แผนของตน ตั้งแต่วันที่ {DAY_OF_EFFECT} เป็นต้นไป"
    assert client.post(url, data | {"wording": own}).status_code == 302
    assert Announcement.objects.get().wording == own
    revision = Revision.objects.with_plan().get(pk=story.revision.pk)
    assert "ของตน ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๙ เป็นต้นไป" in said(announced_document(revision).announcements[0])


def test_words_without_a_place_for_the_day_are_refused_and_stay_in_the_box(story, announcing):
    client, url, data = announcing
    typed = {"wording": "โดยที่สมควรประกาศใช้แผน", "signer_name": "นายคนอื่น ลงนามแทน"}
    answer = client.post(url, data | typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ข้อความต้องมี {วันที่มีผลใช้บังคับ}" in page
    assert "<details" in page
    assert "โดยที่สมควรประกาศใช้แผน</textarea>" in page
    shown = answer.context["announced"][0].node
    assert shown.signature.name == typed["signer_name"], "one wrong box leaves the others in the preview"
    assert not Announcement.objects.exists()
