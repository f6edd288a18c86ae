"""What was deleted, and having it again: the pages for everything but personas, which have pages of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db.models import BooleanField, ForeignKey, Model
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from reversion.models import Version

from personas.history.recovering import recover_row
from personas.history.rows import Deserializer, deleted_rows, recoverable
from personas.models import Persona

MOST = 200  # of each kind
NOTHING = "–"


@dataclass(frozen=True)
class Gone:
    """Something that was deleted: what kind of thing, its last version, and where it can be had again."""

    kind: str
    version: Version
    url: str


def urls(view) -> list:
    return [
        path("personas/deleted/", view(require_safe(deleted)), name="personas_deleted"),
        path("personas/deleted/<int:version>/", view(recover), name="personas_recover"),
    ]


def deleted_url(request, model: type[Model]) -> str:
    """Where the deleted rows of the model are; empty where there are none to be had again, or not by this user."""
    if model not in (Persona, *recoverable()) or not may_recover(request.user, model):
        return ""
    return f"{reverse('admin:personas_deleted')}?{urlencode({'kind': model._meta.label_lower})}"


def may_recover(user, model: type[Model]) -> bool:
    app, name = model._meta.app_label, model._meta.model_name
    return user.has_perms([f"{app}.add_{name}", f"{app}.change_{name}"])


def deleted(request):
    """Everything that was deleted and that the user may have again, or of one `kind`; the latest first."""
    models = [model for model in (Persona, *recoverable()) if may_recover(request.user, model)]
    if not models:
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    chosen = [model for model in models if model._meta.label_lower == kind]
    gone = sorted(
        (each for model in chosen or models for each in gone_of(model)), key=lambda each: each.version.pk, reverse=True
    )
    context = {
        "title": f"Deleted {chosen[0]._meta.verbose_name_plural}" if chosen else "Deleted",
        "gone": gone[:MOST],
        "more": len(gone) > MOST,
        "kinds": [(model._meta.label_lower, model._meta.verbose_name_plural) for model in models],
        "kind": kind if chosen else "",
    }
    return TemplateResponse(request, "admin/personas/history/deleted.html", admin.site.each_context(request) | context)


def gone_of(model: type[Model]) -> Iterator[Gone]:
    name = "admin:personas_persona_recover" if model is Persona else "admin:personas_recover"
    for version in deleted_rows(model).defer("serialized_data")[: MOST + 1]:
        yield Gone(model._meta.verbose_name, version, reverse(name, args=[version.pk]))


def recover(request, version):
    """GET: what the row was. POST: have it again."""
    model = get_object_or_404(Version.objects.select_related("content_type"), pk=version).content_type.model_class()
    if model not in recoverable():
        raise Http404("Of this the history keeps no rows.")
    if not may_recover(request.user, model):
        raise PermissionDenied
    kept = get_object_or_404(deleted_rows(model), pk=version)
    problem = ""
    if request.method == "POST":
        try:
            return recovered(request, kept)
        except ValidationError as error:
            problem = " ".join(dict.fromkeys(error.messages))
    first, *parts = Deserializer(kept.serialized_data)
    context = {
        "title": f"Recover “{kept.object_repr}”",
        "version": kept,
        "kind": model._meta.verbose_name,
        "list_url": deleted_url(request, model),
        "problem": problem,
        "values": list(values_of(first)),
        "parts": [(part.object._meta.verbose_name, name_of(part.object)) for part in parts],
    }
    context |= admin.site.each_context(request)
    return TemplateResponse(request, "admin/personas/history/recover_row.html", context)


def recovered(request, kept: Version) -> HttpResponseRedirect:
    back = recover_row(kept, by=request.user)
    messages.success(request, f"“{back.row}” is back.")
    if back.left_out:
        names = ", ".join(f"“{name}”" for name in back.left_out)
        messages.warning(request, f"There is no place any more for {names}, which stayed away.")
    meta = back.row._meta
    return HttpResponseRedirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[back.row.pk]))


def values_of(kept: DeserializedObject) -> Iterator[tuple[str, str]]:
    """What an editor could fill in, in words: each label with its value, as far as there is one."""
    row = kept.object
    for field in row._meta.concrete_fields:
        if field.editable and not field.primary_key and getattr(row, field.attname) not in (None, ""):
            yield field.verbose_name, value_of(row, field)
    for name, keys in (kept.m2m_data or {}).items():
        link = row._meta.get_field(name)
        if keys:
            yield link.verbose_name, ", ".join(map(str, link.related_model._base_manager.filter(pk__in=keys)))


def value_of(row: Model, field) -> str:
    if isinstance(field, ForeignKey):
        return related(row, field.name)
    if isinstance(field, BooleanField):
        return "yes" if getattr(row, field.attname) else "no"
    return display_for_field(getattr(row, field.attname), field, NOTHING)


def related(row: Model, name: str) -> str:
    try:
        return str(getattr(row, name))
    except ObjectDoesNotExist:
        return "gone"


def name_of(row: Model) -> str:
    """What the row calls itself, unless that names others that are gone."""
    try:
        return str(row)
    except ObjectDoesNotExist:
        return NOTHING
