"""A form is carried out once; a form that came back with other content is another form."""

import uuid

import pytest
from django.test import RequestFactory

from organizations.models import SubmittedForm
from organizations.once import carry_out
from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def send():
    user, done = make_user(), []

    def post(**data):
        request = RequestFactory().post("/", data)
        request.user = user

        def act():
            done.append(data)
            return f"/result/{len(done)}/"

        return carry_out(request, act).url

    post.done = done
    return post


def test_same_form_twice_is_carried_out_once(send):
    key = str(uuid.uuid4())
    assert send(form_key=key, name="ก", csrfmiddlewaretoken="1") == "/result/1/"
    assert send(form_key=key, name="ก", csrfmiddlewaretoken="2") == "/result/1/"
    assert len(send.done) == 1


def test_same_key_with_other_content_is_carried_out(send):
    key = str(uuid.uuid4())
    send(form_key=key, name="ก")
    assert send(form_key=key, name="ข") == "/result/2/"


@pytest.mark.parametrize("key", ["", "not-a-key", "๑"])
def test_form_without_a_key_is_carried_out(send, key):
    send(form_key=key)
    send(form_key=key)
    assert len(send.done) == 2
    assert not SubmittedForm.objects.exists()


def test_failed_form_leaves_no_trace(send, rf):
    request = rf.post("/", {"form_key": str(uuid.uuid4())})
    request.user = make_user()
    with pytest.raises(RuntimeError):
        carry_out(request, lambda: (_ for _ in ()).throw(RuntimeError))
    assert not SubmittedForm.objects.exists()
