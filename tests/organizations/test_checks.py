"""A view that does not say who may call it stops the start."""

import pytest
from django.http import HttpResponse
from django.urls import path

from organizations.access import every_view, public
from organizations.checks import views_declare_access


def undeclared(request):
    return HttpResponse()


@public
def declared(request):
    return HttpResponse()


urlpatterns = [path("open/", declared), path("forgotten/", undeclared)]


def test_every_view_of_the_installation_declares_its_access():
    assert views_declare_access(None) == []
    assert len(list(every_view())) > 5


def test_undeclared_view_is_an_error(settings):
    settings.ROOT_URLCONF = __name__
    (error,) = views_declare_access(None)
    assert error.id == "organizations.E001"
    assert "forgotten/" in error.msg


@pytest.mark.django_db
def test_undeclared_view_still_asks_for_sign_in(client, settings):
    settings.ROOT_URLCONF = __name__
    settings.LOGIN_URL = "/open/"
    assert client.get("/forgotten/").status_code == 302
