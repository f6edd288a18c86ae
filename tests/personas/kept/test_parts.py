"""Parts of pages are made of what they are given, and of nothing else."""

from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

from personas.kept.own import TOKEN
from personas.kept.parts import Address, part, remembered
from personas.matrix import Group

FACE = "includes/face.html"
WHO = (("url", "/ada/"), ("colour", 3), ("initials", "A"), ("name", "Ada & Co"), ("role", ""))


def test_the_same_values_are_looked_up_and_others_made():
    asked = []
    answered = remembered(most=2)(lambda *values: asked.append(values) or values)
    for value in ("a", "a", 1, True, date(2026, 1, 2), (1, ("b", None)), Group("k", "Name")):
        assert answered(value) == (value,)
    assert asked == [("a",), (1,), (True,), (date(2026, 1, 2),), ((1, ("b", None)),), (Group("k", "Name"),)]


@pytest.mark.parametrize(
    "value", [mark_safe("<b>"), ("a", (mark_safe("<b>"),)), Group("k", mark_safe("<b>")), object()]
)
def test_what_is_marked_as_safe_or_no_plain_value_is_refused(value):
    with pytest.raises(TypeError, match="plain values"):
        remembered(most=2)(lambda value: value)(value)


def test_while_templates_are_worked_on_nothing_is_remembered(settings):
    asked = []
    answered = remembered(most=2)(asked.append)
    settings.DEBUG = True
    answered("a"), answered("a")
    assert asked == ["a", "a"]


def test_a_part_is_escaped_and_knows_nothing_else():
    html = part(FACE, WHO)
    assert ("Ada &amp; Co" in html, "<script" in part(FACE, (*WHO[:3], ("name", "<script>"), WHO[4]))) == (True, False)
    template = Template('{% load parts %}{% part "includes/face.html" name=name %}')
    assert "/secret/" not in template.render(Context({"name": "Ada", "url": "/secret/"}))


def test_texts_are_escaped_wherever_they_come_from(rf):
    template = Template('{% load parts %}{% part "includes/face.html" name=name|safe role="<i>" %}')
    html = template.render(Context({"name": "<b>", "request": rf.get("/")}))
    assert ("&lt;b&gt;" in html, "&lt;i&gt;" in html) == (True, True)


def test_a_part_has_the_token_of_who_asks(rf):
    request = rf.get("/")
    request.user = object()
    html = Template('{% load parts %}{% part "includes/save_post.html" saved_as="x" %}').render(
        Context({"request": request})
    )
    assert (TOKEN in html, "csrfmiddlewaretoken" in html) == (False, True)


def test_a_part_may_know_the_address(rf):
    request = rf.get("/personas/", {"q": "a b", "page": "2"})
    address = Address.of(request)
    assert (address.GET.dict(), address.path) == ({"q": "a b", "page": "2"}, "/personas/")
    assert (address.get_full_path, address.get_host) == (request.get_full_path(), request.get_host())


@pytest.mark.parametrize("tag", ["{% part %}", '{% part "includes/face.html" name %}'])
def test_a_tag_that_cannot_be_read_says_how(tag):
    with pytest.raises(TemplateSyntaxError, match="It is"):
        Template("{% load parts %}" + tag)
