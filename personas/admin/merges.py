"""Merging in the admin: rows ticked in a list, or one row into another; a preview of all that moves; and the deed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from rapidfuzz import fuzz, process

from personas.different_traits import PairGoneError, take_back, tell_apart
from personas.merges import MergeError, StaleMerge, merge, plan_merge
from personas.models import DifferentTraits
from personas.near_duplicates import near_duplicates
from personas.wording import lookup_key

from .chosen import possible_pks
from .used_by import UsedAdmin, change_url, counted_uses, uses_of

MOST_ROWS = 20
CANDIDATES = 30
PAIRS = 100
PAIR_GONE = "Nothing was written: somebody has merged, moved or deleted one of the two meanwhile."


class MergeAdmin(UsedAdmin):
    """Rows of the vocabulary that may turn out to be the same. `wording` is the field that says what they are."""

    wording = "name"
    change_form_template = "admin/personas/vocabulary/change_form.html"
    actions = ["merge_chosen"]

    def get_urls(self):
        name = f"personas_{self.opts.model_name}"
        views = [
            path("merge/", self.admin_site.admin_view(self.merge_view), name=f"{name}_merge"),
            path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_into), name=f"{name}_merge_into"),
        ]
        return views + super().get_urls()

    def has_merge_permission(self, request):
        """Rows change and go, and what personas say of themselves changes."""
        may_change_personas = request.user.has_perm("personas.change_persona")
        return may_change_personas and self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_into_url(self, request, row):
        if not self.has_merge_permission(request):
            return ""
        return reverse(f"admin:personas_{self.opts.model_name}_merge_into", args=[row.pk])

    def refuse_without_permission(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied

    @admin.action(description="Merge…", permissions=["merge"])
    def merge_chosen(self, request, queryset):
        """From the list to the preview."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
        if not 2 <= len(keys) <= MOST_ROWS:
            number = f"2 to {MOST_ROWS} {self.opts.verbose_name_plural}"
            self.message_user(request, f"To merge, tick {number} that are the same thing.", messages.WARNING)
            return None
        return HttpResponseRedirect(self.merge_url(keys))

    def merge_url(self, keys, **more):
        """The address of the preview for those rows."""
        rows = {"rows": ",".join(map(str, keys))}
        return f"{reverse(f'admin:personas_{self.opts.model_name}_merge')}?{urlencode(rows | more)}"

    def merge_view(self, request):
        """GET: what would move. POST: move it, if it is still what was read; else show what would move now."""
        self.refuse_without_permission(request)
        sent = request.POST if request.method == "POST" else request.GET
        rows = self.chosen_rows(sent.get("rows", ""))
        if len(rows) < 2:
            text = f"Choose two {self.opts.verbose_name_plural} or more that are still there. Nothing was merged."
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(self.list_url())
        kept = self.chosen_to_stay(rows, sent.get("keep", ""))
        if request.method == "POST":
            return self.merge_rows(request, rows, kept)
        return self.preview(request, rows, plan_merge(kept, [row for row in rows if row != kept]))

    def merge_rows(self, request, rows, kept):
        """Carries the merge out, or says why not."""
        gone = [row for row in rows if row != kept]
        try:
            plan = merge(kept, gone, by=request.user, fingerprint=request.POST.get("fingerprint", ""))
        except StaleMerge as stale:
            return self.preview(request, rows, stale.plan, str(stale), status=409)
        except MergeError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self.merge_url([row.pk for row in rows], keep=kept.pk))
        self.message_user(request, outcome(plan), messages.SUCCESS)
        back = request.POST.get("back") == "near-duplicates" and "near_duplicates"
        return HttpResponseRedirect(reverse(f"admin:personas_trait_{back}") if back else change_url(kept))

    def preview(self, request, rows, plan, overtaken="", status=200):
        """The page that says what would move."""
        counts = counted_uses(rows)
        sent = request.POST if request.method == "POST" else request.GET
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(rows)} {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "rows": [(row, counts[row.pk]) for row in rows],
            "keys": ",".join(str(row.pk) for row in rows),
            "plan": plan,
            "sections": [shown(section) for section in plan.sections],
            "kept_url": change_url(plan.kept),
            "definition": plan.definition,
            "overtaken": overtaken,
            "back": "near-duplicates" if sent.get("back") == "near-duplicates" else "",
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/personas/merge/preview.html", context, status=status)

    def merge_into(self, request, object_id):
        """Looks for the row that this one is the same as: the closest wordings, or those that hold what is typed."""
        self.refuse_without_permission(request)
        row = self.get_object(request, object_id) if possible_pks([object_id]) else None
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} of that number.")
        term = request.GET.get("q", "").replace("\0", "").strip()
        others = self.candidates(request, row, term)
        counts = counted_uses(others)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{row}” into another {self.opts.verbose_name}",
            "opts": self.opts,
            "row": row,
            "term": term,
            "candidates": [
                (other, counts[other.pk], self.merge_url([row.pk, other.pk], keep=other.pk)) for other in others
            ],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/personas/merge/into.html", context)

    def candidates(self, request, row, term):
        """At most thirty rows that this one could be merged into: those found by the term, or the closest ones."""
        others = self.mergeable_with(row)
        if term:
            found, _ = self.get_search_results(request, others, term)
            others = self.model._default_manager.filter(pk__in=found.order_by().values("pk"))
        wordings = dict(others.order_by().values_list("pk", self.wording))
        words = {key: lookup_key(text) for key, text in wordings.items()}
        closest = process.extract(
            lookup_key(getattr(row, self.wording)), words, scorer=fuzz.token_sort_ratio, limit=CANDIDATES
        )
        rows = self.model._default_manager.in_bulk([key for _, _, key in closest])
        return [rows[key] for _, _, key in closest if key in rows]

    def mergeable_with(self, row):
        """The rows that this one could be the same as."""
        return self.model._default_manager.exclude(pk=row.pk)

    def chosen_rows(self, sent):
        """The rows of the primary keys in the text, in the order of their keys; whatever else it holds is passed
        over."""
        keys = possible_pks(sent.split(",")[: MOST_ROWS * 5])[:MOST_ROWS]
        return list(self.model._default_manager.filter(pk__in=keys).order_by("pk"))

    def chosen_to_stay(self, rows, sent):
        """The row that stays: the one asked for, else the most used one."""
        counts = counted_uses(rows)
        asked = next((row for row in rows if str(row.pk) == sent), None)
        return asked or max(rows, key=lambda row: (counts[row.pk], -row.pk))

    def list_url(self):
        return reverse(f"admin:personas_{self.opts.model_name}_changelist")

    def shows_uses(self, request, obj):
        """Whether the row's page lists who uses it, for a page that has no such rows in its form."""
        return True

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            in_use = uses_of([obj], request) if self.shows_uses(request, obj) else []
            context["uses"] = in_use[0].uses if in_use else []
            context["merge_into_url"] = self.merge_into_url(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


class NearDuplicatesAdmin(MergeAdmin):
    """Traits: the ones that look alike have a page of their own."""

    change_list_template = "admin/personas/trait/change_list.html"

    def get_urls(self):
        pages = [
            ("near-duplicates/", self.near_duplicates, "near_duplicates"),
            ("near-duplicates/differ/", require_POST(self.tell_apart), "tell_apart"),
            ("near-duplicates/undo/", require_POST(self.take_back), "take_back"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"personas_trait_{name}") for route, view, name in pages
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        may_merge = {"may_merge": self.has_merge_permission(request)}
        return super().changelist_view(request, may_merge | (extra_context or {}))

    def near_duplicates(self, request):
        """The pairs that look alike, the closest first, each with the way to its merge."""
        self.refuse_without_permission(request)
        found = near_duplicates()
        shown_pairs = found.pairs[:PAIRS]
        keys = {key for pair in shown_pairs for key in (pair.one, pair.other)}
        traits = self.model._default_manager.select_related("facet").in_bulk(keys)
        counts = counted_uses(list(traits.values()))
        rows = [
            (
                [(traits[key], counts[key]) for key in (pair.one, pair.other)],
                self.merge_url_of(pair),
                f"{pair.one},{pair.other}",
            )
            for pair in shown_pairs
            if pair.one in traits and pair.other in traits
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "Statements that look alike",
            "opts": self.opts,
            "pairs": rows,
            "count": len(found.pairs),
            "is_complete": found.is_complete,
            "more": len(found.pairs) - len(shown_pairs),
            "told_apart": self.told_apart(request),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/personas/merge/near_duplicates.html", context)

    def tell_apart(self, request):
        """POST of a pair: it is suggested no more. The page then offers to take that back."""
        if pair := self.decided(request, tell_apart):
            return HttpResponseRedirect(f"{self.near_duplicates_url()}?{urlencode({'apart': told_keys(pair)})}")
        return HttpResponseRedirect(self.near_duplicates_url())

    def take_back(self, request):
        """POST of a pair that was told apart: it is suggested again."""
        if pair := self.decided(request, take_back):
            text = "Taken back: “{}” and “{}” are compared again.".format(*pair)
            self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.near_duplicates_url())

    def decided(self, request, verb):
        """The pair that was sent, after the verb; None, with a message, when it is no pair or no longer one."""
        self.refuse_without_permission(request)
        keys = possible_pks(request.POST.get("rows", "")[:50].split(","))
        try:
            if len(keys) == 2:
                return verb(*keys, by=request.user)
        except (PairGoneError, IntegrityError):
            pass
        self.message_user(request, PAIR_GONE, messages.WARNING)
        return None

    def told_apart(self, request):
        """The pair that was told apart a moment ago, if the address says so and it still is."""
        keys = possible_pks(request.GET.get("apart", "")[:50].split(","))
        pairs = DifferentTraits.objects.filter(first__in=keys, second__in=keys).select_related("first", "second")
        pair = pairs.first() if len(keys) == 2 else None
        return pair and {"traits": (pair.first, pair.second), "keys": told_keys((pair.first, pair.second))}

    def near_duplicates_url(self):
        return reverse("admin:personas_trait_near_duplicates")

    def merge_url_of(self, pair):
        return self.merge_url([pair.one, pair.other], back="near-duplicates")


def told_keys(pair):
    """The pair's primary keys as one text, which `possible_pks` reads when it is split."""
    return ",".join(str(trait.pk) for trait in pair)


def shown(section):
    """A section of the preview with the addresses of what its lines are about."""
    lines = [(str(line.about), change_url(line.about), line) for line in section.lines]
    return {"section": section, "more": section.count - len(lines), "lines": lines}


def outcome(plan):
    """What was done, in one line of safe HTML with a link to the result."""
    names = ", ".join(f"“{row}”" for row in plan.gone)
    return format_html(
        'Merged {} into “<a href="{}">{}</a>”: {} moved, {} became one. What went is kept as an alias.',
        names,
        change_url(plan.kept),
        plan.kept,
        plan.moved_count,
        len(plan.joined),
    )
