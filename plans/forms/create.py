"""Begin a plan: choose the cycle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from plans.create import PlanRefused, edition_for
from plans.forms.layout import anchored, page_helper
from plans.models import Edition
from thai.fiscal import FiscalYear
from thai.forms import FiscalYearField


class PlanForm(forms.Form):
    """The cycle, by its first fiscal year; offered are the editions for which the LAO has no plan yet."""

    first_year = FiscalYearField(label=_("รอบปีงบประมาณ"), widget=forms.RadioSelect)
    organization = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"organization": organization.code}, **kwargs})
        self.owner = organization
        taken = set(organization.plans.values_list("first_year", flat=True))
        self.open_editions = [edition for edition in Edition.objects.all() if edition.year not in taken]
        self.fields["first_year"].widget.choices = [
            (edition.year, f"{edition.cycle.first} - {edition.cycle.last}") for edition in self.open_editions
        ]
        if len(self.open_editions) == 1:
            self.initial.setdefault("first_year", self.open_editions[0].year)
        self.edition: Edition | None = None
        self.helper = page_helper("organization", anchored("first_year"))

    def clean_organization(self) -> str:
        """The LAO that the page named: another window may have changed the role meanwhile."""
        code = self.cleaned_data["organization"]
        if code and code != self.owner.code:
            message = _(
                "ขณะนี้ท่านปฏิบัติงานในฐานะเจ้าหน้าที่ของ%(organization)s ซึ่งไม่ตรงกับหน้าที่เปิดไว้ โปรดตรวจบทบาทแล้วเปิดหน้านี้ใหม่"
            )
            raise ValidationError(message, params={"organization": self.owner.short_name})
        return code

    def clean_first_year(self) -> FiscalYear:
        """The year, when there is an edition for it."""
        year = self.cleaned_data["first_year"]
        try:
            self.edition = edition_for(year)
        except PlanRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return year
