"""What a line requires, the levels of the standard, and what a single post is set apart by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from competencies.items import HIGHEST, LOWEST
from competencies.models import PositionLevel
from personnel.forms.layout import page_helper
from personnel.levels import NO_LEVEL, expected
from personnel.models import ItemKind
from personnel.requirements import Item, Key, Part

LEVELS = [(str(level), str(level)) for level in range(LOWEST, HIGHEST + 1)]
#: Parts that are chosen by line, and their fields.
BY_LINE = {Part.LINE: "competencies", Part.KNOWLEDGE: "knowledge", Part.SKILL: "skills"}


class LineForm(forms.Form):
    """Competencies, knowledge and skills of a line; competencies are not asked where the official table is loaded."""

    def __init__(
        self, *args: Any, items: Mapping[Key, Item], chosen: set[Key], is_official: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self._kept = items, chosen
        for part, name in BY_LINE.items():
            if part == Part.LINE and is_official:
                continue
            offered = [item for item in items.values() if item.part == part]
            self.fields[name] = forms.MultipleChoiceField(
                label=part.label,
                choices=[(item.code, item.name) for item in offered],
                initial=[item.code for item in offered if item.key in chosen],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.helper = page_helper(*self.fields)

    def chosen(self) -> set[Key]:
        """What was ticked; what this form does not ask about stays as it is."""
        ticked = {
            item.key
            for item in self.items.values()
            if item.code in self.cleaned_data.get(BY_LINE.get(Part(item.part), ""), ())
        }
        asked = {part for part, name in BY_LINE.items() if name in self.fields}
        return ticked | {key for key in self._kept if key in self.items and self.items[key].part not in asked}


@dataclass(frozen=True)
class LevelRow:
    """One level of position with its four boxes."""

    label: str
    boxes: list[BoundField]


class LevelsForm(forms.Form):
    """The table of levels: a row for each level of position, a column for each kind of item."""

    def __init__(self, *args: Any, chosen: Mapping[tuple[str, str], int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows_of = [
            (level.code, f"{level.position_type} {level}")
            for level in PositionLevel.objects.select_related("position_type")
        ]
        self.rows_of.append((NO_LEVEL, _("ลูกจ้างประจำ พนักงานจ้าง และตำแหน่งที่ไม่ทราบประเภท")))
        own = {(0, *key): level for key, level in chosen.items()}
        for code, label in self.rows_of:
            for kind in ItemKind:
                self.fields[_name(code, kind)] = forms.TypedChoiceField(
                    label=f"{label} {kind.label}",
                    choices=LEVELS,
                    coerce=int,
                    initial=expected(own, 0, code, kind),
                    widget=forms.Select({"class": "form-select", "aria-label": f"{label} {kind.label}"}),
                )

    def table(self) -> list[LevelRow]:
        """The rows as a page shows them."""
        return [
            LevelRow(label, [self[_name(code, kind)] for kind in ItemKind]) for code, label in self.rows_of
        ]

    def values(self) -> dict[tuple[str, str], int]:
        """Every level by its key."""
        return {
            (code, kind.value): self.cleaned_data[_name(code, kind)]
            for code, _label in self.rows_of
            for kind in ItemKind
        }


def _name(code: str, kind: str) -> str:
    return f"{code or 'other'}-{kind}"


class PostForm(forms.Form):
    """For each item of the catalogs: as the rules say, not required, or at a level of its own."""

    BY_RULE, NONE = "", "0"

    def __init__(
        self,
        *args: Any,
        items: Mapping[Key, Item],
        by_rule: Mapping[Key, int],
        chosen: Mapping[Key, int | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._items = items
        for item in items.values():
            kept = chosen.get(item.key, self.BY_RULE)
            self.fields[field_name(item)] = forms.ChoiceField(
                label=item.name,
                required=False,
                choices=[
                    (self.BY_RULE, _by_rule(by_rule.get(item.key))),
                    (self.NONE, _("ไม่กำหนด")),
                    *((value, _("ระดับ {level}").format(level=label)) for value, label in LEVELS),
                ],
                initial=self.NONE if kept is None else str(kept),
            )
        self.helper = page_helper(*(self._fieldset(part) for part in Part))

    def _fieldset(self, part: Part) -> Fieldset:
        names = [field_name(item) for item in self._items.values() if item.part == part]
        return Fieldset(str(part.label), *names, css_class="border-top pt-3 mb-3")

    def values(self) -> dict[Key, int | None]:
        """What differs from the rules; None where an item is taken away."""
        typed = {item.key: self.cleaned_data[field_name(item)] for item in self._items.values()}
        return {key: int(value) or None for key, value in typed.items() if value != self.BY_RULE}


def field_name(item: Item) -> str:
    """The name of the field about an item."""
    return f"{item.kind}-{item.code}"


def _by_rule(level: int | None) -> str:
    if level is None:
        return _("ตามเกณฑ์ (ไม่กำหนด)")
    return _("ตามเกณฑ์ (ระดับ {level})").format(level=level)
