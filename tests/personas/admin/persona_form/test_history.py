"""What the history says of a save."""

from django.contrib.admin.models import LogEntry

from tests.personas.admin.persona_form.pages import save, with_rows
from tests.personas.factories import (
    ContentFormatFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
)


def told(persona):
    entry = LogEntry.objects.filter(content_type__model="persona", object_id=str(persona.pk)).first()
    return entry.get_change_message()


def test_fields_are_named(desk):
    persona = PersonaFactory()
    save(desk, persona, {"name": "Robin", "status": "draft"})
    assert told(persona) == "Changed name and status."


def test_an_untouched_page_says_so(desk):
    persona = PersonaNoteFactory().persona
    save(desk, persona)
    assert told(persona) == "Saved without changes."


def test_rows_are_named_by_facet(desk):
    facet = FacetFactory(name="Goals")
    rows = [PersonaTraitFactory(trait__facet=facet, trait__statement="Less paper")]
    persona = rows[0].persona
    for rank, statement in enumerate(["Fewer tools", "More time"], start=2):
        PersonaTraitFactory(persona=persona, trait__facet=facet, trait__statement=statement, rank=rank)
    PersonaTraitFactory(trait=rows[0].trait)
    added = [{"facet": facet.pk, "trait": f"Goal {number}"} for number in range(5)]
    changes = {
        "persona_traits-0-trait": "No paper",
        "persona_traits-1-DELETE": "on",
        "persona_traits-2-trait": "Much more time",
    }
    save(desk, persona, changes, with_rows("persona_traits", *added))
    assert told(persona) == (
        "Goals: removed “Fewer tools”, changed “Less paper” to “No paper”, "
        "added “Goal 0”, “Goal 1”, “Goal 2” and 2 more, reworded “More time” to “Much more time”."
    )


def test_an_order_that_changes_by_itself_is_told(desk):
    facet, persona = FacetFactory(name="Goals"), PersonaFactory()
    PersonaTraitFactory(persona=persona, trait__facet=facet, rank=1)
    PersonaTraitFactory(persona=persona, trait__facet=facet, rank=2)
    save(desk, persona, {"persona_traits-0-rank": "9"})
    assert told(persona) == "Goals: put in another order."


def test_texts_and_content_types_are_told(desk):
    term = ContentFormatFactory(name="Podcast")
    note = PersonaNoteFactory(facet__name="A day at work")
    save(desk, note.persona, {f"content_preferences-{term.pk}-tier": "1", f"notes-{note.facet.pk}-body": "Short."})
    assert told(note.persona) == "A day at work: changed the text. Content types: added “Podcast”."
