"""Every registered model, also those that join later: its pages open, its search searches, its list costs the same."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factory.django import DjangoModelFactory

from config.access.models import AuditEntry
from personas.models import HandbookPage, ImportGuess, PersonaType, SearchMiss, UnmatchedTitle
from tests.enablement import factories as enablement
from tests.journeys import factories as journeys
from tests.personas import factories as personas
from tests.personas.factories import PersonaTypeFactory

pytestmark = pytest.mark.django_db

# The audit log is a page of its own, with a test of its own.
LISTED = [model for model in admin.site._registry if model is not AuditEntry]
MODELS = sorted(LISTED, key=lambda model: model._meta.label)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
# Imported pages and guesses are looked at, never written by hand.
READ_ONLY = (HandbookPage, ImportGuess, SearchMiss, UnmatchedTitle)
OURS = [model for model in MODELS if model._meta.app_label == "personas" and model not in READ_ONLY]
HOSTILE = "'); <script>alert(1)</script> ‮ 🚀"


def factory_of(model):
    """The first factory written for the model; a registered model without one fails here."""
    written = [each for module in (personas, journeys, enablement) for each in vars(module).values()]
    factories = (each for each in written if isinstance(each, type) and issubclass(each, DjangoModelFactory))
    return next(each for each in factories if each._meta.model is model)


def make_rows(model, count):
    if model is PersonaType:
        return [PersonaTypeFactory(name=f"Kind {number}") for number in range(count)]
    return factory_of(model).create_batch(count)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@every_model
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_the_pages_of_a_row_open(administrator_desk, model, page):
    (row,) = make_rows(model, 1)
    response = administrator_desk.get(address(model, page, quote(row.pk)))
    may_delete = admin.site.get_model_admin(model).has_delete_permission
    refused = page == "delete" and not may_delete(response.wsgi_request, row)
    assert response.status_code == (403 if refused else 200)


@every_model
def test_the_list_and_the_add_page_open(administrator_desk, model):
    make_rows(model, 1)
    assert administrator_desk.get(address(model, "changelist")).status_code == 200
    may_add = admin.site.get_model_admin(model).has_add_permission
    response = administrator_desk.get(address(model, "add"))
    assert response.status_code == (200 if may_add(response.wsgi_request) else 403)


@every_model
@pytest.mark.parametrize("term", ["manager", HOSTILE], ids=["plain", "hostile"])
def test_the_list_is_searched(administrator_desk, model, term):
    assert admin.site.get_model_admin(model).search_fields
    response = administrator_desk.get(address(model, "changelist"), {"q": term})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@every_model
def test_every_filter_of_the_list_can_be_chosen(administrator_desk, model):
    make_rows(model, 1)
    changelist = administrator_desk.get(address(model, "changelist")).context["cl"]
    links = [choice["query_string"] for spec in changelist.filter_specs for choice in spec.choices(changelist)]
    answers = [administrator_desk.get(address(model, "changelist") + link).status_code for link in links]
    assert answers == [200] * len(links)


@every_model
def test_the_list_costs_the_same_with_one_row_and_with_thirty(administrator_desk, model):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            administrator_desk.get(address(model, "changelist"))
        return len(captured)

    make_rows(model, 1)
    queries()  # what is cached for good is cached now
    first = queries()
    make_rows(model, 29)
    assert queries() == first


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_is_typed_in_has_a_help_text(administrator_desk, model):
    context = administrator_desk.get(address(model, "add")).context
    forms = [context["adminform"].form, *(inline.formset.empty_form for inline in context["inline_admin_formsets"])]
    silent = [
        f"{type(form).__name__}.{name}" for form in forms for name in shown(form) if not form.fields[name].help_text
    ]
    assert silent == []


def shown(form):
    """The fields of a form that a person fills in."""
    return [name for name, field in form.fields.items() if not field.widget.is_hidden and name != "DELETE"]
