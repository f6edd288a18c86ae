"""Questions in the admin: to tidy up. They are asked and answered on the site."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html

from enablement.models import Question
from enablement.services.questions import close, reopen
from personas.admin.base import CatalogueAdmin
from personas.admin.drafts import DraftsHidden


@admin.register(Question)
class QuestionAdmin(DraftsHidden, CatalogueAdmin):
    section = "Enablement"
    place = 82
    list_display = ["text", "persona", "session", "status", "asked_by", "asked_at", "answering"]
    list_filter = ["status"]
    list_select_related = ["persona", "session", "asked_by"]
    search_fields = ["text", "answer", "persona__name", "session__title"]
    search_help_text = "Searches questions, answers, personas and sessions."
    date_hierarchy = "asked_at"
    readonly_fields = ["persona", "session", "asked_by", "asked_at", "status", "answer", "answered_by", "answered_at",
                       "edition", "answering"]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["text", "persona", "session", "asked_by", "asked_at"]}),
        ("Answer", {"fields": ["status", "answer", "edition", "answered_by", "answered_at", "answering"]}),
    ]
    actions = ["close_questions", "reopen_questions"]

    def without_drafts(self, rows, user):
        return rows.visible_to(user)

    def has_add_permission(self, request):
        return False

    @admin.display(description="answering")
    def answering(self, question):
        return format_html('<a href="{}">Answer</a>', reverse("enablement:answer", args=[question.pk]))

    @admin.action(description="Close without an answer", permissions=["change"])
    def close_questions(self, request, queryset):
        self.each(request, queryset.filter(status=Question.Status.OPEN), close)

    @admin.action(description="Open again", permissions=["change"])
    def reopen_questions(self, request, queryset):
        self.each(request, queryset.exclude(status=Question.Status.OPEN), reopen)

    def each(self, request, questions, verb):
        changed = list(questions)
        for question in changed:
            verb(question, by=request.user)
        self.message_user(request, f"Changed: {len(changed)}.", messages.SUCCESS)
