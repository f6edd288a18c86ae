"""Who uses a vocabulary row: shown on its page, and in the way of its deletion."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, ProtectedError, RestrictedError
from django.http import HttpResponseRedirect
from django.urls import reverse

from personas.handbook.writer import ROWS_OF_KIND
from personas.merges.links import counted, is_use, kind_of, links_of, links_to, told_about
from personas.models import Persona

from .base import CatalogueAdmin
from .drafts import A_DRAFT, is_seen

SHOWN = 50  # users of one kind on a page
DETAILED = 10  # rows of a bulk deletion whose users are named; for the others they are counted
MEANWHILE = "Somebody began to use it at the same moment, so nothing was deleted. Look at where it is used now."


@dataclass(frozen=True)
class Mention:
    """One user: its name, the address of its page in the admin (empty when it has none), and what else there is to
    say."""

    name: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Use:
    """All users of one kind; `mentions` stops after the first fifty, `count`, of their rows, doesn't."""

    kind: str
    count: int
    mentions: Sequence[Mention] = ()

    @property
    def more(self) -> int:
        return self.count - len(self.mentions) if len(self.mentions) >= SHOWN else 0


@dataclass(frozen=True)
class RowInUse:
    """A row that can't be deleted, and why; `merge_url` leads on for those who may merge it into another."""

    row: Model
    uses: Sequence[Use]
    merge_url: str = ""

    def __str__(self):
        return f"“{self.row}” is used: " + ", ".join(f"{use.count} {use.kind}" for use in self.uses)


def uses_of(rows: Sequence[Model], request=None) -> list[RowInUse]:
    """Those of the rows (of one model) that are used, each with its uses, of which those are named that whoever asks
    may see. A query for each kind of use, and some more for each of the first ten rows in use."""
    if not rows:
        return []
    model = type(rows[0])
    links = [link for link in links_to(model) if is_use(link)]
    counts = {link: counted(link, [row.pk for row in rows]) for link in links}
    used = [row for row in rows if any(row.pk in counts[link] for link in links)]
    found = [RowInUse(row, [use]) for row in rows if (use := use_of_kind(row, request)) and row not in used]
    for place, row in enumerate(used):
        own = [(link, counts[link][row.pk]) for link in links if row.pk in counts[link]]
        named = place < DETAILED
        uses = [Use(kind_of(link), count, mentions(link, row, request) if named else ()) for link, count in own]
        found.append(RowInUse(row, uses))
    return found


def use_of_kind(row: Model, request=None) -> Use | None:
    """What a facet of a kind of its own shows, such as all job titles: nothing points from there to the facet."""
    model = ROWS_OF_KIND.get(getattr(row, "kind", None))
    if model is None or not (count := model.objects.count()):
        return None
    personas = Persona.objects.filter(pk__in=model.objects.order_by().values("persona"))[:SHOWN]
    return Use(model._meta.verbose_name_plural, count, [mention_of(each, request) for each in personas])


def counted_uses(rows: Sequence[Model]) -> Counter[int]:
    """How many rows use each of the rows (of one model), by primary key."""
    counts: Counter[int] = Counter()
    for link in links_to(type(rows[0])) if rows else ():
        if is_use(link):
            counts.update(counted(link, [row.pk for row in rows]))
    return counts


def mentions(link: ForeignKey, row: Model, request=None) -> list[Mention]:
    """The first users of the row by the link."""
    related = [other.name for other in links_of(link.model)]
    users = link.model._base_manager.filter(**{link.name: row}).select_related(*related).order_by("pk")[:SHOWN]
    return [mention_of(told_about(link, user)[0], request) for user in users]


def mention_of(row: Model, request=None) -> Mention:
    """The row by its name, unless whoever asks may not see it."""
    if request is not None and not is_seen(request, row):
        return Mention(A_DRAFT, "")
    return Mention(str(row), change_url(row))


def change_url(row: Model) -> str:
    """The address of the row's page in the admin; empty when the admin doesn't know the model."""
    if not admin.site.is_registered(type(row)):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[quote(row.pk)])


def url_for(user, row: Model) -> str:
    """As `change_url`, and empty for a user who may not see that page."""
    name = f"{row._meta.app_label}.{{}}_{row._meta.model_name}"
    return change_url(row) if any(user.has_perm(name.format(right)) for right in ("view", "change")) else ""


class UsedAdmin(CatalogueAdmin):
    """A model whose rows others use: says by whom, and refuses to delete what is in use."""

    delete_confirmation_template = "admin/personas/vocabulary/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/personas/vocabulary/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        """As Django's own, but what is in use is named in one go, with all that uses it, whatever the database says
        about deleting it."""
        found = self.in_use(request, list(objs))
        in_use = [replace(each, merge_url=self.merge_into_url(request, each.row)) for each in found]
        return ([], {}, set(), in_use) if in_use else super().get_deleted_objects(objs, request)

    def in_use(self, request, rows: Sequence[Model]) -> list[RowInUse]:
        """Those of the rows that can't be deleted, each with its uses."""
        return uses_of(rows, request)

    def merge_into_url(self, request, row):
        """Where the user may merge the row into another, or nothing."""
        return ""

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, RestrictedError, IntegrityError):
            return self.deletion_overtaken(request)

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except (ProtectedError, RestrictedError):
            return self.deletion_overtaken(request)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            super().delete_queryset(request, queryset)

    def deletion_overtaken(self, request):
        """Back to where the deletion was asked for, which tells of the uses that are new."""
        self.message_user(request, MEANWHILE, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
