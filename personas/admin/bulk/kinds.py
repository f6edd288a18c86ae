"""The bulk actions of the list of personas: what each of them asks, shows and does."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from personas import services
from personas.effects import Effect, adding, deprecating, drafting, now_owned, owning, publishing, reviewing
from personas.models import Persona

from .forms import ActionForm, DeprecateForm, OwnerForm, ReviewForm, TraitForm


@dataclass(frozen=True)
class BulkAction:
    """`label` stands in the list's menu, `title` above the confirmation, `done` in the report ("3 personas …").

    `first_look` tells what would happen before anything was answered, `foresee` what would with the form's answers,
    and `verb` does it. Where the first look can't know (`asks_first`), there is a second one.
    """

    name: str
    label: str
    title: str
    done: str
    verb: Callable[..., list[Effect]]
    foresee: Callable[..., list[Effect]]
    first_look: Callable[[list[Persona]], list[Effect]]
    form: type[ActionForm] = ActionForm
    asks_first: bool = False


def foresee_review(personas, on, due, owner):
    return reviewing(personas, on, owner)


def first_look_at_review(personas):
    """Before a day and an owner are chosen."""
    effects = reviewing(personas, timezone.localdate())
    text = "Reviewed, with the days and the owner entered above."
    return [replace(effect, text=text) if effect.changes else effect for effect in effects]


def first_look_at_owner(personas):
    """Before an owner is chosen."""
    return [Effect(each, now_owned(each), "Gets the owner chosen above.") for each in personas]


def first_look_at_trait(personas):
    """Before the statement is written."""
    return [Effect(each, "", "Gets the statement above, unless it has it.") for each in personas]


ACTIONS = [
    BulkAction(
        name="mark_reviewed",
        label="Mark reviewed, assign an owner…",
        title="Mark as reviewed",
        done="marked reviewed",
        verb=services.mark_reviewed,
        foresee=foresee_review,
        first_look=first_look_at_review,
        form=ReviewForm,
    ),
    BulkAction(
        name="assign_owner",
        label="Assign an owner…",
        title="Assign an owner",
        done="given another owner",
        verb=services.assign_owner,
        foresee=owning,
        first_look=first_look_at_owner,
        form=OwnerForm,
    ),
    BulkAction(
        name="add_trait",
        label="Add a statement…",
        title="Add a statement",
        done="given the statement",
        verb=services.add_trait,
        foresee=adding,
        first_look=first_look_at_trait,
        form=TraitForm,
        asks_first=True,
    ),
    BulkAction(
        name="publish",
        label="Publish…",
        title="Publish",
        done="published",
        verb=services.publish,
        foresee=publishing,
        first_look=publishing,
    ),
    BulkAction(
        name="put_back_to_draft",
        label="Put back to draft…",
        title="Put back to draft",
        done="put back to draft",
        verb=services.put_back_to_draft,
        foresee=drafting,
        first_look=drafting,
    ),
    BulkAction(
        name="deprecate",
        label="Deprecate…",
        title="Deprecate",
        done="deprecated",
        verb=services.deprecate,
        foresee=lambda personas, on, reason, successors: deprecating(personas),
        first_look=deprecating,
        form=DeprecateForm,
    ),
]
BY_NAME = {action.name: action for action in ACTIONS}
