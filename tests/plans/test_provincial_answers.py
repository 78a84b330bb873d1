"""A province's texts in plans: taken over or not, amended, exported, and what stands in a plan at any moment."""

import contextlib
import random

import pytest

from documents.text import fill
from organizations.roles import Role
from plans.amendment.differences import amendment_of
from plans.amendment.undo import undo_change
from plans.checks import run_checks
from plans.create import text_headings
from plans.edit import RevisionClosed, Stale, save_section
from plans.exchange.bring import bring
from plans.exchange.document import document_of
from plans.facts import PlanFacts
from plans.freeze import fingerprint
from plans.models import OutlineSection, Revision, State
from plans.plan_texts import centre_texts
from plans.provincial import (
    ProvincialRefused,
)
from plans.provincial_answers import OfferChanged, OwnTextStands, keep, offers, shown, take, take_all
from tests.builders import (
    edition,
    make_board,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_user,
    put_in_state,
)
from tests.plans.amending import amended, announced_plan
from tests.plans.provincial import OWN, publish_text, say
from tests.plans.test_exchange import forget_the_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def board():
    edition(2570)
    return make_board()


@pytest.fixture
def revision():
    return make_plan()


def facts_of(revision) -> PlanFacts:
    return PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))


def outline_of(revision, code) -> OutlineSection:
    return next(one for one in facts_of(revision).outline if one.code == code)


def text_of(revision, code) -> str:
    return facts_of(revision).text(outline_of(revision, code))


def centre_of(revision, code) -> str:
    return facts_of(revision).centre_text(outline_of(revision, code))


def offer_of(revision, code):
    return next((one for one in offers(facts_of(revision)) if one.outline.code == code), None)


def taken(revision, code, **more):
    return take(revision=revision, code=code, seen=offer_of(revision, code).seen, by=make_user(), **more)


def kept(revision, code):
    return keep(revision=revision, code=code, seen=offer_of(revision, code).seen, by=make_user())


# In a plan ----------------------------------------------------------------------------------------


def test_new_plan_takes_the_newest_text_and_is_offered_nothing(board):
    publish_text(board, "s1.1", "เก่า")
    publish_text(board, "s1.1", "ใหม่ของ{lao_short}")
    publish_text(board, "s1.3", "ภารกิจตามที่จังหวัดกำหนด", "after")
    revision = make_plan(make_organization(name="สังคม"))
    assert text_of(revision, "s1.1") == "ใหม่ของอบต.สังคม"
    assert text_of(revision, "s1.3") == "\n\n".join(
        filter(None, [centre_of(revision, "s1.3"), "ภารกิจตามที่จังหวัดกำหนด"])
    )
    assert offers(facts_of(revision)) == []
    other = make_plan(make_organization("pao"))
    assert text_of(other, "s1.1") == centre_of(other, "s1.1")


def test_draft_is_offered_a_text_and_never_changed_by_it(revision):
    before = fingerprint(revision)
    say(revision, "s1.1", mode="after")
    offer = offer_of(revision, "s1.1")
    assert fingerprint(facts_of(revision).revision) == before
    assert not offer.is_own
    one = shown(facts_of(revision), [offer])[0]
    assert [pair.before for pair in one.pairs if pair.differs] == [[]]
    taken(revision, "s1.1")
    assert text_of(revision, "s1.1").startswith(centre_of(revision, "s1.1").rstrip() + "\n\nจังหวัดหนองคาย")
    assert facts_of(revision).sections["s1.1"].follows_edition
    assert offers(facts_of(revision)) == []


def test_kept_heading_stays_until_the_next_text(revision):
    say(revision, "s1.1")
    before = text_of(revision, "s1.1")
    kept(revision, "s1.1")
    assert (offers(facts_of(revision)), text_of(revision, "s1.1")) == ([], before)
    say(revision, "s1.1", "", "none")
    assert offers(facts_of(revision)) == []  # it never left the centre's text
    say(revision, "s1.1", "อีกฉบับ")
    taken(revision, "s1.1")
    say(revision, "s1.1", "", "none")
    taken(revision, "s1.1")
    assert text_of(revision, "s1.1") == before


def test_own_text_is_replaced_only_when_said_so_and_is_kept(revision):
    by = make_user()
    section = revision.sections.get(code="s1.1")
    save_section(section=section, body="ที่เขียนเอง", expected_version=1, by=by, done=True)
    say(revision, "s1.1")
    offer = offer_of(revision, "s1.1")
    with pytest.raises(OwnTextStands):
        take(revision=revision, code="s1.1", seen=offer.seen, by=by)
    assert take_all(revision=revision, seen={"s1.1": offer.seen}, by=by) == []
    assert text_of(revision, "s1.1") == "ที่เขียนเอง"
    take(revision=revision, code="s1.1", seen=offer.seen, by=by, replaces_own=True)
    section.refresh_from_db()
    assert text_of(revision, "s1.1") == fill(OWN, facts_of(revision).placeholders)
    assert (section.is_done, section.version) == (False, 3)
    assert section.kept_texts.get(user=by).body == "ที่เขียนเอง"


def test_standard_text_of_a_heading_to_write_is_nobodys_own(revision):
    say(revision, "s1.3", "ฉบับแรก")
    taken(revision, "s1.3")
    say(revision, "s1.3", "ฉบับที่สอง")
    assert not offer_of(revision, "s1.3").is_own
    taken(revision, "s1.3")
    assert text_of(revision, "s1.3") == "ฉบับที่สอง"


def test_answer_to_what_was_not_seen_changes_nothing(revision):
    say(revision, "s1.1", "ฉบับแรก")
    seen, before = offer_of(revision, "s1.1").seen, text_of(revision, "s1.1")
    say(revision, "s1.1", "ฉบับที่สอง")
    for answer in (take, keep):
        with pytest.raises(OfferChanged):
            answer(revision=revision, code="s1.1", seen=seen, by=make_user())
    with pytest.raises(OfferChanged):
        take_all(revision=revision, seen={"s1.1": seen}, by=make_user())
    section = revision.sections.get(code="s1.1")
    seen = offer_of(revision, "s1.1").seen
    save_section(section=section, body="ที่เขียนเอง", expected_version=1, by=make_user())
    with pytest.raises(OfferChanged):
        take(revision=revision, code="s1.1", seen=seen, by=make_user(), replaces_own=True)
    assert (text_of(revision, "s1.1"), before != "ที่เขียนเอง") == ("ที่เขียนเอง", True)


def test_stale_confirmation_of_the_old_standard_text_is_told(revision):
    """A save that says "the standard text" means the one that the person saw."""
    say(revision, "s1.1")
    section = revision.sections.get(code="s1.1")
    old = text_of(revision, "s1.1")
    taken(revision, "s1.1")
    with pytest.raises(Stale):
        save_section(section=section, body=old, expected_version=section.version, by=make_user(), done=True)
    assert not revision.sections.get(code="s1.1").is_done


@pytest.mark.parametrize("state", [State.IN_COMMITTEE, State.ENDORSED, State.APPROVED_WITH_CORRECTIONS])
def test_plan_under_consideration_is_neither_changed_nor_asked(state):
    revision = put_in_state(make_complete_plan(), state)
    before = fingerprint(revision)
    say(revision, "s1.1")
    facts = facts_of(revision)
    assert (offers(facts), fingerprint(facts.revision)) == ([], before)
    assert "provincial-texts" not in {finding.id for finding in run_checks(facts)}
    with pytest.raises((OfferChanged, RevisionClosed)):
        keep(revision=revision, code="s1.1", seen="1.1", by=make_user())


def test_heading_of_the_other_book_does_not_keep_the_plan_back(revision):
    say(revision, "m05")
    assert offer_of(revision, "m05") is not None
    assert "provincial-texts" not in {finding.id for finding in run_checks(facts_of(revision))}


# Amended, exported -------------------------------------------------------------------------------


def test_amendment_begins_with_the_provinces_text_of_the_plan_in_force(board):
    publish_text(board, "s1.1")
    base = announced_plan()
    publish_text(board, "s1.1", "ฉบับใหม่ของจังหวัด")
    amendment = amended(base)
    section = amendment.sections.get(code="s1.1")
    assert section.follows_edition
    assert text_of(amendment, "s1.1") == text_of(base, "s1.1")
    taken(amendment, "s1.1")
    change = next(row for row in amendment_of(facts_of(amendment).revision).differences if row.code == "s1.1")
    undo_change(revision=amendment, key=change.key, seen=change.seen, by=make_user())
    assert text_of(amendment, "s1.1") == text_of(base, "s1.1")
    assert not amendment_of(facts_of(amendment).revision).differences


def test_heading_with_a_text_of_the_province_is_exported_with_its_words(board):
    publish_text(board, "s1.1")
    revision = make_complete_plan()
    document = document_of(facts_of(revision).revision)
    row = next(row for row in document["texts"] if row["code"] == "s1.1")
    assert (row["follows_edition"], row["text"]) == (False, text_of(revision, "s1.1"))
    officer = make_member(Role.HR_OFFICER, revision.organization)
    forget_the_plan(revision.plan)
    again = bring(document=document, organization=officer.organization, by=officer.user).revision
    assert document_of(facts_of(again).revision) == document
    assert facts_of(again).sections["s1.1"].follows_edition  # it knows whose words they are


def test_document_that_follows_the_centre_brings_the_centres_text_and_the_offer(board):
    revision = make_complete_plan()
    document = document_of(facts_of(revision).revision)
    centre = text_of(revision, "s1.1")
    officer = make_member(Role.HR_OFFICER, revision.organization)
    forget_the_plan(revision.plan)
    publish_text(board, "s1.1")
    again = bring(document=document, organization=officer.organization, by=officer.user).revision
    assert text_of(again, "s1.1") == centre
    assert offer_of(again, "s1.1") is not None


# Whatever happens ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_after_any_sequence_each_heading_reads_as_its_definition_says(revision, seed):
    """Centre's text, replaced by or followed by what was taken over last; what the LAO wrote stays till then."""
    dice, codes = random.Random(seed), ("s1.1", "s1.5", "m05")
    expected = {code: centre_of(revision, code) for code in codes}
    values = facts_of(revision).placeholders
    raw = {row.code: text for row, text in centre_texts(edition(2570)).items()}
    for step in range(25):
        code, offer = dice.choice(codes), None
        act = dice.choice(("say", "say", "take", "take", "keep", "write"))
        if act == "say":
            with contextlib.suppress(ProvincialRefused):  # nothing to go back from
                say(revision, code, f"{{lao_short}} ครั้งที่ {step}", dice.choice(("replaces", "after", "none")))
        elif act == "write":
            section = revision.sections.get(code=code)
            expected[code] = f"เขียนเอง {step}"
            save_section(
                section=section, body=expected[code], expected_version=section.version, by=make_user()
            )
        elif offer := offer_of(revision, code):
            if act == "keep":
                kept(revision, code)
            else:
                taken(revision, code, replaces_own=True)
                centre, body = fill(raw[code], values), fill(offer.text.body, values)
                expected[code] = {
                    "none": centre,
                    "replaces": body,
                    "after": f"{centre.rstrip()}\n\n{body}",
                }[offer.text.mode]
        facts = facts_of(revision)
        found = {row.code: facts.text(row) for row in text_headings(facts.outline) if row.code in codes}
        assert found == expected
