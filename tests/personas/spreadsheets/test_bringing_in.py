"""Rows that are good are written together, as said before; one bad row and nothing is."""

from datetime import date

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from personas.models import ContentFormat, ContentPreference, JobTitle, Persona, PersonaTrait, Trait
from personas.spreadsheets import bringing_in
from personas.spreadsheets.bringing_in import UNEXPECTED, bring_in, preview_of
from personas.spreadsheets.registry import TABLES, read_table
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    EditorFactory,
    FacetAliasFactory,
    FacetFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaTraitFactory,
    PersonaTypeAliasFactory,
    PurchasingRoleFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

from .files import apply, bring, changes, csv_file, faults, preview

LINK = ["Persona", "Facet", "Statement", "Rank", "Detail"]


@pytest.fixture
def ada(editor):
    PersonaTypeAliasFactory(wording="Purse")
    return PersonaFactory(name="Ada", role_label="Chef", slug="ada")


@pytest.fixture
def goals(db):
    facet = FacetFactory(name="Goals")
    FacetAliasFactory(term=facet, wording="Aims")
    return facet


# Personas


def test_a_row_adds_a_persona_and_another_changes_one(ada, editor):
    head = ["Address", "Name", "Role", "Type", "Status", "Owner", "Next review", "Colour"]
    seen = bring(
        "personas",
        editor,
        head,
        ["ada", "Ada", "Chef", "buyer", "Deprecated", "dana", "2027-01-02", "4"],
        ["", "Bo", "Cook", "purse", "", "", "", ""],
    )
    assert (seen.new, seen.changed) == (1, 1)
    bo = Persona.objects.get(slug="bo-cook")
    assert (bo.name, bo.role_label, bo.type.name, bo.status, bo.owner, bo.colour) == (
        "Bo", "Cook", "Buyer", "draft", None, None,
    )  # fmt: skip
    old = ada.updated_at
    ada.refresh_from_db()
    assert (ada.status, ada.owner, ada.review_due_on, ada.colour) == ("deprecated", editor, date(2027, 1, 2), 4)
    assert ada.updated_at > old
    logged = LogEntry.objects.order_by("action_flag").values_list("user", "object_id", "action_flag", "change_message")
    assert list(logged) == [
        (editor.pk, str(bo.pk), ADDITION, "Changed by a table."),
        (editor.pk, str(ada.pk), CHANGE, "Changed by a table."),
    ]


def test_new_personas_may_name_each_other(ada, editor):
    head = ["Address", "Name", "Type", "Subset of", "Reports to", "Successors"]
    bring(
        "personas",
        editor,
        head,
        ["bo", "Bo", "Buyer", "cy", "ada", "cy, ada"],
        ["cy", "Cy", "Buyer", "", "Bo", ""],
        ["ada", "Ada", "Buyer", "cy", "", "bo"],
    )
    bo = Persona.objects.get(slug="bo")
    assert (bo.parent.slug, bo.reports_to.slug) == ("cy", "ada")
    assert sorted(bo.successors.values_list("slug", flat=True)) == ["ada", "cy"]
    ada.refresh_from_db()
    assert (ada.parent.slug, ada.successors.get().slug, Persona.objects.get(slug="cy").reports_to) == ("cy", "bo", bo)
    bring("personas", editor, ["Address", "Successors", "Subset of"], ["bo", "cy", ""])
    assert list(bo.successors.values_list("slug", flat=True)) == ["cy"]


def test_a_column_that_is_left_out_or_a_cell_that_keeps_changes_nothing(ada, editor):
    assert changes("personas", editor, ["Address", "Status"], ["ada", ""]) == []
    assert changes("personas", editor, ["Address", "Role"], ["ada", ""]) == [(2, "Role", "Chef", "")]
    assert changes("personas", editor, ["Name", "Status"], ["ADA", "draft"]) == [
        (2, "Name", "Ada", "ADA"),
        (2, "Status", "Published", "Draft"),
    ]


@pytest.mark.parametrize(
    ("head", "row", "column", "said"),
    [
        (["Address", "Status"], ["ada", "Gone"], "Status", "“Gone” is not one of: Draft, Published, Deprecated."),
        (["Address", "Next review"], ["ada", "1.2.2027"], "Next review", "no date: write it as 2026-11-21"),
        (["Address", "Colour"], ["ada", "13"], "Colour", "no whole number from 1 to 12"),
        (["Address", "Colour"], ["ada", "9" * 400], "Colour", "no whole number"),
        (["Address", "Owner"], ["ada", "reader"], "Owner", "No colleague who works in the admin"),
        (["Address", "Type"], ["ada", "Buyr"], "Type", "There is no type “Buyr”. Did you mean “Buyer”?"),
        (["Address", "Type"], ["ada", " "], "Type", "Fill in the type."),
        (["Address", "Type"], ["ada", "Qqqq"], "Type", "Add it to the vocabulary first."),
        (["Address", "Reports to"], ["ada", "nobody"], "Reports to", "There is no persona “nobody”."),
        (["Address", "Reports to"], ["ada", "ada"], "Reports to", "in a circle back to “Ada (Chef)”"),
        (["Address", "Successors"], ["ada", "ada"], "Successors", "Nobody takes over from themselves."),
        (["Address", "Source"], ["ada", "javascript:x"], "Source", "Enter a valid URL."),
        (["Address", "Role"], ["ada", "x" * 121], "Role", "at most 120 characters"),
        (["Address", "Name", "Type"], ["no good", "Bo", "Buyer"], "Address", "letters, digits, hyphens"),
        (["Address", "Name", "Type"], ["compare", "Bo", "Buyer"], "Address", "taken by another page"),
        (["Address", "Name", "Role", "Type"], ["b", "ada", "CHEF", "Buyer"], "Name", "The persona at “ada” has this"),
        (["Address", "Name"], ["b", "Bo"], "Type", "A new persona needs a type."),
        (["Address", "Type"], ["b", "Buyer"], "Name", "A new persona needs a name."),
        (["Address", "Deprecated since"], ["ada", "2026-01-01"], "Deprecated since", "Only a deprecated persona"),
    ],
)
def test_a_bad_persona_row_is_told(ada, editor, head, row, column, said):
    UserFactory(username="reader")
    ((number, place, message),) = faults("personas", editor, head, row)
    assert (number, place) == (2, column)
    assert said in message


def test_a_circle_over_several_rows_is_told(ada, editor):
    PersonaFactory(slug="bo", parent=ada)
    assert [fault[:2] for fault in faults("personas", editor, ["Address", "Subset of"], ["ada", "bo"])] == [
        (2, "Subset of")
    ]


def test_a_row_without_anybody_and_the_same_one_twice(ada, editor):
    assert faults("personas", editor, ["Address", "Status"], ["", "Draft"])[0][1] == "Name"
    twice = faults("personas", editor, ["Name", "Role", "Status"], ["Ada", "Chef", "Draft"], ["ada", "chef", ""])
    assert twice == [(3, "", "Row 2 is about the same: keep one of the two.")]


def test_a_portrait_keeps_its_description(ada, editor):
    Persona.objects.update(portrait="portraits/a.jpg", portrait_alt="A chef")
    assert faults("personas", editor, ["Address", "Portrait description"], ["ada", ""])[0][1] == "Portrait description"
    assert changes("personas", editor, ["Address", "Status"], ["ada", "Draft"]) == [
        (2, "Status", "Published", "Draft")
    ]


# What ties personas to others


def test_statements_are_found_by_any_wording_or_added(ada, goals, editor):
    known = TraitFactory(facet=goals, statement="Less waste")
    TraitAliasFactory(trait=known, wording="Waste not")
    PersonaTraitFactory(persona=ada, trait=TraitFactory(facet=goals, statement="Calm"), rank=4)
    seen = bring(
        "persona-traits",
        editor,
        LINK,
        ["ada", "aims", "LESS  waste.", "", "*Much*"],
        ["Ada", "Goals", "Bread by six", "", ""],
        ["Ada (Chef)", "goal", "calm", "", "so"],
    )
    assert (seen.new, seen.changed) == (2, 1)
    links = ada.persona_traits.order_by("rank").values_list("trait__statement", "rank", "detail")
    assert list(links) == [("Calm", 4, "so"), ("Less waste", 5, "*Much*"), ("Bread by six", 6, "")]
    assert Trait.objects.get(statement="Bread by six").key
    assert LogEntry.objects.get().change_message == "Changed by a table: traits of personas."
    assert [
        fault[:2] for fault in faults("persona-traits", editor, LINK, *[["ada", "Goals", "Waste not", "", ""]] * 2)
    ]


def test_a_new_statement_is_one_for_all_who_share_it(ada, goals, editor):
    PersonaFactory(slug="bo")
    rows = [[who, "Goals", "Bread by six", "", ""] for who in ("ada", "bo")]
    bring("persona-traits", editor, LINK, *rows)
    assert (Trait.objects.count(), PersonaTrait.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (["bob", "Goals", "x", "", ""], "Persona", "There is no persona “bob”."),
        (["", "Goals", "x", "", ""], "Persona", "Fill in the persona."),
        (["twin", "Goals", "x", "", ""], "Persona", "the name of several personas: write the address (t1, t2)"),
        (["ada", "Gaols", "x", "", ""], "Facet", "Did you mean “Goals”?"),
        (["ada", "Day", "x", "", ""], "Facet", "“Day” holds no statements"),
        (["ada", "Goals", "", "", ""], "Statement", "Fill in the statement."),
        (["ada", "Goals", "x\0", "", ""], "Statement", "no text may have"),
        (["ada", "Goals", "x", "0", ""], "Rank", "no whole number from 1"),
        (["ada", "Goals", "x", "2.5", ""], "Rank", "no whole number from 1"),
    ],
)
def test_a_bad_trait_row_is_told(ada, goals, editor, row, column, said):
    for slug in ("t1", "t2"):
        PersonaFactory(name="Twin", slug=slug)
    FacetFactory(name="Day", kind="prose")
    sheet = read_table(csv_file(LINK, ["ada", "Goals", "ok", "", ""]), TABLES["persona-traits"])
    sheet.rows.append((3, row))
    (fault,) = preview_of(sheet, TABLES["persona-traits"](editor)).faults
    assert (fault.number, fault.column) == (3, column)
    assert said in fault.message


def test_all_that_is_wrong_with_a_row_is_told_at_once(ada, goals, editor):
    found = faults("persona-traits", editor, LINK, ["x", "y", "", "z", ""])
    assert [place for _, place, _ in found] == ["Persona", "Facet", "Statement", "Rank"]


def test_who_may_not_add_statements_ties_known_ones_only(ada, goals):
    user = EditorFactory(username="tied")
    user.user_permissions.filter(codename__in=["add_trait", "add_jobtitle"]).delete()
    user = type(user).objects.get(pk=user.pk)
    TraitFactory(facet=goals, statement="Calm")
    assert preview("persona-traits", user, LINK, ["ada", "Goals", "Calm", "", ""]).new == 1
    assert faults("persona-traits", user, LINK, ["ada", "Goals", "Loud", "", ""])[0][1] == "Statement"
    assert faults("persona-titles", user, ["Persona", "Job title"], ["ada", "CEO"])[0][1] == "Job title"


def test_titles_roles_and_content_types(ada, editor):
    PurchasingRoleFactory(name="Influencer")
    ContentFormatAliasFactory(term=ContentFormatFactory(name="Podcast"), wording="Radio")
    bring("persona-titles", editor, ["Persona", "Job title", "Qualifier"], ["ada", "CEO", "here"], ["ada", "CTO", ""])
    bring("purchasing-roles", editor, ["Persona", "Purchasing role", "Rank"], ["ada", "influencers", "2"])
    bring("content-preferences", editor, ["Persona", "Content type", "Tier"], ["ada", "radio", "secondary"])
    titles = ada.persona_titles.values_list("title__name", "rank", "qualifier")
    assert list(titles) == [("CEO", 1, "here"), ("CTO", 2, "")]
    assert list(ada.purchasing_roles.values_list("role__name", "rank")) == [("Influencer", 2)]
    assert list(ada.content_preferences.values_list("tier", "rank")) == [(ContentPreference.Tier.SECONDARY, 1)]


# What personas share


def test_statements_are_added_and_reworded(goals, editor):
    known = TraitFactory(facet=goals, statement="Less waste")
    head = ["Facet", "Statement", "New wording"]
    bring("statements", editor, head, ["Goals", "less waste", "No waste"], ["Goals", "Calm", ""])
    known.refresh_from_db()
    assert known.statement == "No waste"
    assert sorted(Trait.objects.values_list("statement", flat=True)) == ["Calm", "No waste"]
    assert preview("statements", editor, head, ["Goals", "no waste", ""]).unchanged == 1


@pytest.mark.parametrize(
    ("rows", "column", "said"),
    [
        ([["Goals", "A", "B"]], "New wording", "“B” is there already: merge the two"),
        ([["Goals", "A", "C"], ["Goals", "B", "c."]], "New wording", "Row 2 has this wording, too."),
        ([["Goals", "Unknown", "C"]], "Statement", "can't be reworded"),
        ([["Goals", "x" * 1001, ""]], "Statement", "at most 1000 letters"),
    ],
)
def test_a_bad_statement_row_is_told(goals, editor, rows, column, said):
    for statement in "AB":
        TraitFactory(facet=goals, statement=statement)
    ((_, place, message),) = faults("statements", editor, ["Facet", "Statement", "New wording"], *rows)
    assert place == column
    assert said in message


def test_job_titles_are_added_and_reworded(editor):
    JobTitleFactory(name="CEO")
    bring("job-titles", editor, ["Job title", "New wording"], ["ceo", "Chief executive"], ["CTO", ""])
    assert list(JobTitle.objects.values_list("name", flat=True)) == ["CTO", "Chief executive"]


def test_content_types_are_added_changed_and_known_by_more_wordings(editor):
    ContentFormatAliasFactory(term=ContentFormatFactory(name="Podcast", slug="podcast"), wording="Radio")
    head = ["Address", "Name", "Definition", "Order", "Other wordings"]
    bring("content-types", editor, head, ["podcast", "Podcasts", "To *hear*.", "7", "Show"], ["", "Video", "", "", ""])
    podcast = ContentFormat.objects.get(slug="podcast")
    assert (podcast.name, podcast.description, podcast.order) == ("Podcasts", "To *hear*.", 7)
    assert [alias.wording for alias in podcast.aliases.all()] == ["Radio", "Show"]
    assert ContentFormat.objects.get(slug="video").key == "video"
    assert faults("content-types", editor, head, ["video", "radio", "", "", ""])[0][1] == "Name"
    assert faults("content-types", editor, head, ["", "!!", "", "", ""])[0][1] == "Name"
    assert faults("content-types", editor, ["Name", "Example"], ["Video", "nope"])[0][1] == "Example"


# Whole or not at all


def test_one_bad_row_and_nothing_is_written(ada, editor):
    content = csv_file(["Address", "Status"], ["ada", "Draft"], ["ada2", "Nothing"])
    _, written = apply("personas", editor, content)
    assert (written, Persona.objects.get().status) == (False, "published")


def test_another_preview_than_the_one_that_was_read_is_not_written(ada, editor):
    table = TABLES["personas"]
    sheet = read_table(csv_file(["Address", "Status"], ["ada", "Draft"]), table)
    fingerprint = preview_of(sheet, table(editor)).fingerprint
    Persona.objects.update(status="deprecated")
    seen, written = bring_in(sheet, table, fingerprint, by=editor)
    assert (written, seen.rows[0].changes[0].old) == (False, "Deprecated")
    assert bring_in(sheet, table, seen.fingerprint, by=editor)[1]
    assert bring_in(sheet, table, seen.fingerprint, by=editor)[1] is False  # a second click writes nothing


def test_a_failure_in_the_middle_leaves_nothing(ada, editor, monkeypatch):
    def fail(*args, **kwargs):
        raise bringing_in.IntegrityError

    monkeypatch.setattr(TABLES["personas"], "log", fail)
    with pytest.raises(bringing_in.SheetError, match="changed while the table was read"):
        apply("personas", editor, csv_file(["Address", "Status"], ["ada", "Draft"]))
    assert Persona.objects.get().status == "published"


def test_a_row_that_nobody_thought_of_is_a_bad_row(ada, editor, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(TABLES["personas"], "prepare", fail)
    assert faults("personas", editor, ["Address", "Status"], ["ada", "Draft"]) == [(2, "", UNEXPECTED)]
