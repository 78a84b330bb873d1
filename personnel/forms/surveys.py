"""The forms of a survey: drawing it up, slips, the answer on a phone, and the fast one for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.items import HIGHEST, LOWEST
from organizations.models import Organization
from personnel.cycles import cycles_of, planning_cycle
from personnel.forms.layout import page_helper
from personnel.invitations import MOST_SLIPS
from personnel.models import Survey, SurveyQuestion, Unit
from personnel.survey_topics import FEWEST, LONGEST, MOST, OWN, Topic, own_topic, topic_groups
from thai.dates import today
from thai.forms import LineField, PlainTextField, RowsField, ThaiDateField, ThaiIntegerField

INTRODUCTION = (
    "แบบสำรวจนี้ใช้จัดทำแผนพัฒนาบุคลากร 3 ปี โปรดให้คะแนนว่าท่านต้องการพัฒนาแต่ละเรื่องมากเพียงใด "
    "คำตอบไม่ระบุชื่อ และจะใช้เป็นผลรวมเท่านั้น"
)
SUGGESTION_LIMIT = 2000


class SurveyForm(forms.Form):
    """What is asked, until when; of a survey that is open only the introduction and the last day."""

    first_year = forms.TypedChoiceField(label=gettext_lazy("รอบปีงบประมาณ"), coerce=int)
    title = LineField(label=gettext_lazy("ชื่อแบบสำรวจ"), max_length=200)
    introduction = PlainTextField(
        label=gettext_lazy("คำชี้แจง"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    closes_on = ThaiDateField(
        label=gettext_lazy("ปิดรับคำตอบวันที่"),
        required=False,
        help_text=gettext_lazy("ลิงก์ใช้ได้ถึงสิ้นวันนี้ เว้นว่างได้หากจะปิดเอง"),
    )
    own_topics = PlainTextField(
        label=gettext_lazy("หัวข้อของหน่วยงานเอง"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("หนึ่งหัวข้อต่อหนึ่งบรรทัด"),
    )

    def __init__(
        self, *args: Any, organization: Organization, survey: Survey | None = None, **kwargs: Any
    ) -> None:
        self.survey = survey
        super().__init__(*args, **{"initial": _stored(survey), **kwargs})
        self.helper = page_helper("title", "first_year", "closes_on", "introduction")
        cycles = [(cycle.first, f"{cycle.first} - {cycle.last}") for cycle in cycles_of(organization)]
        cast(forms.ChoiceField, self.fields["first_year"]).choices = cycles
        if survey is not None:
            del self.fields["first_year"]
            self.helper = page_helper("title", "closes_on", "introduction")
        if survey is None or survey.state == Survey.State.DRAFT:
            self._offer_topics(survey.first_year if survey else planning_cycle().first)
        else:
            del self.fields["title"], self.fields["own_topics"]
            self.helper = page_helper("closes_on", "introduction")

    def _offer_topics(self, edition_year: int) -> None:
        """A field of boxes for every group of topics, what is stored ticked."""
        questions = list(self.survey.questions.all()) if self.survey else []
        stored = {f"{row.item_kind}:{row.item_code}" for row in questions}
        self.groups = topic_groups(edition_year)
        for number, group in enumerate(self.groups):
            values = [topic.value for topic in group.topics]
            self.fields[f"topics_{number}"] = forms.MultipleChoiceField(
                label=str(group.title),
                required=False,
                choices=[(topic.value, topic.text) for topic in group.topics],
                widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
                initial=[value for value in values if value in stored],
            )

    @property
    def topic_fields(self) -> Iterator[tuple[BoundField, int]]:
        """The fields of topics, each with the number of boxes that are ticked in it."""
        for name in self.fields:
            if name.startswith("topics_"):
                yield self[name], len(self[name].value() or ())

    def clean_closes_on(self) -> Any:
        """A last day that is over closes nothing and takes nothing."""
        day = self.cleaned_data["closes_on"]
        if day and day < today():
            raise ValidationError(_("วันปิดรับคำตอบต้องไม่ก่อนวันนี้"))
        return day

    def clean(self) -> dict[str, Any]:
        """Not too many topics; too few are refused only when the survey is opened."""
        cleaned = super().clean() or {}
        if "own_topics" in self.fields and not self.errors:
            topics = self.topics()
            if len(topics) > MOST:
                message = _("เลือกไว้ {count} หัวข้อ ใส่ได้ไม่เกิน {most} หัวข้อ กรุณาลดลง")
                raise ValidationError(message.format(count=len(topics), most=MOST))
            if any(len(topic.text) > LONGEST for topic in topics):
                message = _("หัวข้อหนึ่งยาวได้ไม่เกิน {limit} ตัวอักษร")
                self.add_error("own_topics", message.format(limit=LONGEST))
        return cleaned

    def topics(self) -> list[Topic]:
        """The chosen topics in the order of the groups, then the LAO's own; none twice."""
        chosen: dict[str, Topic] = {}
        for number, group in enumerate(self.groups):
            ticked = set(self.cleaned_data.get(f"topics_{number}", ()))
            chosen |= {topic.value: topic for topic in group.topics if topic.value in ticked}
        lines = self.cleaned_data.get("own_topics", "").splitlines()
        own = [own_topic(line) for line in lines if line.strip()]
        return list((chosen | {topic.value: topic for topic in own}).values())

    def values(self) -> dict[str, Any]:
        """Columns of the survey."""
        names = ("title", "introduction", "closes_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def limits(self) -> tuple[int, int]:
        """Fewest and most topics."""
        return FEWEST, MOST


def _stored(survey: Survey | None) -> dict[str, Any]:
    if survey is None:
        cycle = planning_cycle()
        title = f"แบบสำรวจความต้องการพัฒนาบุคลากร ปีงบประมาณ พ.ศ. {cycle.first} - {cycle.last}"
        return {"first_year": cycle.first, "title": title, "introduction": INTRODUCTION}
    own = survey.questions.filter(item_kind=OWN).values_list("text", flat=True)
    return {
        "title": survey.title,
        "introduction": survey.introduction,
        "closes_on": survey.closes_on,
        "own_topics": "\n".join(own),
    }


class SlipsForm(forms.Form):
    """Slips for people by name, of all departments or of some, or slips without a name."""

    NAMED, ANONYMOUS = "named", "anonymous"

    batch = forms.UUIDField(widget=forms.HiddenInput)
    manner = forms.ChoiceField(
        label=gettext_lazy("ออกบัตรให้"),
        choices=[
            (ANONYMOUS, gettext_lazy("ไม่ระบุชื่อ ใครได้รับบัตรก็ตอบได้หนึ่งครั้ง")),
            (NAMED, gettext_lazy("บุคลากรตามบัญชี มีชื่อบนบัตร ทราบว่าใครยังไม่ตอบ แต่ไม่ทราบว่าใครตอบอย่างไร")),
        ],
        widget=forms.RadioSelect,
    )
    slips = ThaiIntegerField(
        label=gettext_lazy("จำนวนบัตรที่ไม่ระบุชื่อ"), required=False, min_value=1, max_value=MOST_SLIPS
    )
    units = RowsField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("เฉพาะส่วนราชการ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("ใช้กับบัตรที่มีชื่อ ไม่เลือกเลยหมายถึงทุกคนที่ยังไม่มีบัตร"),
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(organization=survey.organization_id, closed_on=None)
        cast(forms.ModelMultipleChoiceField, self.fields["units"]).queryset = units
        self.helper = page_helper("batch", "manner", "slips", "units")

    def clean(self) -> dict[str, Any]:
        """A number belongs to slips without a name."""
        cleaned = super().clean() or {}
        if cleaned.get("manner") == self.ANONYMOUS and not cleaned.get("slips") and not self.errors:
            self.add_error("slips", ValidationError(_("กรุณากรอกจำนวนบัตร")))
        return cleaned

    @property
    def is_named(self) -> bool:
        """True for slips with names."""
        return self.cleaned_data["manner"] == self.NAMED


class AnswerForm(forms.Form):
    """A rating of every topic, ticked on a phone; topics left out are asked about once before they are."""

    suggestion = PlainTextField(
        label=gettext_lazy("เรื่องอื่นที่ต้องการ หรือข้อเสนอแนะ"),
        required=False,
        max_length=SUGGESTION_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("ไม่ต้องเขียนชื่อหรือข้อความที่บอกได้ว่าท่านคือใคร"),
    )
    leave_out = forms.BooleanField(
        label=gettext_lazy("ส่งโดยไม่ตอบข้อที่เหลือ"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, survey: Survey, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        for question in self.questions:
            self.fields[_name(question)] = self.rating(question)
        if units:
            self.fields["unit"] = forms.ModelChoiceField(
                queryset=Unit.objects.filter(pk__in=[unit.pk for unit in units]),
                label=_("ส่วนราชการของท่าน"),
                required=False,
                empty_label=_("ไม่ตอบ"),
                help_text=_("แสดงผลแยกส่วนราชการเฉพาะเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป"),
                widget=forms.Select({"class": "form-select"}),
            )

    def rating(self, question: SurveyQuestion) -> forms.Field:
        """One to five, as boxes to touch."""
        return forms.TypedChoiceField(
            label=question.text,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[(level, str(level)) for level in range(LOWEST, HIGHEST + 1)],
            widget=forms.RadioSelect({"class": "btn-check"}),
        )

    @property
    def rows(self) -> Iterator[tuple[int, BoundField]]:
        """The topics with their numbers."""
        for number, question in enumerate(self.questions, start=1):
            yield number, self[_name(question)]

    @property
    def asks_to_leave_out(self) -> bool:
        """True once something was left out: then the box that agrees to it is shown."""
        return "leave_out" in self.errors

    def clean(self) -> dict[str, Any]:
        """Something is answered, and nothing is left out by accident."""
        cleaned = super().clean() or {}
        if any(_name(question) in self.errors for question in self.questions):
            return cleaned
        missing = [
            str(number)
            for number, question in enumerate(self.questions, start=1)
            if not cleaned.get(_name(question))
        ]
        if len(missing) == len(self.questions):
            raise ValidationError(_("ยังไม่ได้ให้คะแนนข้อใด กรุณาตอบอย่างน้อยหนึ่งข้อ"))
        if missing and not cleaned.get("leave_out"):
            message = _("ยังไม่ได้ตอบข้อ {numbers} กรุณาตอบให้ครบ หรือเลือก “ส่งโดยไม่ตอบข้อที่เหลือ”")
            self.add_error("leave_out", message.format(numbers=", ".join(missing)))
        return cleaned

    def ratings(self) -> dict[int, int]:
        """Ratings by question."""
        rated = ((question.pk, self.cleaned_data.get(_name(question))) for question in self.questions)
        return {question: rating for question, rating in rated if rating}


class PaperForm(AnswerForm):
    """The same from paper: one digit for each topic, empty where nothing is ticked."""

    def __init__(self, *args: Any, survey: Survey, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, survey=survey, units=units, **kwargs)
        del self.fields["leave_out"]

    def rating(self, question: SurveyQuestion) -> forms.Field:
        """A box for one digit, Thai or Arabic."""
        box = forms.TextInput({"size": "2", "data-rating": "", "class": "form-control text-center"})
        return ThaiIntegerField(
            label=question.text, required=False, min_value=LOWEST, max_value=HIGHEST, widget=box
        )

    def clean(self) -> dict[str, Any]:
        """A paper without any answer is not kept."""
        cleaned = forms.Form.clean(self) or {}
        if not self.errors and not self.ratings():
            raise ValidationError(_("ยังไม่ได้กรอกคะแนนข้อใด"))
        return cleaned


def _name(question: SurveyQuestion) -> str:
    return f"q{question.pk}"
