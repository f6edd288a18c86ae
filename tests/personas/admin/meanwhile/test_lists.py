"""Numbers that are edited in a list while somebody else edits them, too."""

import pytest
from django.urls import reverse

from personas.models import PersonaType
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import EditorFactory, FacetFactory, PersonaTypeFactory

ADDRESS = reverse("admin:personas_personatype_changelist")


@pytest.fixture
def kinds(db):
    return [PersonaTypeFactory(name=f"Kind {number}", order=number) for number in (1, 2)]


def opened(desk, address=ADDRESS):
    """The list as a browser sends it back untouched."""
    formset = desk.get(address).context["cl"].formset
    fields = [field for form in (formset.management_form, *formset.forms) for field in form]
    shown = {field.html_name: field.value() for field in fields} | {"_save": "Save"}
    return shown | {"form-_shown": formset.management_form.fields["_shown"].widget.value}


def orders():
    return dict(PersonaType.objects.values_list("name", "order"))


def field_of(data, kind):
    (row,) = [name.removesuffix("-id") for name, value in data.items() if name.endswith("-id") and value == kind.pk]
    return f"{row}-order"


def test_it_is_saved(desk, kinds):
    data = opened(desk)
    assert desk.post(ADDRESS, data | {field_of(data, kinds[0]): 9}).status_code == 302
    assert orders() == {"Kind 1": 9, "Kind 2": 2}


def test_rows_that_one_left_alone_are_as_others_saved_them(desk, kinds):
    data = opened(desk)
    PersonaType.objects.filter(pk=kinds[1].pk).update(order=7)
    assert desk.post(ADDRESS, data | {field_of(data, kinds[0]): 9}).status_code == 302
    assert orders() == {"Kind 1": 9, "Kind 2": 7}


def test_a_row_that_both_changed_is_told_and_saved_by_saving_again(desk, kinds):
    data = opened(desk)
    theirs = signed_in(EditorFactory(first_name="Dana", last_name="Park"))
    shown = opened(theirs)
    theirs.post(ADDRESS, shown | {field_of(shown, kinds[0]): 7})
    data |= {field_of(data, kinds[0]): 9}
    refused = desk.post(ADDRESS, data)
    formset = refused.context["cl"].formset
    assert [error for form in formset.forms for error in form.errors.get("order", [])] == [
        "Dana Park changed this to “7” while you had the list open. Save again to have yours instead."
    ]
    assert orders() == {"Kind 1": 7, "Kind 2": 2}
    again = data | {"form-_shown": formset.management_form.fields["_shown"].widget.value}
    assert desk.post(ADDRESS, again).status_code == 302
    assert orders() == {"Kind 1": 9, "Kind 2": 2}


def errors_of(response):
    formset = response.context["cl"].formset
    return {form.instance.name: form.errors["order"] for form in formset.forms if form.errors}


@pytest.mark.parametrize("token", [None, "", "rubbish", "\0"])
def test_a_list_that_nobody_knows_is_told_where_it_would_change_anything(desk, kinds, token):
    data = opened(desk) | {"form-_shown": token}
    data = {name: value for name, value in data.items() if value is not None} | {field_of(data, kinds[0]): 9}
    refused = desk.post(ADDRESS, data)
    told = "It isn't known any more what this list showed. This is “1” now: save again to have yours instead."
    assert (errors_of(refused), orders()) == ({"Kind 1": [told]}, {"Kind 1": 1, "Kind 2": 2})


def test_another_lists_token_is_not_this_ones(desk, kinds):
    FacetFactory(order=5)
    token = opened(desk, reverse("admin:personas_facet_changelist"))["form-_shown"]
    data = opened(desk) | {"form-_shown": token}
    assert list(errors_of(desk.post(ADDRESS, data | {field_of(data, kinds[0]): 9}))) == ["Kind 1"]


def test_what_was_typed_stands_beside_its_row_however_the_list_is_ordered_now(desk, kinds):
    data = opened(desk)
    PersonaType.objects.filter(pk=kinds[0].pk).update(order=8)
    PersonaTypeFactory(name="Kind 0", order=1)
    changelist = desk.post(ADDRESS, data | {field_of(data, kinds[0]): 9}).context["cl"]
    rows = zip(changelist.result_list, changelist.formset.forms, strict=True)
    assert [(row.name, form["order"].value()) for row, form in rows] == [("Kind 1", "9"), ("Kind 2", "2")]


def test_a_row_that_is_gone_is_told_and_the_others_are_saved(desk, kinds):
    data = opened(desk) | {}
    data |= {field_of(data, kinds[0]): 8, field_of(data, kinds[1]): 9}
    kinds[0].delete()
    response = desk.post(ADDRESS, data, follow=True)
    assert next(str(message) for message in response.context["messages"]) == (
        "Somebody deleted a row of this list while you had it open. You had typed there: 8."
    )
    assert orders() == {"Kind 2": 9}


@pytest.mark.parametrize("sent", [{"form-TOTAL_FORMS": "x"}, {"form-_shown": "rubbish"}, {"form-0-id": "9" * 30}])
def test_garbage_is_no_error_of_ours(desk, kinds, sent):
    assert desk.post(ADDRESS, opened(desk) | sent).status_code in (200, 302)
