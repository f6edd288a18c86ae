"""What needs attention: work lists on the admin's start page, registered by the apps that know them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """One line of a work list: `count` things that want attention, and the `url` of the list of exactly those.

    `label` names them in the plural, e.g. "Drafts"; `hint` says in a sentence what to do with them. With `or_more`,
    counting stopped at `count`.
    """

    label: str
    count: int
    url: str
    hint: str = ""
    or_more: bool = False


@dataclass(frozen=True)
class _Registered:
    name: str
    function: Callable[..., list[WorkItem]]
    order: int


_work_lists: list[_Registered] = []


def register_work_list(name: str, function: Callable[..., list[WorkItem]], order: int = 0) -> None:
    """Show what the function answers on the start page, under the heading `name`; from an app's `ready`.

    It gets a user, answers [] for one who may not act on it, and asks the database a constant number of queries. Items
    with nothing to do (count 0) belong in the answer, too. Of two functions under one heading, as of two headings, the
    smaller `order` comes first. Registering a function again changes nothing.
    """
    registered = _Registered(name, function, order)
    if registered not in _work_lists:
        _work_lists.append(registered)
        _work_lists.sort(key=lambda work_list: work_list.order)


def work_items_for(user) -> list[tuple[str, list[WorkItem]]]:
    """Every heading that has work for the user, in order, with its items; none for a user who may do nothing."""
    sections: dict[str, list[WorkItem]] = {}
    for work_list in _work_lists:
        items = work_list.function(user)
        if items:
            sections.setdefault(work_list.name, []).extend(items)
    return list(sections.items())
