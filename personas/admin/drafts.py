"""Rows that tell of drafts, in the admin: for those who may see drafts, whatever else others may do there."""

from django.contrib import admin
from django.db.models import Model, Prefetch, Q, QuerySet, prefetch_related_objects

from personas.merges.links import links_of
from personas.models import Persona
from personas.querysets import may_see_drafts

A_DRAFT = "A draft"


class DraftsHidden:
    """A model admin of rows that are about personas; `about` is the way from a row to them, `names` are the fields in
    which a row has several. Who may not see drafts has no row here that is about drafts alone, and reads of no draft
    among those that a row has."""

    about = ""
    names = ()

    @property
    def hides_rows(self) -> bool:
        return bool(self.about) or type(self).without_drafts is not DraftsHidden.without_drafts

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if may_see_drafts(request.user) else self.without_drafts(rows, request.user)

    def without_drafts(self, rows: QuerySet, user) -> QuerySet:
        """Those that are about nobody, or about somebody whom the user may see."""
        if not self.about:
            return rows
        every = self.model._base_manager.order_by()
        shown = every.filter(**{f"{self.about}__in": Persona.objects.visible_to(user).order_by().values("pk")})
        taken = every.filter(**{f"{self.about}__isnull": False})
        return rows.filter(Q(pk__in=shown.values("pk")) | ~Q(pk__in=taken.values("pk")))

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        # A form offers what its user may see, and has to know of the others, which stay.
        is_only_shown = row is not None and not self.has_change_permission(request, row)
        if is_only_shown and not may_see_drafts(request.user):
            prefetch_related_objects([row], *self.parts_seen(request.user))
        return row

    def parts_seen(self, user) -> list[Prefetch]:
        """What of the row's own the user may see, where that isn't all."""
        return [Prefetch(name, Persona.objects.visible_to(user)) for name in self.names]

    def shows_all_to(self, user) -> bool:
        """Whether no row is hidden from the user."""
        return may_see_drafts(user) or not self.hides_rows


def is_seen(request, row: Model) -> bool:
    """Whether the row may be named to the user: it, and all that it belongs to, stands in the lists of theirs."""
    if may_see_drafts(request.user):
        return True
    model = type(row)
    desk = admin.site.get_model_admin(model) if admin.site.is_registered(model) else None
    if isinstance(desk, DraftsHidden):
        return desk.get_queryset(request).filter(pk=row.pk).exists()
    above = [getattr(row, link.name) for link in links_of(model) if link.editable and getattr(row, link.attname)]
    return all(is_seen(request, each) for each in above)
