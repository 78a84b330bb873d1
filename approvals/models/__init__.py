"""What happened to a revision and around it: decisions, events, meetings and votes, orders, letters, notices."""

from approvals.models.deadlines import CalendarFeed, KeptProgress, MeetingRule, OwnLeadTime, Reminder
from approvals.models.decisions import Announcement, Decision, Event, Notice, NoticeQuerySet, ReturnReason
from approvals.models.master_committee import SEATS_IN_ALL, MasterCommittee, MasterSeat
from approvals.models.meetings import (
    VOTED_OUTCOMES,
    AgendaBlock,
    AgendaItem,
    Attendee,
    Away,
    Meeting,
    MeetingFile,
    MeetingPaper,
    Outcome,
    Vote,
)
from approvals.models.papers import (
    AppointedMember,
    AppointmentOrder,
    BoardNote,
    ChecklistTick,
    Letter,
    NumberTaken,
    Receipt,
)
from approvals.models.post import Mail, NoticeChoice
from approvals.models.submissions import LetterReading, ReasonAnswer

__all__ = [
    "SEATS_IN_ALL",
    "MasterCommittee",
    "MasterSeat",
    "LetterReading",
    "Mail",
    "NoticeChoice",
    "ReasonAnswer",
    "Reminder",
    "OwnLeadTime",
    "MeetingRule",
    "KeptProgress",
    "CalendarFeed",
    "VOTED_OUTCOMES",
    "AgendaBlock",
    "AgendaItem",
    "Announcement",
    "AppointedMember",
    "AppointmentOrder",
    "Attendee",
    "Away",
    "BoardNote",
    "ChecklistTick",
    "Decision",
    "Event",
    "Letter",
    "Meeting",
    "MeetingFile",
    "MeetingPaper",
    "Notice",
    "NoticeQuerySet",
    "NumberTaken",
    "Outcome",
    "Receipt",
    "ReturnReason",
    "Vote",
]
