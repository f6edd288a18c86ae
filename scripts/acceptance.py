"""The acceptance run on the five real handbook pages, into empty databases. Usage: acceptance.py FOLDER

Prints a table and exits with status 1 when a page yields anything but what it must.
"""

import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

PAGES = ("000", "001", "002", "003", "004")
LEAST_SHARE = 0.99
ORDERS = 12  # of the 120, evenly spread


def main(folder: Path) -> int:
    """Check every page alone, then all together in several orders; the number of failed checks."""
    set_up_django()
    pages = {path.name[:3]: read(path) for path in sorted(folder.glob("00*.txt"))}
    checks = [*each_alone(pages), *update_of_the_first(pages), *all_together(pages)]
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark = "ok    " if check.passed else "FAILED"
        print(f"{mark}  {check.name:{width}}  {check.found}" + ("" if check.passed else f"  (must be {check.wanted})"))
    failed = sum(not check.passed for check in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return failed


@dataclass(frozen=True)
class Check:
    """One thing that must hold, and what was found."""

    name: str
    found: object
    wanted: object

    @property
    def passed(self) -> bool:
        return self.found == self.wanted


def set_up_django() -> None:
    """An empty embedded database in a temporary folder that goes with the process."""
    import django
    from django.core.management import call_command

    scratch = tempfile.mkdtemp(prefix="dramatis-acceptance-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{scratch}/acceptance.sqlite3",
        "SECRET_KEY": "acceptance",
    }
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    django.setup()
    call_command("migrate", verbosity=0)


def read(path: Path):
    from personas.handbook.pages import read_page

    return read_page(path.name, path.read_bytes())


def imported(*pages) -> None:
    """Import pages together."""
    from personas.handbook.apply import apply_plan
    from personas.handbook.plan import make_plan

    apply_plan(make_plan(pages))


def emptied() -> None:
    """Take everything out of the catalogue, the vocabulary too."""
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


def each_alone(pages: dict):
    """What each page must yield in an empty database, that importing it again changes nothing, and how much it
    keeps."""
    expectations = {"000": first_page, "001": second_page, "002": third_page, "003": fourth_page, "004": fifth_page}
    for number in PAGES:
        emptied()
        imported(pages[number])
        yield from (Check(f"{number} {name}", found, wanted) for name, found, wanted in expectations[number]())
        yield Check(f"{number} second import changes", changes([pages[number]]), 0)
        yield share(number, [pages[number]])


def changes(pages) -> int:
    """How many rows an import would write or change."""
    from personas.handbook.plan import make_plan

    plan = make_plan(pages)
    return len(plan.new) + len(plan.changed) + len(plan.removed)


def share(name: str, pages) -> Check:
    """The smallest share of words that comes back of one of the pages, at least 99 %."""
    from personas.handbook.measure import measure_pages

    least = min(measure.share for measure in measure_pages(pages))
    return Check(
        f"{name} words found again", f"{least:.2%}", f"{least:.2%}" if least >= LEAST_SHARE else "99 % or more"
    )


def labels(persona) -> int:
    """How many labels a persona has; influencers stand inside the content preferences on the pages, so they are no
    label."""
    facets = {each.trait.facet.name for each in persona.persona_traits.select_related("trait__facet")}
    facets |= {
        note.facet.name for note in persona.notes.select_related("facet") if note.facet.kind in ("list", "prose")
    }
    others = (persona.persona_titles, persona.purchasing_roles, persona.content_preferences)
    return len(facets - {"Internal influencers"}) + sum(manager.exists() for manager in others)


def current(type_slug: str | None = None):
    from personas.models import Persona

    personas = Persona.objects.current().order_by("pk")
    return personas.filter(type__slug=type_slug) if type_slug else personas


def buyers(label_count: int):
    from personas.models import Persona

    personas = list(current("buyer"))
    yield "buyer personas", len(personas), 8
    yield "labels each", [labels(persona) for persona in personas], [label_count] * 8
    ranks = [len({role.rank for role in persona.purchasing_roles.all()}) for persona in personas]
    yield "ranked purchasing roles", ranks, [3, 3, 3, 3, 3, 3, 2, 2]
    tiers = {preference.tier for persona in personas for preference in persona.content_preferences.all()}
    yield "tiers of content preferences", sorted(tiers), [1, 2, 3]
    yield "deprecated personas", Persona.objects.deprecated().count(), 5


def enablement(sessions: int, artifacts: int, in_series: list[int]):
    """What the pages tell of sessions; the last of five deprecated personas has no links."""
    from enablement.models import Resource, Series, Session
    from personas.models import Persona

    yield "sessions", Session.objects.count(), sessions
    yield "artifacts", Resource.objects.filter(session=None, is_deprecated=False).count(), artifacts
    yield "sessions in each series", [series.sessions.count() for series in Series.objects.all()], in_series
    retired = Persona.objects.deprecated().order_by("pk")
    yield "links of deprecated personas", [persona.resources.count() for persona in retired], [2, 2, 2, 2, 0]


def first_page():
    yield from buyers(10)
    yield from enablement(5, 4, [])


def second_page():
    from enablement.models import Resource
    from personas.models import ContentFormat

    yield from buyers(11)
    yield from enablement(13, 6, [6])
    yield "chat channels", [each.title for each in Resource.objects.filter(kind="chat")], ["#buyer-personas"]
    defined = ContentFormat.objects.exclude(description="").exclude(example_url="")
    yield "content types with definition and link", defined.count(), 19


def third_page():
    from personas.models import Facet, PersonaTitle

    yield "user personas", current("user").count(), 18
    yield "internal personas", current("internal").count(), 2
    yield "personas with alternative titles", PersonaTitle.objects.values("persona").distinct().count(), 18
    wanted = {"Job summary", "Motivated by", "Frustrations", "Job to be done", "Key tools"}
    yield "sub-headings as facets", sorted(wanted - set(Facet.objects.values_list("name", flat=True))), []


def fourth_page():
    from personas.models import Guide

    names = {"Dev", "Head of Engineering", "Security Engineering Leader", "Platform/Infrastructure Leader"}
    yield "personas", sorted(current().values_list("name", flat=True)), sorted(names)
    questions = Guide.objects.filter(
        title__in=["What are “personas”?", 'What are "personas"?', "Why are personas important?"]
    )
    yield "questions as guides", questions.count(), 2


def fifth_page():
    yield "personas", current().count(), 6
    yield "subsets of Software Engineer", current().filter(parent__name="Software Engineer").count(), 3
    yield "“Other personas” among them", current().filter(name__icontains="other personas").count(), 0


def update_of_the_first(pages: dict):
    """001 after 000 is an update of the same eight personas and the same five sessions."""
    from enablement.models import Session

    emptied()
    imported(pages["000"])
    before = set(current("buyer").values_list("pk", flat=True))
    sessions = set(Session.objects.values_list("uuid", flat=True))
    imported(pages["001"])
    yield Check(
        "001 after 000: the same eight rows", set(current("buyer").values_list("pk", flat=True)) == before, True
    )
    after = set(Session.objects.values_list("uuid", flat=True))
    yield Check("001 after 000: sessions, the same among them", (len(after), len(after & sessions)), (13, 5))


def all_together(pages: dict):
    """All five in one database, in several orders: nobody twice, nothing twice, nothing lost, unchanged the second
    time."""
    from enablement.models import Series, Session
    from personas.models import Persona, Trait

    orders = list(permutations(PAGES))
    for order in orders[:: len(orders) // ORDERS]:
        emptied()
        chosen = [pages[number] for number in order]
        imported(*chosen)
        name = "all five, " + " ".join(order)
        names = Counter(persona.heading.casefold() for persona in Persona.objects.all())
        traits = Counter((trait.facet_id, trait.key) for trait in Trait.objects.all())
        yield Check(f"{name}: personas", len(names), 43)
        yield Check(f"{name}: twice", sum(count > 1 for count in [*names.values(), *traits.values()]), 0)
        yield Check(f"{name}: sessions, series", (Session.objects.count(), Series.objects.count()), (13, 1))
        yield Check(f"{name}: second import changes", changes(chosen), 0)
        yield share(f"{name}:", chosen)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
