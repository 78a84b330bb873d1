"""Carry a form out once: double clicks, the back button and impatient reloads repeat nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from organizations.models import SubmittedForm, User

FIELD = "form_key"


def new_key() -> str:
    """A key to print into a form as the hidden field ``form_key``."""
    return str(uuid.uuid4())


def carry_out(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Run ``act`` (which returns the address to go to) unless this very form was carried out before.

    The key and the effect are stored in one transaction, so a repeat finds both or neither; a repeat
    is sent where the first was sent. A form without a key is carried out as it stands, and so is one that
    came back with other content (the back button, then a change): what was typed is never dropped.
    """
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return HttpResponseRedirect(act())
    user = cast(User, request.user)  # forms that are carried out once stand behind sign-in
    with transaction.atomic():
        done, created = SubmittedForm.objects.select_for_update().get_or_create(
            user=user, key=key, digest=digest_of(request), defaults={"location": ""}
        )
        if created or not done.location:
            done.location = act()
            done.save(update_fields=["location"])
    return HttpResponseRedirect(done.location)


def digest_of(request: HttpRequest) -> str:
    """The sha256 of what was filled in, the hidden fields of the form itself left out."""
    digest = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        if name not in (FIELD, "csrfmiddlewaretoken"):
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, file.size) for file in files])).encode())
    return digest.hexdigest()
