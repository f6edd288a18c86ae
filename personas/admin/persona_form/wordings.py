"""Statements and job titles by what was typed: found by their wording, or made. Few queries, however many rows."""

from django.contrib.admin.models import ADDITION
from django.db import IntegrityError, transaction

from personas.history import log_change
from personas.models import JobTitle, Trait, TraitAlias
from personas.wording import wording_key

# Where a wording belongs (a facet's primary key, None for job titles), and its key.
Place = tuple[int | None, str]


class Wordings:
    """What a row can be about. Subclasses say of which model, and where its text is."""

    model = None
    text_field = ""
    article = ""  # as in "a new statement"

    def text(self, thing) -> str:
        return getattr(thing, self.text_field)

    def place(self, group: int | None, text: str) -> Place:
        return group, wording_key(text)

    def may_add(self, user) -> bool:
        return user.has_perm(f"personas.add_{self.model._meta.model_name}")

    def may_reword(self, user) -> bool:
        return user.has_perm(f"personas.change_{self.model._meta.model_name}")

    def group_of(self, thing) -> int | None:
        return None

    def group_fields(self, group: int | None) -> dict:
        return {}

    def find(self, places: set[Place]) -> dict:
        """The things that the catalogue has, by place."""
        rows = self.model.objects.filter(key__in={key for _, key in places}) if places else ()
        return {(self.group_of(row), row.key): row for row in rows if (self.group_of(row), row.key) in places}

    def find_or_create(self, texts: dict[Place, str], *, by, message: str) -> dict:
        """A thing for each place: of that text where there was none. What somebody else makes meanwhile is found."""
        found = self.find(set(texts))
        missing = {place: text for place, text in texts.items() if place not in found}
        if missing:
            self.model.objects.bulk_create(
                [
                    self.model(key=key, **{self.text_field: text}, **self.group_fields(group))
                    for (group, key), text in missing.items()
                ],
                ignore_conflicts=True,
            )
            made = self.find(set(missing))
            log_change(list(made.values()), by=by, message=message, action=ADDITION)
            found |= made
        return found

    def reword(self, texts: dict, *, by, message: str) -> bool:
        """Give things other texts, `texts` being those by thing. False when somebody else has just taken a wording."""
        old = {thing: self.text(thing) for thing in texts}
        for thing, text in texts.items():
            setattr(thing, self.text_field, text)
            thing.key = wording_key(text)
        try:
            with transaction.atomic():
                self.model.objects.bulk_update(list(texts), [self.text_field, "key"])
        except IntegrityError:
            for thing, text in old.items():
                setattr(thing, self.text_field, text)
                thing.key = wording_key(text)
            return False
        log_change(list(texts), by=by, message=message)
        return True


class Statements(Wordings):
    """Traits: one wording a facet, by itself or as an alias of another."""

    model = Trait
    text_field = "statement"

    def group_of(self, thing):
        return thing.facet_id

    def group_fields(self, group):
        return {"facet_id": group}

    def find(self, places):
        if not places:
            return {}
        aliases = TraitAlias.objects.filter(key__in={key for _, key in places}).select_related("trait")
        by_alias = {(alias.facet_id, alias.key): alias.trait for alias in aliases}
        return {place: trait for place, trait in by_alias.items() if place in places} | super().find(places)


class Titles(Wordings):
    """Job titles: one wording in all."""

    model = JobTitle
    text_field = "name"
