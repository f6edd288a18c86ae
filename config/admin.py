"""The admin site: its names, and its start page in sections that say what is kept where."""

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from config.recent_changes import recent_changes
from config.work_lists import work_items_for

LAST = 1000


class DramatisAdminSite(AdminSite):
    """The plain Django admin; an app's list is split by its model admins' `section` and ordered by their `place`."""

    site_header = "Dramatis"
    site_title = "Dramatis admin"
    index_title = "Keep the catalogue"

    def get_urls(self):
        """The stock addresses, and before them what model admins add to their whole app by `get_app_urls`."""
        adding = [model_admin for model_admin in self._registry.values() if hasattr(model_admin, "get_app_urls")]
        return [url for model_admin in adding for url in model_admin.get_app_urls()] + super().get_urls()

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

    def index(self, request, extra_context=None):
        """The start page: what needs attention, what to do, who changed what lately, and then the stock list."""
        sections = work_items_for(request.user)
        attention = [(name, [item for item in items if item.count or item.or_more]) for name, items in sections]
        context = {
            "has_work_lists": bool(sections),
            "attention": [(name, items) for name, items in attention if items],
            "done": [item for name, items in sections for item in items if not (item.count or item.or_more)],
            "recent_changes": recent_changes(self.models_seen_by(request)),
        }
        return super().index(request, context | (extra_context or {}))

    def models_seen_by(self, request):
        """The registered models whose rows the user may look at."""
        return [model for model, desk in self._registry.items() if desk.has_view_permission(request)]

    def get_app_list(self, request, app_label=None):
        """The stock list of apps, with an app that has sections as one entry a section, before all others."""
        apps = super().get_app_list(request, app_label)
        sections = [section for app in apps for section in self.sections_of(app)]
        return sorted(sections, key=lambda section: self.place_of(section["models"][0]) == LAST)

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
