"""Content to make: what the list is narrowed down by."""

from functools import cached_property

from journeys.models import ContentTask
from personas.filters.fields import Options
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup
from personas.models import ContentFormat


class TaskFilter(ListFilter):
    """To-dos: those still to do, unless the address asks for others."""

    what = "to-do"

    mine = Options("Whose")
    late = Options("Due")
    status = Options("Status")
    content = Options("Content type")

    def words(self, name):
        match name:
            case "mine":
                return {"1": "Mine"}
            case "late":
                return {"1": "Overdue"}
            case "status":
                return dict(ContentTask.Status.choices)
        return dict(ContentFormat.objects.values_list("slug", "name"))

    def narrowed(self, state):
        found = super().narrowed(state)
        return found if "status" in state else found.open()

    def by_mine(self, tasks, chosen, state):
        return tasks.owned_by(self.user)

    def by_late(self, tasks, chosen, state):
        return tasks.overdue()

    def by_status(self, tasks, chosen, state):
        return tasks.of_statuses(chosen)

    def by_content(self, tasks, chosen, state):
        return tasks.of_formats(chosen)

    def chip_label(self, name, value):
        return self.labels[name].get(value, value) if name in ("mine", "late") else super().chip_label(name, value)

    def switch(self, name: str, count: int) -> OptionGroup:
        """A group with one option, which is on or off."""
        option = Option("1", self.labels[name]["1"], count, "1" in self.chosen(name))
        return OptionGroup(name, name, self.filters[name].label, [option], starts_open=True)

    @cached_property
    def groups(self) -> list[OptionGroup]:
        everything = super().narrowed(self.without("status"))
        return [
            self.switch("mine", self.narrowed(self.without("mine")).owned_by(self.user).count()),
            self.switch("late", self.narrowed(self.without("late")).overdue().count()),
            self.group("status", everything.count_by("status"), starts_open=True),
            self.group("content", self.narrowed(self.without("content")).count_by("content_format__slug")),
        ]
