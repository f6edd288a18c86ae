"""The list of questions: what it can be narrowed down by."""

import re
from functools import cached_property

from django.db.models import Count, Q

from enablement.models import Question, Session
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup, with_all_chosen
from personas.models import Persona
from personas.models.persona import heading_of

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
ORDERS = [("wanted", "Most wanted first"), ("new", "Newest first")]
SORTED = {"wanted": ("-vote_count", "-asked_at", "-pk"), "new": ("-asked_at", "-pk")}


class QuestionFilter(ListFilter):
    """Questions by whether they are answered, about whom they are, and the session they come from."""

    what = "question"

    q = Words("Words")
    status = Options("Status")
    persona = Options("Persona")
    session = Options("Session")
    sort = Setting("Sort", ORDERS)

    def words(self, name):
        if name == "status":
            return dict(Question.Status.choices)
        return {value: label for value, label, _ in getattr(self, f"{name}_options")}

    @cached_property
    def persona_options(self) -> list[tuple[str, str, int]]:
        """Whom there are questions about, and whoever the address names; the most asked about first."""
        counts = dict(self.queryset.order_by().values_list("persona").annotate(Count("pk")))
        asked = Q(pk__in=[pk for pk in counts if pk]) | Q(slug__in=self.named("persona"))
        rows = Persona.objects.visible_to(self.user).filter(asked).order_by("name", "role_label", "pk")
        found = [(slug, heading_of(name, role), counts.get(pk, 0)) for pk, slug, name, role in
                 rows.values_list("pk", "slug", "name", "role_label")]  # fmt: skip
        return sorted(found, key=lambda row: -row[2])

    @cached_property
    def session_options(self) -> list[tuple[str, str, int]]:
        rows = self.queryset.order_by().filter(session__isnull=False)
        counted = rows.values_list("session__uuid", "session__title").annotate(Count("pk"))
        found = {str(uuid): (str(uuid), title, count) for uuid, title, count in counted}
        if missing := [value for value in self.named("session") if value not in found and is_uuid(value)]:
            for session in Session.objects.visible_to(self.user).filter(uuid__in=missing):
                found[str(session.uuid)] = (str(session.uuid), session.title, 0)
        return sorted(found.values(), key=lambda row: -row[2])

    def named(self, name: str) -> list[str]:
        return [value for value in self.chosen(name) if "\0" not in value]

    def by_q(self, questions, words, state):
        return questions.filter(Q(text__icontains=words) | Q(answer__icontains=words))

    def by_status(self, questions, chosen, state):
        return questions.filter(status__in=chosen)

    def by_persona(self, questions, chosen, state):
        return questions.filter(persona__slug__in=chosen)

    def by_session(self, questions, chosen, state):
        return questions.filter(session__uuid__in=chosen)

    @property
    def sorted(self):
        return self.qs.with_votes(self.user).order_by(*SORTED[self.setting("sort")])

    @cached_property
    def groups(self) -> list[OptionGroup]:
        rest = self.narrowed(self.without("status")).order_by()
        counts = dict(rest.values_list("status").annotate(Count("pk")))
        return [self.group("status", counts, starts_open=True), self.listed("persona"), self.listed("session")]

    def listed(self, name: str) -> OptionGroup:
        chosen = self.chosen(name)
        options = [Option(value, label, None, value in chosen) for value, label, _ in getattr(self, f"{name}_options")]
        known = self.labels[name]
        return OptionGroup(
            name, name, self.filters[name].label, with_all_chosen(options, {v: known.get(v, v) for v in chosen})
        )


def is_uuid(text: str) -> bool:
    return bool(UUID.fullmatch(text))
