"""A persona retires: who may take over, what goes to whom, and what the history says."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from personas.history.versions import snapshot_in, versions_of
from personas.models import Persona, PersonaTitle
from personas.retirement import StaleRetirement, plan_retirement, retire, unretire
from tests.personas.factories import (
    AdministratorFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaTitleFactory,
    TitleRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def by():
    return AdministratorFactory()


@pytest.fixture
def old():
    return PersonaFactory(name="VP IT", role_label="", status="published")


@pytest.fixture
def new():
    return PersonaFactory(name="Perry", role_label="", status="published")


def retired(old, *successors, **more):
    return retire(old, on=DAY, reason="Two personas now.", successors=successors, **more)


def all_to(successor, plan):
    return {(group.use.name, line.row.pk): successor.pk for group in plan.groups for line in group.lines}


def test_it_says_since_when_why_and_who_took_over(old, new, by):
    retired(old, new, by=by)
    old.refresh_from_db()
    assert (old.status, old.deprecated_on, old.deprecation_reason) == ("deprecated", DAY, "Two personas now.")
    assert list(old.successors.all()) == [new]
    assert LogEntry.objects.get(object_id=str(old.pk)).change_message == "Deprecated in favour of Perry."
    assert snapshot_in(versions_of(old.pk).first()).text("status") == "deprecated"


def test_it_is_one_revision_of_each_whatever_goes(old, new, by):
    PersonaTitleFactory(persona=old)
    TitleRuleFactory(persona=old)
    below = PersonaFactory(reports_to=old)
    before = [versions_of(each.pk).count() for each in (old, new, below)]
    retired(old, new, by=by, goes_to=all_to(new, plan_retirement(old, [new], by=by)))
    assert [versions_of(each.pk).count() for each in (old, new, below)] == [count + 1 for count in before]
    last = versions_of(new.pk).first().revision
    assert (last.user, last.comment) == (
        by,
        "Took over from VP IT: 1 job title, 1 title rule, 1 persona that reports to it.",
    )
    told = LogEntry.objects.filter(object_id=str(new.pk)).values_list("change_message", flat=True)
    assert list(told) == [last.comment]


def test_other_successors_later(old, new, by):
    other = PersonaFactory(name="Avery", role_label="", status="published")
    retired(old, new, by=by)
    assert retired(old, other, by=by) == "Successors: Avery."
    assert retired(old, by=by) == "Successors: nobody."
    assert list(old.successors.all()) == []


def test_the_successors_are_just_those(old, new, by):
    old.successors.add(PersonaFactory(status="published"))
    retired(old, new, by=by)
    assert list(old.successors.all()) == [new]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("old", "A persona can't take over from itself: choose others, or nobody."),
        ("draft", "Drafty is a draft, which readers don't see: publish it first, or choose another."),
        ("gone", "Gone is deprecated itself: choose Perry instead."),
        ("circle", "Round names VP IT as who took over from it: that would be a circle."),
    ],
)
def test_who_can_not_take_over_is_told(old, new, by, name, told):
    draft = PersonaFactory(name="Drafty", role_label="", status="draft")
    gone = PersonaFactory(name="Gone", role_label="", status="deprecated")
    between = PersonaFactory(status="deprecated")
    circle = PersonaFactory(name="Round", role_label="", status="published")
    gone.successors.add(new)
    circle.successors.add(between)
    between.successors.add(old)
    chosen = {"old": old, "draft": draft, "gone": gone, "circle": circle}[name]
    with pytest.raises(ValidationError) as error:
        retired(old, chosen, by=by)
    assert error.value.message_dict == {"successors": [told]}
    old.refresh_from_db()
    assert old.status == "published"


def test_titles_and_rules_go_row_by_row_and_what_both_have_goes(old, new, by):
    shared, own, kept = JobTitleFactory(name="CIO"), JobTitleFactory(name="VP"), JobTitleFactory(name="Head")
    PersonaTitleFactory(persona=new, title=shared, rank=4)
    rows = [PersonaTitleFactory(persona=old, title=each) for each in (shared, own, kept)]
    rule = TitleRuleFactory(persona=old)
    goes_to = {("titles", rows[0].pk): new.pk, ("titles", rows[1].pk): new.pk, ("rules", rule.pk): new.pk}
    retired(old, new, by=by, goes_to=goes_to)
    titles = PersonaTitle.objects.order_by("persona__name", "rank").values_list("persona__name", "title__name", "rank")
    assert list(titles) == [("Perry", "CIO", 4), ("Perry", "VP", 5), ("VP IT", "Head", rows[2].rank)]
    rule.refresh_from_db()
    assert rule.persona == new
    assert LogEntry.objects.get(object_id=str(old.pk)).change_message == (
        "Deprecated in favour of Perry. 2 job titles to Perry. 1 title rule to Perry."
    )
    assert versions_of(new.pk).exists()


def test_who_named_it_names_the_successor_and_never_in_a_circle(old, new, by):
    above, below, part = PersonaFactory(), PersonaFactory(reports_to=old), PersonaFactory(parent=old)
    Persona.objects.filter(pk=above.pk).update(reports_to=old)
    Persona.objects.filter(pk=new.pk).update(reports_to=above)
    before = PersonaFactory(status="deprecated")
    before.successors.add(old)
    plan = plan_retirement(old, [new], by=by)
    retired(old, new, by=by, goes_to=all_to(new, plan))
    for each in (above, below, part):
        each.refresh_from_db()
    assert (below.reports_to, part.parent, above.reports_to) == (new, new, old)
    assert list(before.successors.all()) == [new]


def test_moves_that_make_a_circle_together_are_refused(old, new, by):
    """Each could go alone: Ann to the one who stands below Ben, and Ben to the one below Ann."""
    other = PersonaFactory(status="published")
    ann, ben = (PersonaFactory(name=name, role_label="", reports_to=old) for name in ("Ann", "Ben"))
    Persona.objects.filter(pk=new.pk).update(reports_to=ben)
    Persona.objects.filter(pk=other.pk).update(reports_to=ann)
    goes_to = {("reports", ann.pk): new.pk, ("reports", ben.pk): other.pk}
    with pytest.raises(ValidationError, match="would stand above itself: let it stay"):
        retired(old, new, other, by=by, goes_to=goes_to)
    assert set(Persona.objects.filter(pk__in=[ann.pk, ben.pk]).values_list("reports_to", flat=True)) == {old.pk}


def test_whom_it_took_over_from_is_the_successor_never_her_own(old, new, by):
    """The successor was retired once, in favour of this one, and came back."""
    new.successors.add(old)
    (group,) = plan_retirement(old, [], by=by).groups
    assert (group.use.name, group.lines[0].row.label) == ("predecessors", "Perry")
    with pytest.raises(ValidationError, match="that would be a circle"):
        retired(old, new, by=by)


def test_what_was_not_read_is_not_done(old, new, by):
    plan = plan_retirement(old, [new], by=by)
    PersonaTitleFactory(persona=old)
    with pytest.raises(StaleRetirement) as stale:
        retired(old, new, by=by, fingerprint=plan.fingerprint)
    old.refresh_from_db()
    assert (old.status, stale.value.plan.groups[0].use.name) == ("published", "titles")
    retired(old, new, by=by, fingerprint=stale.value.plan.fingerprint)


def test_a_successor_who_went_meanwhile_is_told(old, new, by):
    Persona.objects.filter(pk=new.pk).delete()
    with pytest.raises(ValidationError, match="no longer there"):
        retired(old, new, by=by)


@pytest.mark.parametrize("count", [1, 30])
def test_hundreds_of_uses_cost_what_one_costs(old, new, by, count, django_assert_num_queries):
    for _ in range(count):
        PersonaTitleFactory(persona=old)
        PersonaFactory(reports_to=old)
    by.get_all_permissions()
    with django_assert_num_queries(16):
        plan = plan_retirement(old, [new], by=by)
    assert {group.use.name: len(group.lines) for group in plan.groups} == {"titles": count, "reports": count}


def test_what_one_may_not_change_stays(old, new):
    row = PersonaTitleFactory(persona=old)
    (group,) = plan_retirement(old, [new], by=UserFactory()).groups
    assert (group.is_movable, group.why_not) == (False, "You may not change these, so they stay as they are.")
    retired(old, new, by=UserFactory(), goes_to={("titles", row.pk): new.pk})
    row.refresh_from_db()
    assert row.persona == old


def test_it_comes_back_without_its_banner(old, new, by):
    retired(old, new, by=by)
    unretire(old, by=by)
    old.refresh_from_db()
    assert (old.status, old.deprecated_on, old.deprecation_reason) == ("published", None, "")
    assert list(old.successors.all()) == []
    with pytest.raises(ValidationError):
        unretire(old, by=by)
