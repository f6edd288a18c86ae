"""The interface itself: who may ask, how often, and how mistakes are answered."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import URLPattern
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string
from django.views.decorators.vary import vary_on_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

VERSION = "1"
# Where the apps keep their resources. An app that has some adds its line.
RESOURCES = ("personas.api.router", "journeys.api.router", "enablement.api.router")
NO_KEY = (
    "This needs a key that is in force, in a header: “Authorization: Bearer …”. The page /api/ says how to get one."
)
NOWHERE = "There is nothing at this address: the page /api/ lists what there is."
ONLY_READ = "Everything here is only read: ask with GET."
DESCRIPTION = (
    "Who your people are, for other programs: which persona a job title means, and the catalogue behind it. "
    "Everything is read-only, and a key shows what its owner may see."
)

api = NinjaAPI(
    title="Dramatis",
    version=VERSION,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    auth=import_string("personas.api.access.BearerKey")(),
    throttle=import_string("personas.api.access.KeyThrottle")(),
)


def answer(request, sentence: str, status: int, **headers: str):
    """A problem as JSON."""
    return JsonResponse({"detail": sentence}, status=status, headers=headers)


@api.exception_handler(AuthenticationError)
def no_key(request, error):
    return answer(request, NO_KEY, 401, **{"WWW-Authenticate": 'Bearer realm="Dramatis"'})


@api.exception_handler(Throttled)
def too_often(request, error):
    return answer(request, f"That was too often: try again in {error.wait} seconds.", 429)


@api.exception_handler(HttpError)
def problem(request, error):
    return answer(request, str(error), error.status_code)


@api.exception_handler(ValidationError)
def bad_values(request, error):
    return answer(request, " ".join(sentence_of(each) for each in error.errors), 422)


def sentence_of(error: dict) -> str:
    """One wrong value in words."""
    name = error["loc"][-1]
    if error["type"] == "missing":
        return f"“{name}” is missing: add it to the address."
    text = error["msg"]
    return f"“{name}”: {text[0].lower()}{text[1:]}."


def with_known_parameters(view):
    """The view, refusing what its address doesn't know, and what no database can look for."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        refuse_odd_query(request.GET, parameters_of(view))
        return view(request, *args, **kwargs)

    return checked


def parameters_of(view) -> list[str]:
    """The parameters that may stand in the query, in order."""
    models = (each for each in view._ninja_operation.models if each.__ninja_param_source__ == "query")
    return [name for each in models for name in getattr(each, "__ninja_flatten_map__", None) or each.model_fields]


def refuse_odd_query(query, known: list[str]) -> None:
    """Raise HttpError for parameters that aren't known, come twice, or hold a NUL."""
    for name, values in query.lists():
        if name not in known:
            offered = f"It knows {', '.join(known)}." if known else "It takes none."
            raise HttpError(422, f"This address doesn't know the parameter “{name[:60]}”. {offered}")
        if len(values) > 1:
            raise HttpError(422, f"“{name}” is there {len(values)} times: give it once.")
        if "\0" in values[0]:
            raise HttpError(422, f"“{name}” holds a NUL character, which no text has.")


api.add_decorator(with_known_parameters)
for each in RESOURCES:
    api.add_router("", each)


def for_programs(view):
    """The view as other programs need it: no redirect to the sign-in page, problems as JSON, nothing kept by caches
    that several people share."""

    @login_not_required
    @vary_on_headers("Authorization")
    @wraps(view, updated=())
    def answered(request, *args, **kwargs):
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = view(request, *args, **kwargs)
        request.method = asked  # by which the server leaves out the body
        if response.status_code == 405:
            response = answer(request, ONLY_READ, 405, Allow="GET, HEAD")
        patch_cache_control(response, private=True)
        return response

    answered.csrf_exempt = True
    return answered


def readable_schema(view):
    """The OpenAPI document, for those who are signed in and for programs with a key."""

    @wraps(view, updated=())
    def answered(request, *args, **kwargs):
        if request.user.is_authenticated or api.auth[0](request):
            return view(request, *args, **kwargs)
        return no_key(request, None)

    return answered


api.docs_decorator = readable_schema


@login_not_required
def nowhere(request, *args, **kwargs):
    """Below the interface's address, what isn't there is said as JSON, too."""
    return answer(request, NOWHERE, 404)


nowhere.csrf_exempt = True


def addresses() -> tuple[list[URLPattern], str, str]:
    """The interface's addresses, to be put below its version."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        # The library's own answer at the root is a page for people.
        pattern.callback = nowhere if pattern.name == "api-root" else for_programs(pattern.callback)
    return patterns, app_name, namespace


def alias_of(mounted: tuple[list[URLPattern], str, str], name: str):
    """The view of a resource, to be reached at another address as well."""
    return next(pattern.callback for pattern in mounted[0] if pattern.name == name)
