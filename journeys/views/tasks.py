"""Content to make: the list, and the page of one to-do with what can be done about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from journeys.assets.outcome_form import OutcomeForm, offered
from journeys.assets.task_filter import TaskFilter
from journeys.content_tasks import drop_task, finish_task, like, may_finish, reopen_task
from journeys.models import ContentTask
from personas.links import CatalogueLinks
from personas.models import Persona
from personas.views.lists import filter_context, listing, page_of, title_of

PAGE_SIZE = 30
RELATED = ("persona", "stage__journey", "content_format", "owner", "asset", "created_by")


@require_safe
def task_list(request):
    """What is to be made, the most urgent first."""
    visible = ContentTask.objects.visible_to(request.user)
    filtered = TaskFilter(request.GET, visible, request.user)
    context = page_of(request, filtered.qs.select_related(*RELATED).by_day(), PAGE_SIZE)
    context |= filter_context(filtered, "tasks") | {
        "section": "tasks",
        "title": title_of("Content to make", filtered, context),
        "is_empty": not visible.exists(),
    }
    return listing(request, "journeys/assets/tasks.html", "journeys/assets/_task_results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request, pk):
    """One to-do. POST says what became of it: `done`, `drop` or `reopen`."""
    found = task_of(request, pk)
    form = OutcomeForm(request.POST if "done" in request.POST else None)
    if request.method == "POST":
        if not may_finish(found, request.user):
            raise PermissionDenied
        said = carry_out(request, found, form)
        if said:
            messages.success(request, said)
            return redirect(found)
        found = task_of(request, pk)  # as it is stored
    context = {
        "section": "tasks",
        "task": found,
        "form": form,
        "offered": offered(found) if found.is_open else (),
        "others": like(found).filter(persona__in=Persona.objects.visible_to(request.user)) if found.is_open else (),
        "may_finish": may_finish(found, request.user),
        "links": CatalogueLinks(request.user),
    }
    return render(request, "journeys/assets/task.html", context, status=422 if request.method == "POST" else 200)


def carry_out(request, found: ContentTask, form: OutcomeForm) -> str:
    """Do what was posted; answers what was done, or nothing with the reason in the form or among the messages."""
    try:
        if "done" in request.POST:
            if not form.is_valid():
                return ""
            done = finish_task(found, by=request.user, asset=form.asset, and_others=form.cleaned_data["others"])
            return "Done." if done == 1 else f"Done, for {done} personas."
        if "drop" in request.POST:
            drop_task(found, by=request.user)
            return "Dropped: nobody has to make it."
        if "reopen" in request.POST:
            reopen_task(found, by=request.user)
            return "It is to be made again."
    except ValidationError as error:
        if form.is_bound:
            form.add_error("url", error.messages[0])
        else:
            messages.error(request, error.messages[0])
        return ""
    messages.error(request, "Say what became of it: done, dropped, or to be made again.")
    return ""


def task_of(request, pk: int) -> ContentTask:
    """The to-do. Raises Http404 when the user may not see it."""
    if pk >= 2**63:
        raise Http404("There is no such to-do.")
    return get_object_or_404(ContentTask.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
