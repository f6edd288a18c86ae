"""The admin site: its names, and its start page in sections that say what is kept where."""

from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from config.admin_refusals import refuse_nonsense
from config.recent_changes import recent_changes
from config.work_lists import work_items_for

LAST = 1000
ON_SITE = "r/<path:content_type_id>/<path:object_id>/"


class DramatisAdminSite(AdminSite):
    """The plain Django admin; an app's list is split by its model admins' `section` and ordered by their `place`."""

    site_header = "Dramatis"
    site_title = "Dramatis admin"
    index_title = "Keep the catalogue"

    def get_urls(self):
        """The stock addresses, and before them what model admins add to their whole app by `get_app_urls`."""
        adding = [model_admin for model_admin in self._registry.values() if hasattr(model_admin, "get_app_urls")]
        on_site = path(ON_SITE, self.admin_view(self.row_on_site), name="view_on_site")
        return [on_site, *(url for each in adding for url in each.get_app_urls()), *super().get_urls()]

    def row_on_site(self, request, content_type_id, object_id):
        """The stock way from a row to its page, for those in whose list the row stands. Raises Http404."""
        is_number = content_type_id.isdecimal() and len(content_type_id) < 10 and len(object_id) < 19
        kind = ContentType.objects.filter(pk=content_type_id).first() if is_number else None
        desk = self._registry.get(kind.model_class()) if kind else None
        if desk is None or not desk.has_view_permission(request) or desk.get_object(request, object_id) is None:
            raise Http404("There is no such row in your lists.")
        return shortcut(request, content_type_id, object_id)

    def admin_view(self, view, cacheable=False):
        """The stock guard around a view, behind which lists are held against their addresses."""
        return super().admin_view(refuse_nonsense(view), cacheable)

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """The one sign-in page of the site, also for the admin; who is signed in and may not enter is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if request.user.is_authenticated:
            context = {"again": redirect_to_login(wanted).url}
            return render(request, "registration/no_admin.html", context, status=403)
        return redirect_to_login(wanted)

    def password_change(self, request, extra_context=None):
        """The one page for it."""
        return redirect("own_password")

    def index(self, request, extra_context=None):
        """The start page: what needs attention, what to do, who changed what lately, and then the stock list."""
        sections = work_items_for(request.user)
        attention = [(name, [item for item in items if item.count or item.or_more]) for name, items in sections]
        context = {
            "has_work_lists": bool(sections),
            "attention": [(name, items) for name, items in attention if items],
            "done": [item for name, items in sections for item in items if not (item.count or item.or_more)],
            "recent_changes": recent_changes(self.models_seen_by(request), partial(self.told_to, request)),
        }
        return super().index(request, context | (extra_context or {}))

    def models_seen_by(self, request):
        """The registered models whose rows the user may look at."""
        return [model for model, desk in self._registry.items() if desk.has_view_permission(request)]

    def told_to(self, request, entries):
        """Those entries of the history that may be told to the user. Of rows that a model admin doesn't show all to
        them (`shows_all_to`) it is those that stand in their own list."""
        for model, desk in self._registry.items():
            if not hasattr(desk, "shows_all_to") or desk.shows_all_to(request.user):
                continue
            about = [entry for entry in entries if entry.content_type.model_class() is model]
            keys = desk.get_queryset(request).filter(pk__in=[entry.object_id for entry in about]) if about else ()
            theirs = {str(row.pk) for row in keys}
            entries = [entry for entry in entries if entry not in about or entry.object_id in theirs]
        return entries

    def get_app_list(self, request, app_label=None):
        """The stock list of apps, with an app that has sections as one entry a section, before all others; sections of
        the same name in several apps are one."""
        apps = super().get_app_list(request, app_label)
        sections = {}
        for section in [section for app in apps for section in self.sections_of(app)]:
            sections.setdefault(section["name"], section | {"models": []})["models"].extend(section["models"])
        return sorted(sections.values(), key=lambda section: self.place_of(section["models"][0]) == LAST)

    def sections_of(self, app):
        """The entry of one app as a list of entries that differ in `name` and `models` only."""
        sections = {}
        for entry in sorted(app["models"], key=self.place_of):
            name = getattr(self.get_model_admin(entry["model"]), "section", app["name"])
            sections.setdefault(name, []).append(entry)
        return [app | {"name": name, "models": models} for name, models in sections.items()]

    def place_of(self, entry):
        """Where a model stands in its app's list; models that don't say keep their alphabetical order."""
        return getattr(self.get_model_admin(entry["model"]), "place", LAST)
