"""Long lists of boxes to tick, folded away behind how many are ticked."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Div
from django.utils.safestring import SafeString


class Folded(Div):
    """One field behind a summary with the number of what is chosen; open where it is wrong."""

    template = "courses/_folded.html"

    def __init__(self, summary: Any, name: str) -> None:
        super().__init__(name)
        self.summary, self.name = summary, name
        self.count, self.is_open = 0, False

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> SafeString:
        box = form[self.name]
        self.count, self.is_open = len(box.value() or ()), bool(box.errors)
        return super().render(form, context, template_pack, **kwargs)
