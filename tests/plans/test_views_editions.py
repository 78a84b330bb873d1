"""The central editor's pages: read by two roles, written by one, confirmed once, and clear about bad files."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.roles import Role
from plans.import_edition.store import confirm, import_document
from plans.models import Edition, EditionImport
from tests.builders import make_member
from tests.plans.miniature import SECTIONS, docx, miniature, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    member = make_member(Role.CENTRAL_EDITOR)
    client.force_login(member.user)
    client.user = member.user
    return client


@pytest.fixture
def batch():
    edition = Edition.objects.get(year=2567)
    return import_document(miniature().encode(), file_name="แผนแม่บท.txt", edition=edition)[0]


def upload(client, content, name="แผนแม่บท.txt", **data):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("plans:edition_import", args=[2567]), {"file": file, **data})


def reading_addresses(batch):
    place = [2567, batch.pk]
    return [
        reverse("plans:editions"),
        reverse("plans:edition", args=[2567]),
        reverse("plans:edition", args=[2570]),
        reverse("plans:edition_section", args=[2567, "m14"]),
        reverse("plans:edition_section", args=[2567, "s3.3"]),
        reverse("plans:edition_section", args=[2567, "s1"]),
        reverse("plans:edition_proposal", args=place),
        reverse("plans:edition_proposal_section", args=[*place, "m14"]),
        reverse("plans:edition_proposal_section", args=[*place, "m01"]),
    ]


def writing_addresses(batch):
    return [
        reverse("plans:edition_import", args=[2567]),
        reverse("plans:edition_import_confirm", args=[2567, batch.pk]),
        reverse("plans:edition_import_discard", args=[2567, batch.pk]),
    ]


@pytest.mark.parametrize("role", Role)
def test_pages_are_read_by_editor_and_auditor_and_written_by_the_editor(client, batch, role):
    client.force_login(make_member(role).user)
    may_read = role in (Role.CENTRAL_EDITOR, Role.AUDITOR)
    for address in reading_addresses(batch):
        assert client.get(address).status_code == (200 if may_read else 404), address
    if role != Role.CENTRAL_EDITOR:
        for address in writing_addresses(batch):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    batch.refresh_from_db()
    assert not batch.in_force


def test_an_auditor_sees_no_button_that_writes(client, batch):
    client.force_login(make_member(Role.AUDITOR).user)
    page = client.get(reverse("plans:edition_proposal", args=[2567, batch.pk])).content.decode()
    assert reverse("plans:edition_import_confirm", args=[2567, batch.pk]) not in page
    assert (
        f'"{reverse("plans:edition_import", args=[2567])}"'
        not in client.get("/editions/2567/").content.decode()
    )


def test_what_does_not_exist_is_404(editor, batch):
    for address in ("/editions/2564/", "/editions/2567/m99/", f"/editions/2570/import/{batch.pk}/"):
        assert editor.get(address).status_code == 404
    assert (
        editor.get(reverse("plans:edition_proposal_section", args=[2567, batch.pk, "s1.1"])).status_code
        == 404
    )


def test_confirming_and_discarding_are_not_done_by_looking(editor, batch):
    for address in writing_addresses(batch)[1:]:
        page = editor.get(address)
        assert (page.status_code, page.url) == (302, reverse("plans:edition_proposal", args=[2567, batch.pk]))


def test_a_file_is_proposed_looked_at_and_confirmed(editor):
    response = upload(editor, miniature().encode())
    batch = EditionImport.objects.get()
    assert response.url == reverse("plans:edition_proposal", args=[2567, batch.pk])
    assert (batch.in_force, batch.imported_by) == (False, editor.user)
    page = editor.get(response.url).content.decode()
    assert "<del>แน่นนอน</del>" in page
    assert "<ins>แน่นอน</ins>" in page
    assert "ควรตรวจกับต้นฉบับ" in page
    compared = editor.get(
        reverse("plans:edition_proposal_section", args=[2567, batch.pk, "m02"])
    ).content.decode()
    assert re.search(r"<ins>(<span[^>]*>[^<]*</span>)?{lao}", compared)
    editor.post(reverse("plans:edition_import_confirm", args=[2567, batch.pk]))
    batch.refresh_from_db()
    assert (batch.in_force, batch.confirmed_by) == (True, editor.user)
    assert "ข้อความทางการ (ใช้อยู่)" in editor.get("/editions/2567/m02/").content.decode()


def test_a_form_sent_twice_counts_once(editor):
    key = str(uuid.uuid4())
    first, second = (upload(editor, miniature().encode(), form_key=key) for _ in range(2))
    assert first.url == second.url
    batch = EditionImport.objects.get()
    confirm_url = reverse("plans:edition_import_confirm", args=[2567, batch.pk])
    key = str(uuid.uuid4())
    assert editor.post(confirm_url, {"form_key": key}).url == editor.post(confirm_url, {"form_key": key}).url
    again = editor.post(confirm_url, follow=True).content.decode()
    assert "อยู่แล้ว" in again


def test_the_same_file_again_leads_to_its_proposal(editor, batch):
    response = upload(editor, miniature().encode(), "อีกครั้ง.txt")
    assert response.url == reverse("plans:edition_proposal", args=[2567, batch.pk])
    assert EditionImport.objects.count() == 1


def test_a_word_file_is_read(editor):
    body = "".join(paragraph(line) for line in miniature().split("\n"))
    assert upload(editor, docx(body), "แผนแม่บท.docx").status_code == 302


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.4", "PDF"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        ("ประกาศ".encode(), "ไม่ใช่แผนแม่บท"),
        (miniature([s for s in SECTIONS if not s[0].startswith("๑๓")]).encode(), "ไม่พบข้อ ๑๓"),
        (miniature().replace("๒๕๖๗", "๒๕๗๐").replace("๒๕๖๙", "๒๕๗๒").encode(), "๒๕๗๐ - ๒๕๗๒"),
    ],
    ids=["empty", "PDF", "huge", "another paper", "a heading missing", "another cycle"],
)
def test_a_bad_file_is_refused_at_its_field_and_nothing_is_kept(editor, content, message):
    response = upload(editor, content)
    assert response.status_code == 200
    page = response.content.decode()
    assert message in page
    assert 'href="#id_file"' in page
    assert not EditionImport.objects.exists()


def test_no_file_is_said_in_thai(editor):
    page = editor.post(reverse("plans:edition_import", args=[2567])).content.decode()
    assert "กรุณาเลือกแฟ้มแผนแม่บท" in page


def test_a_proposal_can_be_discarded_until_it_was_confirmed(editor, batch):
    address = reverse("plans:edition_import_discard", args=[2567, batch.pk])
    assert (
        "ลบข้อเสนอนี้" in editor.get(reverse("plans:edition_proposal", args=[2567, batch.pk])).content.decode()
    )
    confirm(batch)
    assert "ลบไม่ได้" in editor.post(address, follow=True).content.decode()
    other = import_document((miniature() + "\n ").encode(), file_name="ข.txt", edition=batch.edition)[0]
    editor.post(reverse("plans:edition_import_discard", args=[2567, other.pk]))
    assert EditionImport.objects.get() == batch


def test_a_name_that_is_markup_is_only_text(editor):
    upload(editor, miniature().encode(), "<b>x.txt")
    page = editor.get("/editions/2567/").content.decode()
    assert "<b>x" not in page


def test_lists_ask_the_database_a_constant_number_of_times(editor, batch, django_assert_max_num_queries):
    for address in reading_addresses(batch):
        with django_assert_max_num_queries(14):
            editor.get(address)
