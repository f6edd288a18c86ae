"""Questions: the list, asking, voting and answering; and following a persona."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enablement.editions import latest_edition
from enablement.models import Question, Session, Subscription
from enablement.question_filter import QuestionFilter, is_uuid
from enablement.question_forms import AnswerForm, AskForm
from enablement.services import questions as asking
from personas.links import CatalogueLinks
from personas.models import Persona
from personas.views.lists import filter_context, listing, page_of, title_of
from personas.views.saved import back

PAGE_SIZE = 20


def may_answer(user) -> bool:
    """Editors and enablement managers."""
    return user.has_perm("personas.change_persona") or user.has_perm("enablement.change_question")


def rows_for(user):
    return Question.objects.visible_to(user).select_related("persona", "session", "asked_by", "answered_by")


@require_safe
def questions(request):
    """What was asked, narrowed down by all that the address says; about one persona or session, more can be asked."""
    filtered = QuestionFilter(request.GET, rows_for(request.user), request.user)
    context = page_of(request, filtered.sorted, PAGE_SIZE)
    context |= filter_context(filtered, "questions") | {
        "section": "enablement",
        "title": title_of("Questions", filtered, context),
        "links": CatalogueLinks(request.user),
        "may_answer": may_answer(request.user),
        "about": about(filtered),
        "followed": followed(request.user, filtered),
        "form": AskForm(),
    }
    return listing(request, "enablement/questions/questions.html", "enablement/questions/_results.html", context)


def about(filtered: QuestionFilter) -> list[tuple[str, str, str]]:
    """What a question asked on this page is about: field, value and words, where the address names just one."""
    named = [(name, values[0]) for name in ("persona", "session") if len(values := filtered.state.get(name, [])) == 1]
    return [(name, value, filtered.labels[name].get(value, "")) for name, value in named]


def followed(user, filtered: QuestionFilter) -> tuple[str, str, bool] | None:
    """Slug and name of the one persona that the address names, and whether the user follows them."""
    slugs = filtered.state.get("persona", [])
    if len(slugs) != 1:
        return None
    is_followed = Subscription.objects.filter(user=user, persona__slug=slugs[0]).exists()
    return slugs[0], filtered.labels["persona"][slugs[0]], is_followed


@require_POST
def ask(request):
    """A new question about a persona, from a session, or both."""
    persona, session = asked_about(request)
    if persona is None and session is None:
        messages.error(request, "Ask on the page of a persona or of a session.")
        return redirect(back(request, reverse("enablement:questions")))
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            asking.ask(form.cleaned_data["text"], by=request.user, persona=persona, session=session)
        except ValidationError as error:
            form.add_error("text", error.messages)
        else:
            messages.success(request, "Asked. You will find the answer here.")
            return redirect(back(request, list_of(persona, session)))
    named = [("persona", persona and persona.slug, persona), ("session", session and session.uuid, session)]
    context = {"section": "enablement", "form": form, "about": [each for each in named if each[1]]}
    return render(request, "enablement/questions/ask.html", context, status=422)


def asked_about(request) -> tuple[Persona | None, Session | None]:
    """Raises Http404 for a persona or session that the user sees none of."""
    slug, uuid = (request.POST.get(name, "").replace("\0", "") for name in ("persona", "session"))
    if uuid and not is_uuid(uuid):
        raise Http404("There is no such session.")
    persona = get_object_or_404(Persona.objects.visible_to(request.user), slug=slug) if slug else None
    session = get_object_or_404(Session.objects.visible_to(request.user), uuid=uuid) if uuid else None
    return persona, session


def list_of(persona: Persona | None, session: Session | None) -> str:
    """The list of questions about the persona, else of the session."""
    query = f"persona={persona.slug}" if persona else f"session={session.uuid}"
    return f"{reverse('enablement:questions')}?{query}"


def question_of(request, pk: int) -> Question:
    """The question. Raises Http404."""
    if pk >= 2**63:
        raise Http404("There is no such question.")
    return get_object_or_404(rows_for(request.user), pk=pk)


@require_POST
def vote(request, pk):
    """I want to know it too, or not any more: htmx gets the votes, everybody else the page the click came from."""
    question = question_of(request, pk)
    change = asking.unvote if "undo" in request.POST else asking.vote
    change(question, by=request.user)
    if request.htmx:
        voted = get_object_or_404(rows_for(request.user).with_votes(request.user), pk=pk)
        return render(request, "enablement/questions/_votes.html", {"question": voted, "is_answer": True})
    return redirect(back(request, reverse("enablement:questions")))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """GET: the form for the answer. POST: answers, closes or opens the question again."""
    if not may_answer(request.user):
        raise PermissionDenied
    question = question_of(request, pk)
    questions_like_it = list_of(question.persona, question.session)
    for name, verb, said in (("close", asking.close, "Closed."), ("reopen", asking.reopen, "Opened again.")):
        if name in request.POST:
            verb(question, by=request.user)
            messages.success(request, said)
            return redirect(questions_like_it)
    edition = question.edition if question.answer else latest_edition(question.persona)
    form = AnswerForm(request.POST or None, initial={"answer": question.answer, "edition": edition})
    if request.method == "POST" and form.is_valid():
        try:
            asking.answer(question, form.cleaned_data["answer"], by=request.user, edition=form.cleaned_data["edition"])
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                form.add_error(name if name in form.fields else "answer", texts)
        else:
            messages.success(request, "Answered.")
            return redirect(questions_like_it)
    context = {"section": "enablement", "question": question, "form": form, "back": questions_like_it}
    status = 422 if form.errors else 200
    return render(request, "enablement/questions/answer.html", context, status=status)


@require_POST
def follow(request):
    """I want to hear what changes about the persona, or not any more."""
    slug = (request.POST.get("follow") or request.POST.get("unfollow") or "").replace("\0", "")
    persona = get_object_or_404(Persona.objects.visible_to(request.user), slug=slug)
    if "unfollow" in request.POST:
        asking.unfollow(persona, by=request.user)
        messages.success(request, f"You no longer follow {persona}.")
    else:
        asking.follow(persona, by=request.user)
        messages.success(request, f"You follow {persona}: once a week you get mail about what changed.")
    return redirect(persona)
