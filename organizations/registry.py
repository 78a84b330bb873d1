"""The register of local administrative organisations: added and corrected by the operator, with rules of naming.

A code never changes, for papers and addresses name it; kind and province decide which board looks at the plans, so
an organization that changes its kind is another one with a code of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from organizations.demonstration import is_demonstration
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import Role
from thai.dates import today
from thai.titles import BoardKind, LaoKind

log = logging.getLogger(__name__)

#: Of these a province has one, named after it; Pattaya is one in the country.
SINGLE_KINDS = (LaoKind.PAO, LaoKind.PATTAYA)
PATTAYA_NAME = "พัทยา"
Boards = Mapping[tuple[str, int], Board]


def listing(*, scope: Province | None, words: str = "", province: str = "") -> QuerySet[Organization]:
    """Organizations that fit, by province; ``has_administrator`` says whether somebody gives roles there today."""
    administrators = Membership.objects.active_on(today()).filter(
        organization=OuterRef("pk"), role=Role.LAO_ADMIN, user__is_active=True
    )
    found = Organization.objects.select_related("province", "board__province")
    found = found.annotate(has_administrator=Exists(administrators))
    if scope is not None:
        found = found.filter(province=scope)
    if province:
        found = found.filter(province__code=province)
    if words:
        wanted = Q(name__icontains=words) | Q(district__icontains=words) | Q(code__icontains=words)
        found = found.filter(wanted)
    return found.order_by("province__name", "kind", "name", "pk")


# Rules ----------------------------------------------------------------------------------------


def boards_of(*provinces: Province) -> Boards:
    """Boards by kind and province; of every province when none is named."""
    found = Board.objects.select_related("province")
    if provinces:
        found = found.filter(province__in=provinces)
    return {(board.kind, board.province_id): board for board in found}


def new_organization(
    *, code: str, kind: str, name: str, district: str, province: Province, boards: Boards
) -> Organization:
    """An organization that is not saved yet, under the board that its kind and province give it.

    Raises ValidationError by field for a name with its prefix, a district that is missing, and a kind that the
    province does not have.
    """
    if kind not in LaoKind.values:
        raise ValidationError({"kind": _("ไม่รู้จักประเภทขององค์กร")})
    refuse_names(LaoKind(kind), name, district, province)
    board_kind = BoardKind(LaoKind(kind).titles.board_kind)
    board = boards.get((board_kind, province.pk))
    if board is None:
        message = _("%(province)sไม่มี %(board)s โปรดตรวจประเภทและจังหวัด")
        raise ValidationError({"province": message % {"province": province, "board": board_kind.label}})
    organization = Organization(
        code=code, kind=kind, name=name, district=district, province=province, board=board
    )
    organization.clean_fields(exclude=["province", "board"])
    return organization


def refuse_names(kind: LaoKind, name: str, district: str, province: Province) -> None:
    """Raise ValidationError by field for names that would be printed wrongly."""
    own = {LaoKind.PAO: province.name, LaoKind.PATTAYA: PATTAYA_NAME}.get(kind)
    for prefix in (kind.titles.full_prefix, kind.titles.abbreviation):
        if name.startswith(prefix):
            raise ValidationError({"name": _("กรอกเฉพาะชื่อ ไม่ต้องมีคำว่า “%(prefix)s”") % {"prefix": prefix}})
    if own is not None and name != own:
        raise ValidationError({"name": _("หน่วยงานประเภทนี้ในจังหวัดที่เลือกใช้ชื่อ “%(name)s”") % {"name": own}})
    for prefix in ("อำเภอ", "อ."):
        if district.startswith(prefix):
            raise ValidationError({"district": _("กรอกเฉพาะชื่อ ไม่ต้องมีคำว่า “%(prefix)s”") % {"prefix": prefix}})
    if not district and kind not in SINGLE_KINDS:
        raise ValidationError({"district": _("กรุณากรอกอำเภอ")})


def identity(organization: Organization) -> tuple[str, str, str, int]:
    """What no two organizations share besides the code."""
    district = "" if organization.kind in SINGLE_KINDS else organization.district
    return (organization.kind, organization.name, district, organization.province_id)


def already_there(organization: Organization) -> ValidationError:
    """The refusal of an organization whose names another one has; the other one is named."""
    message = _("มีองค์กรปกครองส่วนท้องถิ่นชื่อนี้แล้ว: %(name)s %(place)s รหัส %(code)s")
    values = {"name": organization.full_name, "place": organization.place, "code": organization.code}
    return ValidationError({"name": message % values})


# Changes --------------------------------------------------------------------------------------


def add_organization(
    *, code: str, kind: str, name: str, district: str, province: Province, by: User
) -> Organization:
    """Add one organization; in a demonstration it is demonstration, too.

    Raises ValidationError by field: see `new_organization`; and for a code or a name that is taken.
    """
    organization = new_organization(
        code=code, kind=kind, name=name, district=district, province=province, boards=boards_of(province)
    )
    organization.is_demonstration = is_demonstration()
    with transaction.atomic():
        if taken := Organization.objects.filter(code=code).first():
            message = _("รหัสนี้เป็นของ%(name)sแล้ว") % {"name": taken.full_name}
            raise ValidationError({"code": message})
        _refuse_doubles(organization)
        organization.validate_constraints()
        organization.save()
    log.info("organization added: %s by user %s", organization.code, by.pk)
    return organization


def edit_organization(*, organization: Organization, name: str, district: str, by: User) -> None:
    """Correct name and district; ValidationError as in `add_organization`."""
    refuse_names(LaoKind(organization.kind), name, district, organization.province)
    organization.name, organization.district = name, district
    organization.full_clean(exclude=["province", "board"], validate_constraints=False)
    with transaction.atomic():
        _refuse_doubles(organization)
        organization.save(update_fields=["name", "district"])
    log.info("organization edited: %s by user %s", organization.code, by.pk)


def _refuse_doubles(organization: Organization) -> None:
    same = Organization.objects.filter(
        kind=organization.kind, name=organization.name, province=organization.province
    )
    if organization.kind not in SINGLE_KINDS:
        same = same.filter(district=organization.district)
    if other := same.exclude(pk=organization.pk).select_related("province").first():
        raise already_there(other)
