"""Which rows a table takes out: those of a list in the admin as somebody has narrowed it."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet

from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.resource import Table


def chosen_rows(request, table: type[Table]) -> QuerySet:
    """The table's rows, of those in the list that the request's filters and search make.

    Raises SheetError for filters that the list doesn't know.
    """
    rows = table._meta.model._default_manager.all()
    if not request.GET:
        return rows
    return rows.filter(**{f"{table.path}__in": listed(request, table.listed).order_by().values("pk")})


def listed(request, model) -> QuerySet:
    """The rows of the model's list in the admin, with the request's filters and search. Raises SheetError."""
    try:
        changelist = admin.site.get_model_admin(model).get_changelist_instance(request)
        return changelist.get_queryset(request)
    except IncorrectLookupParameters as error:
        raise SheetError("These filters don't fit the list any more: choose them again.") from error


def may_take_out(request, table: type[Table]) -> bool:
    return admin.site.get_model_admin(table.listed).has_view_permission(request)


def may_bring_in(request, table: type[Table]) -> bool:
    return request.user.has_perms(table.permissions)
