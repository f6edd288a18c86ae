"""The mechanism behind every list that an address narrows down.

Inside a facet one value is enough, across facets all must hold. A subclass names its filters, says which values each
offers (`words`), and has for each a method `by_<name>` that narrows a queryset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.forms import Form
from django.http import QueryDict
from django_filters import FilterSet

from personas.filters.fields import Options, Setting, Words, shown
from personas.filters.parts import FINDER, Chip, Heading, Option, OptionGroup, Panel, WayOut, WordsField
from personas.search.words import folded
from personas.search.words import shown as composed
from personas.wording import one_line

MOST_WAYS_OUT = 12  # each may be one query
MOST_OPTIONS = 15  # of a facet that are shown; the others are found by a word


# The valid part of what an address asks for, without what is empty; and sentences about the rest.
Reading = tuple[dict, Sequence[str]]


def reading_of(form: Form) -> Reading:
    problems = [sentence for sentences in form.errors.values() for sentence in sentences]
    return {name: value for name, value in form.cleaned_data.items() if value}, problems


class ListFilter(FilterSet):
    """What `data`, the parameters of an address, asks of the rows that the user may see."""

    is_bound = True
    what = "result"  # what one of the rows is called
    more_words = ""  # the filter for words that stands below the options, if there is one

    def __init__(self, data, queryset, user):
        # Not the parent's: it copies every filter to tell it of a model, and ours know none.
        self.data = data
        self.queryset = queryset
        self.user = user
        self.filters = self.base_filters

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The values that each filter takes, with their labels."""
        return {name: self.words(name) for name in self.filters if self.has_options(name)}

    @cached_property
    def form(self):
        return self.form_of(self.data, self.labels)

    @classmethod
    def form_of(cls, data: QueryDict, labels: Mapping[str, Mapping[str, str]]):
        """The form that reads an address, and knows the values with these labels."""
        fields = {name: each.field for name, each in cls.base_filters.items()}
        form = type(f"{cls.__name__}Form", (Form,), fields)(data)
        for name, known in labels.items():
            form.fields[name].choices = list(known.items())
        return form

    def has_options(self, name: str) -> bool:
        return isinstance(self.filters[name], Options)

    def words(self, name: str) -> dict[str, str]:
        """The values that the filter of that name takes, with their labels."""
        raise NotImplementedError

    def chosen(self, name: str) -> list[str]:
        """What the address says about the filter, each value once."""
        return [value for value in dict.fromkeys(self.data.getlist(name)) if value.strip()]

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with the address, as sentences."""
        return list(self.reading[1])

    @cached_property
    def state(self) -> dict:
        """The valid part of what the address asks for, without what is empty."""
        return self.reading[0]

    @cached_property
    def reading(self) -> Reading:
        return reading_of(self.form)

    @property
    def everything(self):
        """What is narrowed down: a queryset, or something else that has `count()`."""
        return self.queryset

    def narrowed(self, state: dict):
        """The rows that a state asks for."""
        rows = self.everything
        for name, value in state.items():
            if not isinstance(self.filters[name], Setting):
                rows = getattr(self, f"by_{name}")(rows, value, state)
        return rows

    def without(self, *names: str) -> dict:
        """The state without those filters."""
        return {name: value for name, value in self.state.items() if name not in names}

    def filter_queryset(self, queryset):
        """Of an address with an invalid value nothing is shown: the rest of it isn't what was asked for."""
        return queryset.none() if self.problems else self.narrowed(self.state)

    def setting(self, name: str) -> str:
        """How the list is to be shown, by the Setting of that name."""
        return self.state.get(name) or self.filters[name].extra["choices"][0][0]

    @cached_property
    def chips(self) -> list[Chip]:
        names = [name for name, each in self.filters.items() if not isinstance(each, Setting)]
        return [self.chip(name, value) for name in names for value in self.values(name)]

    def values(self, name: str) -> list[str]:
        """The values of a filter that chips stand for; of words that are given twice, the last ones count."""
        return self.chosen(name) if self.has_options(name) else self.chosen(name)[-1:]

    def chip(self, name: str, value: str) -> Chip:
        label = self.filters[name].label
        if isinstance(self.filters[name], Words):
            said = f"{label}: “{shown(one_line(value))}”"
        else:
            said = self.chip_label(name, value)
        kept = [each for each in self.chosen(name) if each != value] if self.has_options(name) else []
        return Chip(name, value, said, self.query(**{name: kept}))

    def chip_label(self, name: str, value: str) -> str:
        return f"{self.filters[name].label}: {self.labels[name].get(value, shown(value))}"

    def query(self, **changes: list[str]) -> str:
        """The address from its question mark on, with other values for some filters and on its first page."""
        data = self.data.copy()
        for name in ("page", *changes):
            data.pop(name, None)
        for name, values in changes.items():
            data.setlist(name, values)
        kept = {name: [value for value in values if value.strip()] for name, values in data.lists()}
        for name in list(data):
            data.setlist(name, kept[name]) if kept[name] else data.pop(name)
        return f"?{data.urlencode()}"

    @cached_property
    def clear_query(self) -> str:
        """The address of the whole list, shown in the same way."""
        names = [name for name, each in self.filters.items() if not isinstance(each, Setting)]
        return self.query(**{name: [] for name in (*names, *self.finders)})

    @cached_property
    def saved_query(self) -> str:
        """What a saved view keeps of the address."""
        return self.query(**{name: [] for name in self.finders})[1:]

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        """The orders that the list can have; none where there is nothing to choose."""
        return tuple(self.filters["sort"].extra["choices"]) if "sort" in self.filters else ()

    @property
    def panel(self) -> Panel:
        """The filters as the page shows them."""
        name = self.more_words
        field = WordsField(name, self.filters[name].label, self.data.get(name, "")) if name else None
        return Panel(tuple(self.shown_groups), len(self.chips), field)

    @property
    def finders(self) -> list[str]:
        """What the address calls the words that lists of options are searched for."""
        return [name for name in self.data if name.startswith(FINDER)]

    def sought(self, key: str) -> str:
        """The words that the options of a group are searched for, as the page shows them."""
        return shown(one_line(composed(self.data.get(f"{FINDER}{key}", ""))))

    def heading(self, label: str, order: str, *, falls: bool = False) -> Heading:
        """The heading of a column that sorts the list, by nature upwards or, where it `falls`, from the top down."""
        now, turned = self.setting("sort"), f"-{order}"
        ways = ("descending", "ascending") if falls else ("ascending", "descending")
        direction = {order: ways[0], turned: ways[1]}.get(now, "")
        wanted = turned if now == order else order
        first = self.filters["sort"].extra["choices"][0][0]
        return Heading(label, direction, self.query(sort=[] if wanted == first else [wanted]))

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """Each chip with the number of results that would be left without it; for lists that have none."""
        return [WayOut(chip, self.narrowed(self.state_without(chip)).count()) for chip in self.chips[:MOST_WAYS_OUT]]

    def state_without(self, chip: Chip) -> dict:
        value = self.state.get(chip.name)
        rest = [each for each in value if each != chip.value] if isinstance(value, list) else []
        return {**self.without(chip.name), **({chip.name: rest} if rest else {})}

    def group(self, name: str, counts: dict, *, starts_open: bool = False) -> OptionGroup:
        """A facet whose options are all that it offers, with these counts."""
        chosen = set(self.chosen(name))
        options = [
            Option(value, label, counts.get(value, 0), value in chosen) for value, label in self.labels[name].items()
        ]
        return OptionGroup(name, name, self.filters[name].label, options, starts_open=starts_open)

    @cached_property
    def shown_groups(self) -> list[OptionGroup]:
        """`groups` as the page shows them: each has as many options as there is room for, of those that have the words
        it is searched for."""
        return [group if group.sought else self.searched(group) for group in self.groups]

    def searched(self, group: OptionGroup) -> OptionGroup:
        """The group with those of its options that have the words it is searched for, and with those chosen."""
        sought = self.sought(group.key)
        if not sought and len(group.options) <= MOST_OPTIONS:
            return group
        fitting = [option for option in group.options if has_words(option.label, sought)]
        shown = {option.value for option in fitting[:MOST_OPTIONS]}
        kept = [option for option in group.options if option.is_chosen or option.value in shown]
        more = sum(option not in kept for option in fitting[MOST_OPTIONS:]) + (0 if sought else group.more)
        return replace(group, options=kept, more=more, sought=sought, found=len(fitting))

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.chips)


def has_words(text: str, sought: str) -> bool:
    """Whether each of the sought words stands somewhere in the text; case and accents don't matter."""
    return all(word in folded(composed(text)) for word in folded(sought).split())
