"""The list of guides: what it can be narrowed down by."""

from collections import Counter
from functools import cached_property

from personas.filters.fields import Options, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import OptionGroup
from personas.guide_tree import Branch, branches
from personas.models import Guide


class GuideFilter(ListFilter):
    """Guides by their words, and by the guide at the top that they are part of."""

    what = "guide"

    q = Words("Words")
    part = Options("Part of")

    @cached_property
    def guides(self) -> list[Guide]:
        return list(Guide.objects.defer("body"))

    @cached_property
    def tree(self) -> list[Branch]:
        return branches(self.guides)

    @cached_property
    def tops(self) -> dict[int, str]:
        """For every guide, by primary key, the slug of the guide at the top of its branch."""
        return {pk: branch.guide.slug for branch in self.tree for pk in keys_of(branch)}

    def words(self, name):
        return {branch.guide.slug: branch.guide.title for branch in self.tree if branch.parts}

    def by_q(self, guides, words, state):
        return guides.mentioning(words)

    def by_part(self, guides, chosen, state):
        return guides.filter(pk__in=[pk for pk, top in self.tops.items() if top in chosen])

    @cached_property
    def groups(self) -> list[OptionGroup]:
        found = self.narrowed(self.without("part")).order_by().values_list("pk", flat=True)
        return [self.group("part", Counter(self.tops.get(pk) for pk in found), starts_open=True)]


def keys_of(branch: Branch) -> list[int]:
    """The primary keys of a guide and of everything below it."""
    keys, waiting = [], [branch]
    while waiting:
        branch = waiting.pop()
        keys.append(branch.guide.pk)
        waiting += branch.parts
    return keys
