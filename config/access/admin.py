"""People and roles in the admin: administrators keep them without reaching any right that isn't their own."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from axes.utils import reset
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple

from config.access import audit
from config.access.roles import is_role, let_in, may_give, may_manage, role_names, roles_were_set

SECTION = "People and rights"
GROUPS = "Whoever has one with rights works in the admin. The four roles come with Dramatis."
OWN_CLOSED = "This is your own account: ask another administrator to close it."

# Of django-allauth only the protocol is used, so there is nothing to look at in most of its tables.
admin.site.unregister([User, Group, EmailAddress, SocialAccount, SocialApp, SocialToken])


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Accounts. Whoever may only look sees names; what a superuser is made of is for superusers."""

    section = SECTION
    list_display = ["username", "full_name", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_help_text = "Searches names and e-mail addresses."
    NAMES = (None, {"fields": ("username", "first_name", "last_name")})
    filter_horizontal = ["user_permissions"]
    KEPT = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("is_active", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    @admin.display(description="name", ordering="first_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description="roles")
    def roles(self, user):
        names = ", ".join(group.name for group in user.groups.all())
        return f"Superuser, {names}".strip(", ") if user.is_superuser else names

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def is_kept_by(self, user) -> bool:
        return user.has_perm("auth.change_user")

    def get_list_display(self, request):
        return self.list_display if self.is_kept_by(request.user) else ["username", "full_name"]

    def get_list_filter(self, request):
        return self.list_filter if self.is_kept_by(request.user) else []

    def get_search_fields(self, request):
        names = ["username", "first_name", "last_name"]
        return [*names, "email"] if self.is_kept_by(request.user) else names

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def lookup_allowed(self, lookup, value, request=None):
        # An address that filters by what isn't shown would tell it letter by letter.
        field = lookup.partition("__")[0]
        is_shown = self.is_kept_by(request.user) or field in ("id", "username", "first_name", "last_name")
        return is_shown and super().lookup_allowed(lookup, value, request)

    def get_fieldsets(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return self.KEPT if self.is_kept_by(request.user) and may_manage(request.user, obj) else (self.NAMES,)

    def get_readonly_fields(self, request, obj=None):
        return ["last_login", "date_joined"]

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one by one, so that each is asked about
        return actions

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            given = [group.pk for group in Group.objects.all() if may_give(request.user, group)]
            kwargs |= {"queryset": Group.objects.filter(pk__in=given).order_by("name")}
            kwargs |= {"widget": CheckboxSelectMultiple, "label": "Roles and groups", "help_text": GROUPS}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return own_account_form(form) if obj is not None and obj.pk == request.user.pk else form

    def save_model(self, request, obj, form, change):
        was_open = change and "is_active" in form.changed_data
        super().save_model(request, obj, form, change)
        if not change:
            audit.record("account_made", by=request.user, subject=obj.get_username(), request=request)
        elif was_open:
            kind = "account_opened" if obj.is_active else "account_closed"
            audit.record(kind, by=request.user, subject=obj.get_username(), request=request)

    def save_related(self, request, form, formsets, change):
        before = role_names(form.instance)
        super().save_related(request, form, formsets, change)
        roles_were_set(form.instance, before, by=request.user, request=request)

    def user_change_password(self, request, id, form_url=""):
        """The stock page; a new password opens the name for those who were locked out, too."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            reset(username=User.objects.get(pk=id).get_username())
        return response


def own_account_form(form):
    """The form of somebody's own account, which can't close it."""

    def clean_is_active(self):
        if not self.cleaned_data["is_active"]:
            raise ValidationError(OWN_CLOSED)
        return True

    return type(
        form.__name__, (form,), {"clean_is_active": clean_is_active} if "is_active" in form.base_fields else {}
    )


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups. The four roles are as they are; others can be made, with rights that their maker has."""

    section = SECTION

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_open_to(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_open_to(request.user, obj)

    def is_open_to(self, user, group: Group | None) -> bool:
        return group is None or (not is_role(group) and may_give(user, group))

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # it would ask about no group in particular
        return actions

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions" and not request.user.is_superuser:
            own = request.user.get_all_permissions()
            known = Permission.objects.values_list("pk", "content_type__app_label", "codename")
            kept = [pk for pk, app, name in known if f"{app}.{name}" in own]
            kwargs["queryset"] = Permission.objects.filter(pk__in=kept)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for user in form.instance.user_set.all():
            let_in(user)
