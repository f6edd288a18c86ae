"""What the stock admin takes for something else than it is: lists that are asked for what no list has, of which all
rows would be shown, and a button that no form here has, which would make half a page."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.http import HttpResponse
from django.shortcuts import render

NO_LIST = "It names a page that isn't there, or something that no row has."
NO_TEXT = "It holds characters that no text has."
NO_BUTTON = "There is no button to save as new here, so nothing was saved."
NO_CHOICE = "“{value}” is no choice of the filter “{title}”."


def refuse_nonsense(view: Callable) -> Callable:
    """The view of the admin; where what is asked or sent makes no sense to it, a page that says so."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        if "_saveasnew" in request.POST:
            return refusal(request, NO_BUTTON, 400)
        response = view(request, *args, **kwargs)
        sentence = nonsense_in(request, response) if request.method in ("GET", "HEAD") else ""
        return refusal(request, sentence) if sentence else response

    return answered


def nonsense_in(request, response: HttpResponse) -> str:
    """What is wrong with the address; nothing where it is well, or where the answer is no list."""
    if response.status_code == 302 and response.headers["Location"] == f"{request.path}?{ERROR_FLAG}=1":
        return NO_LIST
    if getattr(response, "template_name", "") == "admin/invalid_setup.html":  # asked so for the second time
        return NO_LIST
    changelist = (getattr(response, "context_data", None) or {}).get("cl")
    if changelist is None:
        return ""
    if any("\0" in text for name in request.GET for text in [name, *request.GET.getlist(name)]):
        return NO_TEXT
    if not has_page(changelist, request.GET.get(PAGE_VAR)):
        return NO_LIST
    return next(filter(None, map(wrong_choice, changelist.filter_specs)), "")


def has_page(changelist, wanted: str | None) -> bool:
    """Whether the list has the page; the stock view asks no more when there is but one."""
    is_number = bool(wanted) and wanted.isascii() and wanted.isdecimal() and len(wanted) < 10
    return not wanted or (is_number and 1 <= int(wanted) <= changelist.paginator.num_pages)


def wrong_choice(spec: admin.ListFilter) -> str:
    """What is wrong with the value of a filter of ours. Not all rows that may be named are offered as choices, so the
    number of a row is well where others are offered."""
    value = spec.value() if isinstance(spec, admin.SimpleListFilter) else None
    offered = {str(choice) for choice, _ in spec.lookup_choices} if value else set()
    is_row = bool(value) and len(value) < 19 and value.isdecimal() and any(map(str.isdecimal, offered))
    return "" if not value or value in offered or is_row else NO_CHOICE.format(value=value[:80], title=spec.title)


def refusal(request, sentence: str, status: int = 404) -> HttpResponse:
    title = "No such list" if status == 404 else "Nothing was saved"
    context = {**admin.site.each_context(request), "title": title, "sentence": sentence, "is_list": status == 404}
    return render(request, "admin/refused.html", context, status=status)
