"""The page for people who connect a program: what can be asked, read out of the OpenAPI document."""

from collections import defaultdict

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .interface import api
from .parts import requests_per_minute


@require_safe
def api_page(request):
    """Every operation with its parameters, by subject, and how to get a key."""
    schema = api.get_openapi_schema()
    context = {
        "section": "api",
        "version": api.version,
        "subjects": subjects_in(schema),
        "example": f"{request.build_absolute_uri(reverse('api:match_title'))}?title=VP+of+Engineering",
        "per_minute": requests_per_minute(),
        "may_add_keys": request.user.is_staff and request.user.has_perm("personas.add_apitoken"),
    }
    return render(request, "api/page.html", context)


def subjects_in(schema: dict) -> list[tuple[str, list[dict]]]:
    """The operations by their first tag, each with `path`, `summary`, `description` and `parameters`."""
    subjects = defaultdict(list)
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            parameters = [each | {"said": said_of(each)} for each in operation["parameters"]]
            subjects[operation["tags"][0]].append({**operation, "path": path, "parameters": parameters})
    return list(subjects.items())


def said_of(parameter: dict) -> str:
    """What a parameter is for, and which values it takes where there are few."""
    schema = parameter["schema"]
    values = [value for each in [schema, *schema.get("anyOf", ())] for value in each.get("enum", ())]
    text = parameter.get("description") or f"The {parameter['name']} in the address."
    return f"{text} One of: {', '.join(values)}." if values else text
