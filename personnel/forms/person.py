"""A person, the post somebody holds or acts in, leaving, and the officer's own decision on a group."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization, User
from personnel.forms.layout import choose, page_helper, side_by_side, written, yes_no_unknown
from personnel.models import Holding, Person, PersonnelGroup, Post
from thai.dates import today
from thai.forms import LineField, PlainTextField, ThaiDateField

ANSWERS = ("passed_probation", "passed_teacher_readiness")


class PersonForm(forms.Form):
    """Who somebody is; no citizen number, salary or address is asked for.

    Account and supervisor decide who sees whose scores: they are asked only where ``links`` says so.
    """

    full_name = LineField(
        label=gettext_lazy("คำนำหน้า ชื่อ - สกุล"), max_length=150, help_text=gettext_lazy("เช่น นางสาวสมใจ ใจดี")
    )
    appointed_on = ThaiDateField(
        label=gettext_lazy("วันบรรจุหรือเริ่มจ้าง"),
        required=False,
        help_text=gettext_lazy("วันแรกที่ได้รับการบรรจุหรือเริ่มจ้าง ใช้คำนวณอายุงาน หากโอนมาให้ใช้วันบรรจุครั้งแรก"),
    )
    passed_probation = yes_no_unknown(gettext_lazy("ผ่านการทดลองปฏิบัติราชการแล้ว"))
    passed_teacher_readiness = yes_no_unknown(
        gettext_lazy("ครู: ผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้มแล้ว"), gettext_lazy("เฉพาะครูและบุคลากรทางการศึกษา")
    )
    supervisor = choose(
        gettext_lazy("ผู้บังคับบัญชา"), help_text=gettext_lazy("ผู้ที่จะประเมินและเห็นชอบแผนพัฒนารายบุคคล")
    )
    user = choose(
        gettext_lazy("บัญชีผู้ใช้"), empty=gettext_lazy("ไม่มี"), help_text=gettext_lazy("บัญชีที่ผู้นี้ใช้เข้าสู่ระบบ ถ้ามี")
    )

    def __init__(
        self,
        *args: Any,
        organization: Organization,
        person: Person | None = None,
        links: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"initial": self._stored(person), **kwargs})
        self.helper = page_helper("full_name", "appointed_on", side_by_side(*ANSWERS))
        if links:
            self._offer_links(organization, person)
        else:
            del self.fields["supervisor"], self.fields["user"]

    def _offer_links(self, organization: Organization, person: Person | None) -> None:
        own = person.pk if person else 0
        people = Person.objects.filter(organization=organization, left_on=None).exclude(pk=own)
        cast(forms.ModelChoiceField, self.fields["supervisor"]).queryset = people
        taken = organization.people.exclude(pk=own).filter(user__isnull=False).values("user")
        members = User.objects.filter(memberships__organization=organization).exclude(pk__in=taken)
        cast(forms.ModelChoiceField, self.fields["user"]).queryset = members.distinct().order_by("full_name")
        self.helper.layout.append(
            Fieldset(
                str(gettext_lazy("การบังคับบัญชาและการเข้าใช้ระบบ")),
                side_by_side("supervisor", "user"),
                css_class="border-top pt-3 mb-3",
            )
        )

    @staticmethod
    def _stored(person: Person | None) -> dict[str, Any]:
        if person is None:
            return {}
        stored = {name: getattr(person, name) for name in PersonForm.base_fields}
        return stored | {name: written(stored[name]) for name in ANSWERS}


class _PersonChoice(forms.ModelChoiceField):
    """People with the post they hold now, which they would leave."""

    def label_from_instance(self, obj: Any) -> str:
        held = getattr(obj, "held_title", "")
        return f"{obj.full_name} ({held})" if held else obj.full_name


class HoldForm(forms.Form):
    """Somebody who works here, or somebody new, and since when."""

    SUBSTANTIVE, ACTING = "substantive", "acting"

    manner = forms.TypedChoiceField(
        label=gettext_lazy("ลักษณะ"),
        choices=[(SUBSTANTIVE, gettext_lazy("ครองตำแหน่ง")), (ACTING, gettext_lazy("รักษาราชการแทน"))],
        widget=forms.RadioSelect,
    )
    person = _PersonChoice(
        queryset=Person.objects.none(),
        label=gettext_lazy("บุคลากรที่มีอยู่แล้ว"),
        required=False,
        empty_label=gettext_lazy("ยังไม่ได้เลือก"),
        help_text=gettext_lazy("ในวงเล็บคือตำแหน่งที่ครองอยู่ ซึ่งจะพ้นเมื่อครองตำแหน่งใหม่"),
    )
    full_name = LineField(
        label=gettext_lazy("หรือบุคลากรใหม่ (คำนำหน้า ชื่อ - สกุล)"), required=False, max_length=150
    )
    appointed_on = ThaiDateField(label=gettext_lazy("วันบรรจุหรือเริ่มจ้างของบุคลากรใหม่"), required=False)
    started_on = ThaiDateField(
        label=gettext_lazy("ในตำแหน่งนี้ตั้งแต่วันที่"), required=False, help_text=gettext_lazy("เว้นว่างได้หากไม่ทราบ")
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"manner": self.SUBSTANTIVE}, **kwargs})
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = _people_with_posts(post)
        self.helper = page_helper(*self.fields)

    def clean(self) -> dict[str, Any]:
        """One of the two ways to name the person."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("person")) == bool(cleaned.get("full_name")) and not self.errors:
            message = _("กรุณาเลือกบุคลากรที่มีอยู่แล้ว หรือกรอกชื่อบุคลากรใหม่ อย่างใดอย่างหนึ่ง")
            self.add_error("person", ValidationError(message))
        return cleaned

    @property
    def is_acting(self) -> bool:
        """True for รักษาราชการแทน."""
        return self.cleaned_data["manner"] == self.ACTING


def _people_with_posts(post: Post) -> QuerySet[Person]:
    held = Holding.objects.filter(person=OuterRef("pk"), ended_on=None, is_acting=False)
    people = Person.objects.filter(organization=post.organization_id, left_on=None)
    return people.annotate(held_title=Subquery(held.values("post__title")[:1]))


class LeaveForm(forms.Form):
    """The last day in a post, and whether the person leaves the LAO."""

    day = ThaiDateField(label=gettext_lazy("วันสุดท้ายในตำแหน่ง"))
    leaves_organization = forms.BooleanField(
        label=gettext_lazy("พ้นจากหน่วยงานด้วย"),
        required=False,
        help_text=gettext_lazy("เช่น เกษียณ ลาออก โอนไปที่อื่น ตำแหน่งอื่นที่ครองหรือรักษาราชการแทนจะสิ้นสุดในวันเดียวกัน"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"day": today()}, **kwargs})
        self.helper = page_helper(*self.fields)


class OverrideForm(forms.Form):
    """Another group than the rule's, for one year, with the reason."""

    group = choose(gettext_lazy("กลุ่ม"), required=True)
    reason = PlainTextField(
        label=gettext_lazy("เหตุผล"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("จะแสดงคู่กับกลุ่มทุกครั้ง"),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = PersonnelGroup.objects.for_edition(year)
        cast(forms.ModelChoiceField, self.fields["group"]).queryset = groups
        self.helper = page_helper("group", "reason")
