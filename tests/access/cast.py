"""Everybody who could ask for a page, and the things that the pages are about: three LAOs whose plans stand differently.

A person is named by the role and where it is held: ``hr_officer`` in the body that the page is about,
``elsewhere:hr_officer`` in another LAO, board or province, ``ended:hr_officer`` until yesterday, ``nobody`` without
any role, ``anonymous`` without an account.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import time_machine
from django.test import Client

from approvals.drafts import subject_of
from approvals.models import Announcement, Meeting, Notice
from competencies.models import PositionLine
from courses.models import CostRate, Course
from documents.drafts import READY, Draft
from documents.hash_lists.publish import publish
from documents.issue import issue
from documents.models import DailyList, IssuedDocument
from organizations.models import Membership, Organization, User
from organizations.roles import BOARD_ROLES, LAO_ROLES, Role
from personnel.assessing import SUPERVISOR
from personnel.imports.plan_import import stage
from personnel.imports.workbooks import staff_list_workbook
from personnel.models import Need, Person, Post, StaffImport, Survey
from plans.idp.change import draw_up
from plans.import_edition.store import import_document
from plans.models import EditionImport, OldPlan, Revision, State
from plans.old_plan.store import bring
from tests.approvals.story import TODAY, Story
from tests.builders import (
    client_of,
    edition,
    make_board,
    make_complete_plan,
    make_member,
    make_organization,
    make_province,
    make_user,
)
from tests.personnel.asking import make_slips, make_survey
from tests.personnel.lists import make_agreeing_list
from tests.personnel.staff import assess
from tests.plans.miniature import docx, miniature, paragraph
from thai.fiscal import FiscalYear

STATES = (State.DRAFTING, State.SUBMITTED, State.ANNOUNCED)
NOBODY, ANONYMOUS = "nobody", "anonymous"
#: One role of each kind of body: a role that ended is no role, whichever it was.
ENDED = (Role.HR_OFFICER, Role.HEAD, Role.BOARD_SECRETARY, Role.PROVINCE_VIEWER, Role.AUDITOR)
DRAFT_KEY = "a" * 64


def elsewhere(role: str) -> str:
    """The same role in another body."""
    return f"elsewhere:{role}"


def ended(role: str) -> str:
    """The same role, until yesterday."""
    return f"ended:{role}"


@dataclass
class Home:
    """An LAO, its plan in one state, and a client for everybody."""

    story: Story
    clients: dict[str, Client]

    @property
    def organization(self) -> Organization:
        return self.story.revision.organization

    @property
    def revision(self) -> Revision:
        return self.story.revision

    def member(self, role: Role) -> Membership:
        return self.story.cast[role]


@dataclass
class World:
    """Three homes and what is the same for all."""

    media: Path
    homes: dict[State, Home] = field(default_factory=dict)
    batch: EditionImport | None = None
    document: IssuedDocument | None = None
    list: DailyList | None = None
    notice: Notice | None = None
    staff_import: StaffImport | None = None
    survey: Survey | None = None
    slip: str = ""
    need: Need | None = None
    assessed: Person | None = None
    old_plan: OldPlan | None = None
    course: Course | None = None
    rate: CostRate | None = None
    planned: Meeting | None = None


def build(media: Path) -> World:
    """Everything, made as people make it; the caller sets the day and the folder of files."""
    world = World(media)
    strangers = _strangers()
    for state in STATES:
        story = _story(state)
        world.homes[state] = Home(story, _clients(story.cast) | strangers)
        Draft(subject_of(story.revision), DRAFT_KEY).write(READY, b"%PDF-draft")
    world.document = _issue(world.homes[State.ANNOUNCED].revision)
    world.list = _list(world.document)
    world.batch = import_document(miniature().encode(), file_name="แผนแม่บท.txt", edition=edition(2567))[0]
    drafting = world.homes[State.DRAFTING].organization
    frame = drafting.frames.get(first_year=2570)
    officer = world.homes[State.DRAFTING].member(Role.HR_OFFICER).user
    workbook = staff_list_workbook(frame)
    world.staff_import = stage(workbook, file_name="บัญชีบุคลากร.xlsx", frame=frame, by=officer)
    world.survey = make_survey(drafting)
    [world.slip] = make_slips(world.survey)
    world.need = Need.objects.create(organization=drafting, first_year=2570, title="ก", source="mission")
    world.assessed = _assessed(world.homes[State.DRAFTING])
    world.course = Course.objects.create(organization=drafting, code="L001", name="ก")
    world.rate = CostRate.objects.create(
        organization=drafting, code="LR001", name="ก", kind="fee", unit="person", baht=1
    )
    world.old_plan = _old_plan(world.homes[State.DRAFTING].revision, officer)
    world.planned = Meeting.objects.create(
        board=world.homes[State.DRAFTING].organization.board,
        number=10,
        year=2569,
        held_on=TODAY + datetime.timedelta(days=30),
    )
    submitted = world.homes[State.SUBMITTED]
    secretary = submitted.member(Role.BOARD_SECRETARY)
    world.notice = Notice.objects.for_person(secretary).get(revision=submitted.revision)
    return world


def _list(document: IssuedDocument) -> DailyList:
    """The list of the day on which the paper was issued."""
    with time_machine.travel(document.issued_at + datetime.timedelta(days=2), tick=False):
        return publish()[0]


def _old_plan(revision: Revision, officer: User) -> OldPlan:
    """A file of one heading."""
    content = docx(paragraph("๑.๓ ภารกิจ อำนาจหน้าที่") + paragraph("ข้อความของแผนเดิม"))
    return bring(content, file_name="แผนเดิม.docx", revision=revision, by=officer)[0]


def _assessed(home: Home) -> Person:
    """The staff member of the first home: the own assessment is begun, that of the supervisor (a member of the committee) sent.

    Of what is lacking there is an individual plan, with its sheet.
    """
    organization = home.organization
    holders = Person.objects.filter(organization=organization, holdings__isnull=False)
    superior, person = holders.order_by("pk")[:2]
    Person.objects.filter(pk=superior.pk).update(user=home.member(Role.COMMITTEE_MEMBER).user)
    Person.objects.filter(pk=person.pk).update(user=home.member(Role.STAFF).user, supervisor=superior)
    line = PositionLine.objects.get(code="2101")
    Post.objects.filter(organization=organization, position_type=line.position_type).update(line=line)
    assess(person, {"c1": 2}, sent_at=None)
    assess(person, {"c1": 2}, assessor=SUPERVISOR)
    person.refresh_from_db()
    plan = draw_up(person=person, year=FiscalYear(2570), by=home.member(Role.STAFF).user)
    Draft(f"idp-{plan.pk}", DRAFT_KEY).write(READY, b"%PDF-sheet")
    return person


def _story(state: State) -> Story:
    """A plan without findings, moved to its state by those whose duty it is."""
    organization = make_organization(province=make_province())
    make_agreeing_list(organization)
    cast = {role: _member(role, organization) for role in Role}
    revision = make_complete_plan(organization, by=cast[Role.HR_OFFICER].user)
    return Story(revision, cast).reach(state)


def _member(role: Role, organization: Organization, until: datetime.date | None = None) -> Membership:
    if role in LAO_ROLES:
        return make_member(role, organization, ended_on=until)
    if role in BOARD_ROLES:
        return make_member(role, board=organization.board, ended_on=until)
    province = organization.province if role == Role.PROVINCE_VIEWER else None
    return make_member(role, province=province, ended_on=until)


def _clients(cast: dict[Role, Membership]) -> dict[str, Client]:
    organization = cast[Role.HR_OFFICER].organization
    yesterday = TODAY - datetime.timedelta(days=1)
    own = {str(role): client_of(member) for role, member in cast.items()}
    return own | {ended(role): client_of(_member(role, organization, yesterday)) for role in ENDED}


def _strangers() -> dict[str, Client]:
    """Those of another province; national roles that are held for that province alone."""
    province = make_province("ชลบุรี", "20")
    organization = make_organization(province=province)
    found = {}
    for role in Role:
        if role in LAO_ROLES:
            member = make_member(role, organization)
        elif role in BOARD_ROLES:
            member = make_member(role, board=make_board(province=province))
        else:
            member = make_member(role, province=province)
        found[elsewhere(role)] = client_of(member)
    roleless = Client()
    roleless.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    return found | {NOBODY: roleless, ANONYMOUS: Client()}


def _issue(revision: Revision) -> IssuedDocument:
    """The paper of the announced plan, without an engine."""
    announcement = Announcement.objects.get(revision=revision)
    document = issue(
        code=announcement.code,
        kind="plan",
        title=str(revision),
        pdf=b"%PDF-1.7 announced",
        pages=1,
        organization=revision.organization,
        by=None,
    )
    Announcement.objects.filter(pk=announcement.pk).update(document=document)
    return document
