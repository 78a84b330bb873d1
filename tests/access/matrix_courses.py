"""Courses: the officer keeps the LAO's own library; those who read its plans read it, and nobody of another LAO."""

from django.urls import reverse

from courses.models import Course
from tests.access.answers import (
    BOARD,
    FOLLOWERS,
    FORM,
    GO,
    INSIDE,
    NOT_SO,
    OFFICER,
    OK,
    Row,
    of_lao,
    once,
    plain,
    wherever,
)

READING = once({OK: INSIDE | FOLLOWERS | BOARD})
WRITING, POSTING = once({OK: OFFICER}), once({FORM: OFFICER})


def of_course(name):
    return lambda world, home: reverse(name, args=[home.organization.code, world.course.pk])


def of_rate(name):
    return lambda world, home: reverse(name, args=[home.organization.code, world.rate.pk])


def of_national(name):
    def address(world, home):
        national = Course.objects.filter(organization=None).first()
        return reverse(name, args=[home.organization.code, national.pk])

    return address


TABLE: dict[str, Row] = {
    "courses:index": Row(plain("courses:index"), once({GO: wherever(INSIDE | FOLLOWERS)})),
    "courses:library": Row(of_lao("courses:library"), READING),
    "courses:course": Row(of_course("courses:course"), READING),
    "courses:course_create": Row(of_lao("courses:course_create"), WRITING, POSTING),
    "courses:course_edit": Row(of_course("courses:course_edit"), WRITING, POSTING),
    "courses:course_retire": Row(of_course("courses:course_retire"), WRITING, POSTING),
    "courses:course_copy": Row(of_national("courses:course_copy"), once({GO: OFFICER}), once({GO: OFFICER})),
    "courses:figures": Row(of_lao("courses:figures"), once({NOT_SO: OFFICER}), once({OK: OFFICER})),
    "courses:rates": Row(of_lao("courses:rates"), READING),
    "courses:rate_create": Row(of_lao("courses:rate_create"), WRITING, POSTING),
    "courses:rate_edit": Row(of_rate("courses:rate_edit"), WRITING, POSTING),
    "courses:rate_retire": Row(of_rate("courses:rate_retire"), WRITING, POSTING),
    "courses:library_download": Row(of_lao("courses:library_download"), READING),
    "courses:template_download": Row(of_lao("courses:template_download"), WRITING),
    "courses:import": Row(of_lao("courses:import"), WRITING, POSTING),
    "courses:import_confirm": Row(of_lao("courses:import_confirm"), once({GO: OFFICER}), POSTING),
}
