"""The task list: what there is to do on a plan, and how far it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from plans.access import with_revision
from plans.amendment.differences import amendment_of
from plans.checks import run_checks
from plans.comments import may_read, open_by_task
from plans.facts import PlanFacts
from plans.models import Revision
from plans.rollover.source import last_plan
from plans.tasklist import progress_of, task_groups, with_comments
from plans.tasklist_amendment import amendment_group, with_marks
from plans.tasklist_design import design_group
from plans.tasklist_past import past_group
from plans.tasklist_people import people_group
from plans.tasklist_provincial import provincial_group


@require_safe
@with_revision
def tasks(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The list; readers see how far each task is, writers get the links."""
    facts = PlanFacts(revision)
    findings = run_checks(facts)
    groups = task_groups(facts, findings)
    editable = revision.can_be_edited_by(request.acting)
    if editable:
        # The order of work: people and needs, the frame, money and projects, and only then the texts of the parts.
        groups.insert(0, people_group(facts, request.acting))
        groups.insert(2, design_group(facts))
        if not revision.number:
            groups.insert(0, past_group(revision, last_plan(revision)))
    if amendment := amendment_of(revision, facts):
        groups = [amendment_group(amendment), *with_marks(groups, amendment)]
    if editable and (group := provincial_group(facts)):
        groups.insert(0, group)
    waiting = open_by_task(revision, request.acting)
    context = {
        "revision": revision,
        "groups": with_comments(groups, waiting),
        "comments": waiting.total(),
        "reads_comments": may_read(revision, request.acting),
        "progress": progress_of(groups),
        "blocking": sum(finding.blocks for finding in findings),
        "editable": editable,
    }
    return render(request, "plans/tasks.html", context)
