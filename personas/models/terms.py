"""What every vocabulary row shares: a name that means one thing, other wordings for it, a place in the order."""

from django.core.exceptions import ValidationError
from django.db import models

from personas.slugs import free_slug
from personas.validators import errors_of
from personas.wording import lookup_key, one_line

KEY_LENGTH = 200
NAME_LENGTH = 100


def key_of(name: str) -> str:
    """The look-up key of a vocabulary name or alias.

    Raises ValidationError when the name has no letter or digit, so that nothing could ever be found by it.
    """
    key = lookup_key(name)[:KEY_LENGTH]
    if not key:
        raise ValidationError("Use at least one letter or digit.", code="no_words")
    return key


class Term(models.Model):
    """A row of the vocabulary that editors keep: pages and screens know it by its name or one of its aliases."""

    name = models.CharField(
        max_length=NAME_LENGTH,
        help_text="What every screen calls it, in sentence case, e.g. “Biggest challenges” or “Case study”.",
    )
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        help_text="Its part of the web address, e.g. case-study. Left empty, it follows the name.",
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    description = models.TextField(
        "definition",
        blank=True,
        help_text="One or two sentences in Markdown: what it means here, e.g. “A customer tells how it went.”",
    )
    order = models.PositiveIntegerField(default=0, help_text="Smaller numbers come first, e.g. 10, 20, 30.")

    class Meta:
        abstract = True
        ordering = ["order", "name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = key_of(self.name)
        self.slug = self.slug or free_slug(self, self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.name = one_line(self.name)
        if not self.name:
            return
        with errors_of("name"):
            self.key = key_of(self.name)
            refuse_used_key(type(self), self.key, term=self)
        self.slug = self.slug or free_slug(self, self.name)


class TermAlias(models.Model):
    """Another wording under which pages know a term. Subclasses add `term`, the row that it stands for."""

    wording = models.CharField(
        max_length=NAME_LENGTH, help_text="Another way to write it, e.g. “Customer story” for “Case study”."
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.wording

    def save(self, *args, **kwargs):
        self.key = key_of(self.wording)
        super().save(*args, **kwargs)

    def clean(self):
        self.wording = one_line(self.wording)
        if not self.wording:
            return
        with errors_of("wording"):
            self.key = key_of(self.wording)
            term = getattr(self, "term", None)
            if term is not None and self.key == lookup_key(term.name)[:KEY_LENGTH]:
                raise ValidationError(
                    "That is the name itself: case, punctuation and plurals don't matter.", code="own_name"
                )
            refuse_used_key(self._meta.get_field("term").related_model, self.key, term=term, alias=self)


def refuse_used_key(term_model: type[Term], key: str, *, term: Term | None, alias: TermAlias | None = None) -> None:
    """Raise ValidationError when another row of the vocabulary than the given ones already has the key.

    With a term alone, its own aliases are passed over too: one of them may become the name. With an alias of a term,
    the term's stored name is passed over: a renamed term may keep its old name as an alias.
    """
    other_terms = term_model.objects.exclude(pk=term and term.pk)
    aliases = term_model._meta.get_field("aliases").related_model.objects.select_related("term")
    other_aliases = aliases.exclude(pk=alias.pk) if alias else aliases.exclude(term=term.pk)
    taken = other_terms.filter(key=key).first() or other_aliases.filter(key=key).first()
    if taken is not None:
        raise ValidationError(
            "“%(name)s” already means “%(owner)s”.",
            code="taken",
            params={"name": taken, "owner": getattr(taken, "term", taken)},
        )
