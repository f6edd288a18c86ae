"""What is known of a person, for administrators: looked at, taken out, forgotten."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from config.access.personal_data.forgetting import NotForgotten, forget
from config.access.personal_data.plan import plan_for
from config.access.roles import may_manage
from personas.views.own_data import data_file

from .chosen import possible_pks

OWN = "This is your own account: what is known of you has a page of its own."


class PersonalDataPages:
    """Adds the pages to a model admin, below the address of an account."""

    def get_app_urls(self):
        view = self.admin_site.admin_view
        base = "auth/user/<str:pk>/personal-data"
        return [
            path(f"{base}/", view(self.personal_data), name="personal_data"),
            path(f"{base}.zip", view(self.personal_data_file), name="personal_data_file"),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def personal_data(self, request, pk):
        """GET: what is known, and what becomes of it when the person is forgotten. POST: forget, if that is still what
        was shown."""
        user = account_to_manage(request, pk)
        if user.pk == request.user.pk:
            messages.info(request, OWN)
            return redirect("personas:own_data")
        if request.method != "POST":
            return self.personal_data_page(request, plan_for(user))
        try:
            name = forget(user, by=request.user, fingerprint=request.POST.get("agreed", ""))
        except NotForgotten as error:
            return self.personal_data_page(request, error.plan, str(error), 409)
        except get_user_model().DoesNotExist:
            raise Http404("There is no such account.") from None
        messages.success(request, f"Forgotten. The account is called {name} now.")
        return redirect("admin:auth_user_changelist")

    def personal_data_page(self, request, plan, notice="", status=200):
        context = self.admin_site.each_context(request) | {
            "title": f"Personal data of {plan.user}",
            "plan": plan,
            "person": plan.user,
            "notice": notice,
        }
        return TemplateResponse(request, "admin/access/personal_data.html", context, status=status)

    @method_decorator(require_safe)
    def personal_data_file(self, request, pk):
        """What is known, as a file for the person."""
        return data_file(request, account_to_manage(request, pk))


def account_to_manage(request, pk: str):
    """The account. Raises PermissionDenied for those who may not manage it, and Http404."""
    if not request.user.has_perm("auth.change_user"):
        raise PermissionDenied
    user = get_user_model().objects.filter(pk__in=possible_pks([pk])).first()
    if user is None:
        raise Http404("There is no such account.")
    if not may_manage(request.user, user):
        raise PermissionDenied
    return user
