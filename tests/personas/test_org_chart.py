import pytest

from personas.models import Persona
from personas.org_chart import HIGHEST, LOWEST, MOST, WIDEST, org_chart

from .factories import EditorFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db


def person(name, **values):
    return PersonaFactory(name=name, role_label="", **values)


def chain(length, above=None):
    """Personas that each report to the one before."""
    made = []
    for number in range(length):
        made.append(person(f"Level {number:02}", reports_to=made[-1] if made else above))
    return made


def outline(branch):
    """The branch as nested lists: a name, how many are left out, and the branches below."""
    return [branch.persona.name, branch.left_out, *(outline(lower) for lower in branch.branches)]


def reporting(persona, user=None):
    return org_chart(persona, user or UserFactory()).reporting


def marked(branch):
    return [branch.persona] * branch.is_here + [here for lower in branch.branches for here in marked(lower)]


def test_the_chart_shows_superiors_peers_and_reports_in_order():
    top = person("Top")
    ada, bob = person("Ada", reports_to=top), person("Bob", reports_to=top)
    person("Under Bob", reports_to=bob)
    person("Zoe", reports_to=person("Yan", reports_to=ada))
    person("Xia", reports_to=ada)
    person("Stranger")
    tree = reporting(ada)
    assert outline(tree.top) == [
        "Top",
        0,
        ["Ada", 0, ["Xia", 0], ["Yan", 0, ["Zoe", 0]]],
        ["Bob", 1],
    ]
    assert (marked(tree.top), tree.goes_on) == ([ada], False)


def test_the_family_is_a_tree_of_its_own():
    wide = person("Wide")
    ada = person("Ada", parent=wide)
    person("Bob", parent=wide)
    chart = org_chart(ada, UserFactory())
    assert chart.reporting is None
    assert outline(chart.family.top) == ["Wide", 0, ["Ada", 0], ["Bob", 0]]


def test_who_stands_alone_has_no_chart():
    ada = person("Ada")
    PersonaFactory(reports_to=PersonaFactory())
    chart = org_chart(ada, UserFactory())
    assert (chart.reporting, chart.family) == (None, None)


def test_nobody_finds_a_draft_or_who_stands_beyond_it():
    top = person("Top")
    secret = person("Secret", reports_to=top, status="draft")
    ada = person("Ada", reports_to=secret)
    person("Peer", reports_to=secret)
    person("Draft below", reports_to=ada, status="draft")
    assert reporting(ada) is None
    assert outline(reporting(ada, EditorFactory()).top) == [
        "Top",
        0,
        ["Secret", 0, ["Ada", 0, ["Draft below", 0]], ["Peer", 0]],
    ]
    assert reporting(top) is None


@pytest.mark.parametrize("length", [2, 3, 20])
def test_circles_are_drawn_once(length):
    people = chain(length)
    Persona.objects.filter(pk=people[0].pk).update(reports_to=people[-1])
    for persona in (people[0], people[1]):
        tree = reporting(persona)
        assert marked(tree.top) == [persona]
    if length <= HIGHEST:
        assert tree.goes_on is False


def test_the_chart_ends_some_steps_up_and_down_and_says_so():
    people = chain(HIGHEST + LOWEST + 5)
    here = HIGHEST + 2
    tree = reporting(people[here])
    drawn, branch = [], tree.top
    while True:
        drawn.append(branch.persona)
        if not branch.branches:
            break
        [branch] = branch.branches
    assert (drawn, branch.left_out, tree.goes_on) == (people[here - HIGHEST : here + LOWEST + 1], 1, True)


def test_a_wide_chart_is_bounded_and_counts_what_is_left_out():
    top = person("Top")
    ada = person("Ada", reports_to=top)
    for _ in range(6):
        below = PersonaFactory(reports_to=ada)
        PersonaFactory.create_batch(WIDEST, reports_to=below)
    PersonaFactory.create_batch(WIDEST + 3, reports_to=ada)
    tree = reporting(ada)
    [mine] = [branch for branch in tree.top.branches if branch.is_here]
    assert (len(mine.branches), mine.left_out) == (WIDEST, 9)

    def size(branch):
        return 1 + sum(map(size, branch.branches))

    assert size(tree.top) <= MOST + 2


@pytest.mark.parametrize("others", [1, 30])
def test_two_queries_draw_it(django_assert_num_queries, others):
    ada = person("Ada", reports_to=person("Top"), parent=person("Wide"))
    for _ in range(others):
        PersonaFactory(reports_to=PersonaFactory(reports_to=ada), parent=ada)
    user = EditorFactory()
    user.has_perm("personas.change_persona")  # asked before the count starts
    with django_assert_num_queries(2):
        assert org_chart(ada, user).family is not None
