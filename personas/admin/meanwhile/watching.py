"""A page of the admin that isn't saved over what others saved while it was open."""

import copy
import re
from collections.abc import Iterable, Sequence

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Model
from django.template.response import TemplateResponse
from django.urls import reverse

from .changes import Act, Meanwhile, acts_since, last_entry
from .comparing import Compared
from .joining import as_new, is_saved_already, joined, without_gone
from .lists import WatchedListAdmin
from .overtaken import OVERTAKEN, OvertakenError
from .states import cells_of, state_of
from .tokens import BEFORE, SHOWN, Shown, name_of, opened, sealed

JOIN = "_join"
GONE = "admin/meanwhile/gone.html"
OURS = re.compile("^_|^csrfmiddlewaretoken$|_FORMS$|-id$")  # fields that nobody types in


def hold(row: Model, links: Iterable[tuple[type[Model], str]] = ()) -> None:
    """Lock the row until the transaction ends: everybody else who saves its page waits, and sees what was saved. Then
    the rows on its page, `links` being their models and the fields by which they belong to it: others write those
    without its page."""
    type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if connection.features.has_select_for_update:
        for model, link in links:
            rows = model._base_manager.select_for_update().filter(**{link: row.pk}).order_by("pk")
            list(rows.values_list("pk", flat=True))


def refusing(form_class: type, sentence: str) -> type:
    """The class of form with that as an error."""

    class Refusing(form_class):
        def clean(self):
            data = super().clean()
            self.add_error(None, sentence)
            return data

    return Refusing


class WatchedAdmin(WatchedListAdmin, admin.ModelAdmin):
    """Every change form carries what it showed. One that is sent without that, or after others saved the same row, is
    shown again with all that was typed, and what others did."""

    def mark_of(self, row) -> int:
        """Where the history stands in which `acts_since` looks."""
        return last_entry()

    def acts_since(self, rows: Sequence[Model], mark: int, viewer) -> list[Act]:
        """Who did what since then to the page's row, which is the first, and to others on its page."""
        return acts_since(rows, mark, viewer)

    def differences_since(self, request, row, mark: int) -> list:
        """The changes by facet, for a model whose history can tell."""
        return []

    def recover_url(self, request) -> str:
        """Where rows that were deleted can be had back; empty for nowhere."""
        return ""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """As Django's own; what somebody else changes just while it is saved is told on the form, which keeps all."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self.save_page(request, object_id, form_url, extra_context)
        except (IntegrityError, OperationalError, OvertakenError):
            request.is_overtaken = True
            return self.save_page(request, object_id, form_url, extra_context)

    def save_page(self, request, object_id, form_url, extra_context):
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        # Django's own step inside the transaction of a page: what is looked at here stays so until it is saved.
        if request.method == "POST" and object_id is not None and not getattr(request, "is_preview", False):
            request.meanwhile = found = self.look_again(request, unquote(object_id))
            if found and found.is_gone:
                return self.offer_anew(request, extra_context)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    # Looking ---------------------------------------------------------------------------------------------------------

    def look_again(self, request, key: str) -> Meanwhile | None:
        """What others changed since the page was shown, with the row locked; None for nothing, and for a row that
        can't be changed anyway, which the page tells."""
        row = self.get_object(request, key)
        if not self.has_change_permission(request, row):
            return None
        if row is not None:
            hold(row, self.links_of_rows(request, row))
            row = self.get_object(request, key)
        if row is None:
            return self.gone(request, key)
        shown = opened(request.POST.get(SHOWN, ""), name_of(row))
        before = opened(request.POST.get(BEFORE, ""), name_of(row))
        is_joining = before is not None and JOIN in request.POST
        known = before if is_joining else shown
        compared = self.compared(request, row, known and known.state)
        compared.earlier = before.state if before else {}
        if shown and not is_joining and not compared.differs:
            request.POST = without_gone(compared) if compared.lost else request.POST
            return None
        if shown and not is_joining and is_saved_already(compared):
            request.POST = joined(compared)
            return None
        found = self.told(request, row, known, compared)
        found.is_joined = is_joining
        request.POST = joined(compared) if is_joining else without_gone(compared)
        return found

    def links_of_rows(self, request, row) -> list[tuple[type[Model], str]]:
        formsets = (formset for formset, _ in self.get_formsets_with_inlines(request, row))
        return [(formset.model, formset.fk.name) for formset in formsets]

    def compared(self, request, row, base) -> Compared:
        """The row's page as it would be shown now, held against what was sent."""
        looking = copy.copy(request)
        looking.method = "GET"
        looking.meanwhile = None
        fields = flatten_fieldsets(self.get_fieldsets(looking, row))
        form = self.get_form(looking, row, change=True, fields=fields)(instance=row)
        formsets, inlines = self._create_formsets(looking, row, change=True)
        pairs = zip(formsets, inlines, strict=True)
        watched = [formset for formset, inline in pairs if inline.has_change_permission(looking, row)]
        return Compared(base, list(cells_of(form, watched)), watched, request.POST, request.FILES)

    def told(self, request, row, shown: Shown | None, compared: Compared) -> Meanwhile:
        found = Meanwhile(self.opts.verbose_name, changes=compared.changes, is_known=shown is not None)
        found.shown = sealed(Shown(name_of(row), self.mark_of(row), compared.now))
        if shown is not None:
            rows = {id(cell.instance): cell.instance for cell in compared.moved}
            found.acts = self.acts_since([row, *rows.values()], shown.mark, request.user)
            found.differences = self.differences_since(request, row, shown.mark)
            found.before = sealed(shown)
        return found

    # Rows that are gone ----------------------------------------------------------------------------------------------

    def gone(self, request, key: str) -> Meanwhile | None:
        """What is told of a row that somebody deleted; None for one that this page never showed."""
        row = self.model(pk=key)
        shown = opened(request.POST.get(SHOWN, ""), name_of(row))
        if shown is None:
            return None
        acts = self.acts_since([row], shown.mark, request.user)[:1]
        return Meanwhile(self.opts.verbose_name, acts, is_gone=True, recover_url=self.recover_url(request))

    def offer_anew(self, request, extra_context):
        """The page for a new row with all that was typed; the mere texts for those who may add none."""
        if not self.has_add_permission(request):
            return self.typed(request)
        request.POST = as_new(request.POST, [formset for formset, _ in self.get_formsets_with_inlines(request)])
        add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return super()._changeform_view(request, None, add, extra_context)

    def typed(self, request):
        names = [name for name in request.POST if not OURS.search(name)]
        texts = [(name, text) for name in names for text in request.POST.getlist(name) if text.strip()]
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": request.meanwhile.heading}
        return TemplateResponse(request, GONE, context | {"texts": texts, "meanwhile": request.meanwhile})

    # Showing ---------------------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if meanwhile := getattr(request, "meanwhile", None):
            return refusing(form, meanwhile.sentence)
        return refusing(form, OVERTAKEN) if getattr(request, "is_overtaken", False) else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["meanwhile"] = found = getattr(request, "meanwhile", None)
        if found and context.get("errors") == [[found.sentence]]:
            context["errors"] = []  # told already, with all that belongs to it
        if change and self.has_change_permission(request, obj):
            context["shown_state"] = self.shown_by(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def shown_by(self, request, context, row) -> str:
        """The signed state of the page. One that comes back is as it was shown, unless it tells of something else."""
        form = context["adminform"].form
        if form.is_bound:
            return context["meanwhile"].shown if context["meanwhile"] else request.POST.get(SHOWN, "")
        inlines = context["inline_admin_formsets"]
        watched = [inline.formset for inline in inlines if inline.has_change_permission]
        return sealed(Shown(name_of(row), self.mark_of(row), state_of(cells_of(form, watched))))
