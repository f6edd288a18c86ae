"""A persona's form is saved while somebody else merges or removes what it speaks of."""

import pytest
from django.urls import reverse

from personas.admin.meanwhile.overtaken import OVERTAKEN
from personas.admin.persona_form.rows import RowFormSet
from personas.merges import merge
from personas.models import Persona, PersonaTrait
from tests.personas.admin.form_data import form_data
from tests.personas.factories import EditorFactory, FacetFactory, PersonaTraitFactory, TraitFactory


@pytest.fixture
def facet(transactional_db):
    return FacetFactory(name="Challenges")


def between(monkeypatch, work):
    """Have somebody do the work once, when a form's rows have been checked and aren't yet written."""
    make_things = RowFormSet.save

    def save(self, commit=True):
        if self.model is PersonaTrait:
            monkeypatch.setattr(RowFormSet, "save", make_things)
            work()
        return make_things(self, commit)

    monkeypatch.setattr(RowFormSet, "save", save)


def page_of(row):
    return reverse("admin:personas_persona_change", args=[row.persona.pk])


def in_blank_row(data, facet, text):
    """The data with a text in the blank row of the facet's list."""
    blank = (
        name.removesuffix("-facet")
        for name, value in data.items()
        if name.endswith("-facet") and str(value) == str(facet.pk) and not data.get(name.replace("-facet", "-trait"))
    )
    return data | {f"{next(blank)}-trait": text}


def test_a_statement_merged_meanwhile_is_told_and_what_was_typed_is_kept(desk, facet, monkeypatch):
    gone = TraitFactory(facet=facet, statement="Siloed teams")
    row = PersonaTraitFactory(trait=TraitFactory(facet=facet))
    data = in_blank_row(form_data(desk.get(page_of(row))), facet, "Siloed teams") | {"role_label": "Head of flour"}
    between(monkeypatch, lambda: gone.delete())
    told = desk.post(page_of(row), data)
    assert told.status_code == 200
    assert [problem.what for problem in told.context["problems"]] == [OVERTAKEN]
    assert {"Siloed teams", "Head of flour"} <= set(map(str, form_data(told).values()))
    assert Persona.objects.get().role_label != "Head of flour"
    assert desk.post(page_of(row), form_data(told)).status_code == 302
    texts = list(PersonaTrait.objects.order_by("rank").values_list("trait__statement", flat=True))
    assert texts == [row.trait.statement, "Siloed teams"]


def test_a_row_that_a_merge_takes_away_while_its_detail_is_saved_loses_nothing(desk, facet, monkeypatch):
    kept, gone = (TraitFactory(facet=facet, statement=text) for text in ("Silos between teams", "Siloed teams"))
    row = PersonaTraitFactory(trait=kept, detail="Since the takeover.")
    PersonaTraitFactory(trait=gone, persona=row.persona, rank=2)
    data = form_data(desk.get(page_of(row)))
    (name,) = [name for name, value in data.items() if value == "Siloed teams"]
    data[name.replace("-trait", "-detail")] = "In spring."
    between(monkeypatch, lambda: merge(kept, [gone], by=EditorFactory()))
    told = desk.post(page_of(row), data)
    assert (told.status_code, OVERTAKEN in [problem.what for problem in told.context["problems"]]) == (200, True)
    assert "In spring." in form_data(told).values()
