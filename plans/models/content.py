"""What a revision is made of: text sections and typed rows, each with a version against lost updates."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import Organization
from personnel.models import Need, PersonnelGroup, Unit
from plans.models.plan import Revision
from plans.models.provincial import ProvincialText

SECTION_LIMIT = 100_000  #: characters of one section; the longest of the master plan has 15,000
PEOPLE_LIMIT = 100_000  #: people in one row; the largest LAO employs a few thousand
BAHT_LIMIT = Decimal("9999999999.99")  #: baht in one row and year


class RevisionRow(models.Model):
    """A row of a revision. ``organization`` repeats the owner so that every row can be walled off by it."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="%(class)ss")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Section(RevisionRow):
    """The text of one heading. An empty body of a "confirm" heading follows the standard text.

    That is the edition's, and what the province's board says instead or after it where the plan took that over.
    """

    code = models.CharField(max_length=10)
    body = models.TextField(_("ข้อความ"), blank=True)
    follows_edition = models.BooleanField(_("ใช้ข้อความมาตรฐาน"), default=False)
    provincial = models.ForeignKey(  # what the province says here and this revision took over
        ProvincialText, models.PROTECT, null=True, blank=True, related_name="+"
    )
    provincial_answered = models.ForeignKey(  # the newest that the LAO took over or did not
        ProvincialText, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_done = models.BooleanField(_("ทำส่วนนี้เสร็จแล้ว"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "code"], name="section_once_in_a_revision"),
            models.CheckConstraint(
                condition=Q(body__length__lte=SECTION_LIMIT),
                name="section_not_endless",
                violation_error_message=_("ข้อความยาวเกินไป"),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class KeptText(models.Model):
    """A text that could not be saved because somebody else was first: never lost, offered again."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="kept_texts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base_version = models.PositiveIntegerField()
    body = models.TextField()
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "user"], name="one_kept_text_of_a_person")]

    def __str__(self) -> str:
        return f"{self.section} v{self.base_version}"


class Target(RevisionRow):
    """People in a group and people to be developed, in one fiscal year (B.E.)."""

    group = models.ForeignKey(PersonnelGroup, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    headcount = models.PositiveIntegerField(
        _("จำนวนบุคลากรในกลุ่ม (คน)"), validators=[MaxValueValidator(PEOPLE_LIMIT)]
    )
    people = models.PositiveIntegerField(
        _("เป้าหมายที่จะพัฒนา (คน)"), validators=[MaxValueValidator(PEOPLE_LIMIT)]
    )

    class Meta:
        ordering = ["group__order", "year"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "group", "year"], name="target_once"),
            models.CheckConstraint(
                condition=Q(headcount__lte=PEOPLE_LIMIT, people__lte=PEOPLE_LIMIT), name="target_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.year}"


class Project(RevisionRow):
    """A course or activity of the plan (tables T4 and T5 of the official papers)."""

    class Delivery(models.TextChoices):
        OWN = "own", _("ดำเนินการเอง")
        SENT = "sent", _("ส่งฝึกอบรมกับหน่วยงานอื่น")

    class Basis(models.TextChoices):
        """Why a project is in the plan where no need of the people is named."""

        LAW = "law", _("กฎหมายหรือระเบียบกำหนดให้ทำ")
        POLICY = "policy", _("นโยบายหรือยุทธศาสตร์ (ข้อ ๕ ของแผนแม่บท)")
        OCSC = "ocsc", _("แนวทางการพัฒนาบุคลากรภาครัฐ พ.ศ. ๒๕๖๖ - ๒๕๗๐")

    class MoneyKind(models.TextChoices):
        ORDINANCE = "ordinance", _("ข้อบัญญัติหรือเทศบัญญัติงบประมาณรายจ่าย")
        SUBSIDY = "subsidy", _("เงินอุดหนุน")
        RESERVE = "reserve", _("เงินสะสม")
        OTHER_BODY = "other_body", _("หน่วยงานอื่นออกค่าใช้จ่าย")

    order = models.PositiveSmallIntegerField(_("ที่"))
    name = models.CharField(_("โครงการ/หลักสูตรการพัฒนา"), max_length=300)
    objective = models.TextField(_("วัตถุประสงค์"), max_length=2000, blank=True)
    curriculum = models.ForeignKey(
        Curriculum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หลักสูตร")
    )
    knowledge_area = models.ForeignKey(
        KnowledgeArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ด้านความรู้")
    )
    methods = models.ManyToManyField(Method, blank=True, related_name="+", verbose_name=_("วิธีการพัฒนา"))
    submethods = models.ManyToManyField(SubMethod, blank=True, related_name="+", verbose_name=_("วิธีการย่อย"))
    groups = models.ManyToManyField(
        PersonnelGroup, blank=True, related_name="+", verbose_name=_("กลุ่มเป้าหมาย")
    )
    delivery = models.CharField(_("ลักษณะการพัฒนา"), max_length=10, choices=Delivery.choices, blank=True)
    provider_kind = models.ForeignKey(
        ProviderKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หน่วยงานผู้จัด")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หน่วยงานที่รับผิดชอบ")
    )
    indicator = models.CharField(_("ตัวชี้วัด"), max_length=300, blank=True)
    indicator_target = models.CharField(_("ค่าเป้าหมาย"), max_length=150, blank=True)
    indicator_baseline = models.CharField(_("ค่าฐาน"), max_length=150, blank=True)
    indicator_unit = models.CharField(_("หน่วยนับ"), max_length=60, blank=True)
    indicator_method = models.CharField(_("วิธีวัด"), max_length=300, blank=True)
    indicator_measurer = models.CharField(_("ผู้วัด"), max_length=200, blank=True)
    needs = models.ManyToManyField(
        Need, blank=True, related_name="projects", verbose_name=_("ความต้องการที่โครงการนี้ตอบ")
    )
    basis = models.CharField(_("เหตุผลอื่นที่ต้องมีโครงการ"), max_length=10, choices=Basis.choices, blank=True)
    basis_text = models.CharField(_("กฎหมาย นโยบาย หรือประเด็นที่อ้าง"), max_length=300, blank=True)
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หลักสูตรจากคลัง")
    )
    continued_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    amends = models.ForeignKey(  # the same project in the text that this amendment began with
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_proposed = models.BooleanField(_("ระบบเสนอ รอยืนยัน"), default=False)
    proposed_because = models.CharField(_("เหตุผลที่ระบบเสนอ"), max_length=500, blank=True)
    proposal_key = models.CharField(max_length=60, blank=True)  #: of the hole that it was proposed for
    is_digital = models.BooleanField(_("พัฒนาทักษะด้านดิจิทัล"), default=False)
    hours_total = models.PositiveSmallIntegerField(_("จำนวนชั่วโมงทั้งหมด"), null=True, blank=True)
    hours_lecture = models.PositiveSmallIntegerField(_("ชั่วโมงบรรยาย"), null=True, blank=True)
    first_month = models.PositiveSmallIntegerField(_("เดือนที่เริ่ม"), null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(_("เดือนที่สิ้นสุด"), null=True, blank=True)
    uses_budget = models.BooleanField(_("ใช้งบประมาณ"), default=True)
    money_kind = models.CharField(
        _("ประเภทของเงิน"), max_length=12, choices=MoneyKind.choices, default=MoneyKind.ORDINANCE
    )
    money_source = models.CharField(_("ที่มาของงบประมาณ"), max_length=200, blank=True)
    is_example = models.BooleanField(_("ตัวอย่าง"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_lecture=None) | Q(hours_total__gte=F("hours_lecture")),
                name="lecture_within_total_hours",
                violation_error_message=_("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมงทั้งหมด"),
            ),
            models.CheckConstraint(
                condition=Q(first_month=None)
                | Q(first_month__gte=1, first_month__lte=12, last_month__gte=1, last_month__lte=12),
                name="months_are_months",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["", "law", "policy", "ocsc"]), name="project_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(money_kind__in=["ordinance", "subsidy", "reserve", "other_body"]),
                name="project_money_kind_known",
            ),
            models.UniqueConstraint(
                fields=["revision", "proposal_key"],
                condition=Q(is_proposed=True) & ~Q(proposal_key=""),
                name="one_proposal_for_a_hole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def baht_total(self) -> Decimal:
        """Baht of all years (two decimals)."""
        return self.years.aggregate(total=Sum("baht"))["total"] or Decimal("0.00")


class ProjectYear(models.Model):
    """People and baht of a project in one fiscal year (B.E.); no people means not held that year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="years")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    people = models.PositiveIntegerField(
        _("จำนวนคน"), default=0, validators=[MaxValueValidator(PEOPLE_LIMIT)]
    )
    baht = models.DecimalField(_("งบประมาณ (บาท)"), max_digits=14, decimal_places=2, default=Decimal("0.00"))
    indicator_target = models.CharField(_("ค่าเป้าหมายของปี"), max_length=150, blank=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="project_year_once"),
            models.CheckConstraint(condition=Q(baht__gte=0, baht__lte=BAHT_LIMIT), name="baht_plausible"),
            models.CheckConstraint(condition=Q(people__lte=PEOPLE_LIMIT), name="project_people_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"


class MonitoringItem(RevisionRow):
    """What is followed up, how, by whom and when (section 15(4))."""

    order = models.PositiveSmallIntegerField(_("ที่"))
    indicator = models.CharField(_("ตัวชี้วัด/สิ่งที่ติดตาม"), max_length=300)
    method = models.CharField(_("วิธีการติดตามและประเมินผล"), max_length=300, blank=True)
    responsible = models.CharField(_("ผู้ติดตามและประเมินผล"), max_length=200, blank=True)
    when = models.CharField(_("ระยะเวลา"), max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.indicator


class FindingReason(RevisionRow):
    """The officer's written reason that closes a finding of the grade "ควรตรวจ"."""

    finding = models.CharField(max_length=60)
    place = models.CharField(max_length=120)
    reason = models.CharField(_("เหตุผล"), max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "finding", "place"], name="one_reason_for_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.place}"
