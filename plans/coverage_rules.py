"""Rules of the edition about whom a plan reaches: met or not, what is lacking, and where that is mended.

The page of coverage shows them all; the task list names those that are not met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.coverage import Coverage, GroupGap
from plans.facts import PlanFacts
from plans.models import Revision


@dataclass(frozen=True)
class Rule:
    """A rule of the edition with how it stands; ``mend`` leads to where it is met."""

    text: str
    state: str
    is_met: bool
    mend: str = ""
    is_about_needs: bool = False


class Addresses:
    """Where holes of a plan are closed; nothing for those who only read."""

    def __init__(self, revision: Revision, *, editable: bool) -> None:
        self.revision, self.editable = revision, editable

    def add(self, **start: str | int) -> str:
        """The form of a new project with something filled in."""
        if not self.editable:
            return ""
        page = reverse("plans:project_create", kwargs=self.revision.address)
        return f"{page}?{urlencode(start)}"


def rules_of(facts: PlanFacts, found: Coverage, ways: Addresses) -> list[Rule]:
    """All of them, those about posts and needs only where there are any."""
    executive, ethics = facts.edition.rule("executive_curriculum"), facts.edition.rule("ethics_curriculum")
    orientation = facts.edition.rule("orientation_method")
    rules = []
    if found.has_posts:
        state = _("ครอบคลุม {covered} จาก {total} ตำแหน่ง").format(
            covered=f"{found.post_covered:,}", total=f"{found.post_total:,}"
        )
        met = found.post_covered == found.post_total
        rules.append(Rule(_("ทุกตำแหน่งได้รับการพัฒนาอย่างน้อยหนึ่งหลักสูตร (ข้อ ๑๑)"), state, met))
    if found.needs:
        answered = len(found.needs) - len(found.unanswered)
        state = _("มีโครงการตอบ {answered} จาก {total} เรื่อง").format(answered=answered, total=len(found.needs))
        rules.append(
            Rule(_("ความต้องการที่ยืนยันแล้วมีโครงการตอบ"), state, not found.unanswered, is_about_needs=True)
        )
    rules += [
        _gap(_("บุคลากรแรกบรรจุได้รับการปฐมนิเทศ"), found.without_orientation, ways, method=orientation),
        _gap(
            _("ผู้บริหารและอำนวยการมีหลักสูตรด้านการบริหาร"),
            found.without_executive_course,
            ways,
            curriculum=executive,
        ),
        _gap(_("ทุกกลุ่มมีหลักสูตรด้านคุณธรรมและจริยธรรม"), found.without_ethics, ways, curriculum=ethics),
        Rule(
            _("มีการพัฒนาทักษะด้านดิจิทัล"),
            _("{count} โครงการ").format(count=found.digital_projects),
            not found.lacks_digital,
            ways.add(digital=1) if found.lacks_digital else "",
        ),
    ]
    return rules


def _gap(text: str, gaps: Sequence[GroupGap], ways: Addresses, **start: str) -> Rule:
    """A rule about groups; the link starts with the first group that lacks it."""
    if not gaps:
        return Rule(text, _("ครบ"), is_met=True)
    state = _("ยังขาด: {groups}").format(groups=", ".join(_named(gap) for gap in gaps))
    return Rule(text, state, is_met=False, mend=ways.add(group=gaps[0].group.code, **start))


def _named(gap: GroupGap) -> str:
    if not gap.posts:
        return gap.group.short_name
    return _("{group} {posts} ตำแหน่ง").format(group=gap.group.short_name, posts=f"{gap.posts:,}")
