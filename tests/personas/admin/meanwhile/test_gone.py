"""The row of a page is deleted while somebody has it open: what was typed can be saved as a new one, or copied."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from personas.models import Facet, FacetAlias, Guide, Persona
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.factories import (
    EditorFactory,
    FacetAliasFactory,
    FacetFactory,
    GuideFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

from .pages import opened, refusal

pytestmark = pytest.mark.django_db


def address(row, page):
    args = [] if page == "add" else [row.pk]
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def deleted_by_dana(row):
    theirs = signed_in(EditorFactory(first_name="Dana", last_name="Park"))
    assert theirs.post(address(row, "delete"), {"post": "yes"}).status_code == 302


def saved_anew(desk, row, response):
    assert response.context["form_url"] == address(row, "add")
    return desk.post(response.context["form_url"], form_data(response))


def test_what_was_typed_is_the_form_of_a_new_one(desk):
    guide = GuideFactory(title="Old")
    data = opened(desk, address(guide, "change")) | {"title": "Mine"}
    deleted_by_dana(guide)
    response = desk.post(address(guide, "change"), data)
    assert refusal(response) == "Dana Park deleted this guide while you had it open, so nothing was saved."
    assert (form_data(response)["title"], Guide.objects.count()) == ("Mine", 0)
    assert saved_anew(desk, guide, response).status_code == 302
    assert Guide.objects.get().title == "Mine"


def test_the_rows_of_its_page_come_along(desk):
    alias = FacetAliasFactory(term=FacetFactory(name="Goals"), wording="Aims")
    data = opened(desk, address(alias.term, "change")) | {"description": "Mine."}
    deleted_by_dana(alias.term)
    assert saved_anew(desk, alias.term, desk.post(address(alias.term, "change"), data)).status_code == 302
    assert (Facet.objects.get().description, FacetAlias.objects.get().wording) == ("Mine.", "Aims")


def test_a_persona_comes_with_all_that_was_said_of_her(desk):
    row = PersonaTraitFactory(trait=TraitFactory(statement="Silos"), detail="x")
    note = PersonaNoteFactory(persona=row.persona, body="Old.")
    data = opened(desk, address(row.persona, "change")) | {"role_label": "Head of flour"}
    deleted_by_dana(row.persona)
    response = desk.post(address(row.persona, "change"), data)
    assert refusal(response).startswith("Dana Park deleted this persona")
    assert response.context["meanwhile"].recover_url.startswith(reverse("admin:personas_deleted"))
    assert saved_anew(desk, row.persona, response).status_code == 302
    anew = Persona.objects.get()
    assert (anew.role_label, anew.notes.get().body) == ("Head of flour", note.body)
    assert list(anew.persona_traits.values_list("trait__statement", "detail")) == [("Silos", "x")]


def test_who_may_add_none_can_copy_it():
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_guide", "change_guide"]))
    desk, guide = signed_in(user), GuideFactory(title="Old")
    data = opened(desk, address(guide, "change")) | {"title": "<b>Mine</b>"}
    Guide.objects.all().delete()
    response = desk.post(address(guide, "change"), data)
    assert ("&lt;b&gt;Mine&lt;/b&gt;" in response.content.decode(), response.status_code) == (True, 200)
    assert Guide.objects.count() == 0


def test_a_page_that_never_was_is_not_found(desk):
    guide = GuideFactory()
    data = opened(desk, address(guide, "change"))
    response = desk.post(reverse("admin:personas_guide_change", args=[guide.pk + 1]), data)
    assert response.status_code == 302
