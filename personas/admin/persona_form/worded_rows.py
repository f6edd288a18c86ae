"""Rows that say what they are about in words: statements and job titles, found or made by what was typed."""

from functools import cached_property

from django.db.models import Count

from personas.wording import one_line, wording_key

from .rows import RowForm, RowFormSet
from .wordings import Wordings


class WordedForm(RowForm):
    """A row with a text. Its field `said` is named after the relation, and holds what was typed."""

    wordings = Wordings()

    def said_by(self, thing):
        return self.wordings.text(thing)

    @property
    def text(self) -> str:
        return self.cleaned_data[self.said]

    @property
    def place(self):
        """Where the typed wording belongs, and its key."""
        return self.wordings.place(self.group, self.text)

    @property
    def is_reworded(self) -> bool:
        """Whether a stored row says something else than it did."""
        return self.has_changed() and self.text != one_line(self.said_by(self.current))


class WordedFormSet(RowFormSet):
    """A row's wording belongs to everybody who shares it. What is typed is the thing of that wording, whoever has it;
    a wording that nobody else has is corrected, and one that others share stays as it is for them."""

    wordings = Wordings()
    same_wording = (
        "%(count)s personas share this, and case, spacing, quotes and a final stop make no other wording. "
        "Change it for all of them on its own page, or put it back: “%(text)s”."
    )

    @cached_property
    def sharing(self) -> dict[int, int]:
        """How many personas share each thing that the persona has stored, by the thing's primary key."""
        if not self.instance.pk:
            return {}
        own = self.model.objects.filter(persona=self.instance).values(self.thing_field)
        sharing = self.model.objects.filter(**{f"{self.thing_field}__in": own}).order_by()
        return dict(sharing.values_list(self.thing_field).annotate(Count("pk")))

    def is_own(self, thing) -> bool:
        """Whether nobody else has it."""
        return self.sharing.get(thing.pk, 0) <= 1

    def settle(self):
        typed = [form for form in self.live if form.current is None or form.is_reworded]
        found = self.wordings.find({form.place for form in typed})
        claimed = {thing.pk for thing in found.values()}
        for form in typed:
            if form.current is not None and form.place[1] == form.current.key:
                self.correct(form)
            elif form.place in found:
                form.thing = found[form.place]
            else:
                self.word_anew(form, claimed)

    def correct(self, form):
        """The same wording in another spelling: only where nobody else has it."""
        if not self.is_own(form.current):
            params = {"count": self.sharing[form.current.pk], "text": self.wordings.text(form.current)}
            form.add_error(form.said, self.same_wording % params)
        elif self.wordings.may_reword(self.user):
            form.rewords = True
        else:
            form.add_error(form.said, f"You may not change the wording. Put it back: “{form.initial_label}”.")

    def word_anew(self, form, claimed: set[int]):
        """A wording that the catalogue doesn't have: of the thing, where it is nobody else's, or of a new one."""
        current = form.current
        own = current is not None and self.is_own(current) and current.pk not in claimed
        if own and self.wordings.may_reword(self.user):
            form.rewords = True
        elif self.wordings.may_add(self.user):
            form.thing = None
        else:
            form.add_error(form.said, "The catalogue doesn't have this wording, and you may not add new ones.")

    def identity(self, form):
        if form.rewords or form.thing is None:
            return form.place
        return self.wordings.group_of(form.thing), form.thing.key

    def told_twice(self, form, first) -> str:
        if form.thing is not None and form.thing.key != wording_key(form.text):
            other = self.wordings.text(form.thing)
            return (
                f"This is another wording for “{other}”, which is in the list already. Change it, or remove this row."
            )
        return super().told_twice(form, first)

    def make_things(self):
        message = f"On the form of {self.instance}."
        rewording = {form.thing: form.text for form in self.live if form.rewords}
        if rewording and not self.wordings.reword(rewording, by=self.user, message=f"Changed wording. {message}"):
            # Somebody else has just made one of them: then it is that one.
            for form in self.live:
                form.thing = None if form.rewords else form.thing
                form.rewords = False
        wanted = [form for form in self.live if form.thing is None]
        texts = {form.place: form.text for form in wanted}
        made = self.wordings.find_or_create(texts, by=self.user, message=f"Added. {message}")
        for form in wanted:
            form.thing = made[form.place]
