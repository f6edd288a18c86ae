"""Statements about personas: the facets they belong to, and the traits that personas share."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from personas.validators import errors_of, refuse_used_wording
from personas.wording import one_line, wording_key

from .persona import Persona
from .terms import Term, TermAlias
from .types import PersonaType

STATEMENT_LENGTH = 1000


class Facet(Term):
    """A kind of statement, such as "Motivated by" or "Biggest challenges".

    A facet's kind says where its content lives: statements and prose in this module, and for the other kinds in the
    model that knows more about them. There is at most one facet of each of those kinds.
    """

    class Kind(models.TextChoices):
        LIST = "list", "List of statements"
        PROSE = "prose", "Prose"
        INTRODUCTION = "introduction", "Introduction of the persona"
        JOB_TITLES = "job_titles", "Job titles"
        PURCHASING_ROLES = "purchasing_roles", "Purchasing roles"
        CONTENT_PREFERENCES = "content_preferences", "Content types by tier"
        SUBSET_OF = "subset_of", "The wider persona that this one is part of"
        PERSONA_TYPE = "persona_type", "The type of the persona"
        DEPRECATION = "deprecation", "Why the persona is deprecated"
        GUIDANCE = "guidance", "Guidance: a heading that never is a persona"

    SHARED_KINDS = (Kind.LIST, Kind.PROSE)

    kind = models.CharField(
        max_length=20,
        choices=Kind,
        default=Kind.LIST,
        help_text="A list for statements that personas share, prose for free text. The other kinds exist once each.",
    )
    comparable = models.BooleanField(
        default=False, help_text="Show it in comparisons and charts. Good for short statements that personas share."
    )
    in_summary = models.BooleanField(
        default=False,
        help_text="Show its first statements in the one-page summary and on cards, e.g. what drives them.",
    )
    slash_separated = models.BooleanField(
        default=False, help_text="On imported pages one line may hold several values: “Speed / Quality”."
    )
    applies_to = models.ManyToManyField(
        PersonaType,
        blank=True,
        related_name="facets",
        help_text="The types of persona whose form offers it, e.g. “Buyer”. None chosen means all of them.",
    )

    class Meta(Term.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind__in=["list", "prose"]),
                name="one_facet_of_each_special_kind",
                violation_error_message="There is a facet of this kind already: change that one.",
            ),
            models.CheckConstraint(
                condition=Q(comparable=False) | Q(kind="list"),
                name="only_lists_compare",
                violation_error_message="Only a list of statements can be compared.",
            ),
        ]

    def clean(self):
        super().clean()
        if self.kind != self.Kind.LIST and self.pk and self.traits.exists():
            raise ValidationError(
                {"kind": "It holds statements: it has to stay a list until they are moved or deleted."}
            )


class FacetAlias(TermAlias):
    """Another wording for a facet, such as "Pain points" for "Biggest challenges"."""

    term = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="aliases", verbose_name="facet")

    class Meta(TermAlias.Meta):
        verbose_name = "alias of a facet"
        verbose_name_plural = "aliases of facets"


class Trait(models.Model):
    """One statement in a facet, shared by all personas of whom it is true: the sharing is what makes a chart."""

    facet = models.ForeignKey(
        Facet,
        on_delete=models.PROTECT,
        related_name="traits",
        limit_choices_to={"kind": Facet.Kind.LIST},
        help_text="What kind of statement it is, e.g. “Biggest challenges”. Only lists hold statements.",
    )
    statement = models.CharField(
        max_length=STATEMENT_LENGTH,
        help_text="One statement, e.g. “Silos between teams”. Links and emphasis in Markdown.",
    )
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["facet", "statement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "key"],
                name="one_trait_a_wording",
                violation_error_message="This facet has the statement already, perhaps in another case or spacing.",
            ),
            models.CheckConstraint(
                condition=~Q(statement=""),
                name="trait_has_a_statement",
                violation_error_message="Write the statement.",
            ),
        ]

    def __str__(self):
        return self.statement

    def save(self, *args, **kwargs):
        self.key = wording_key(self.statement)
        super().save(*args, **kwargs)
        self.aliases.exclude(facet=self.facet_id).update(facet=self.facet_id)

    def clean(self):
        self.statement = one_line(self.statement)
        self.key = wording_key(self.statement)
        if self.facet_id:
            with errors_of("statement"):
                refuse_used_statement(self.facet_id, self.key, trait=self)
            with errors_of("facet"):
                self.refuse_aliases_used_in_facet()

    def refuse_aliases_used_in_facet(self):
        """Raise ValidationError when an alias of this trait already means another trait of its (perhaps new) facet."""
        for alias in self.aliases.exclude(facet=self.facet_id) if self.pk else ():
            refuse_used_statement(self.facet_id, alias.key, trait=self)


class TraitAlias(models.Model):
    """Another wording of a trait, such as the one that lost when two traits were merged: pages may still write it.

    `facet` repeats the trait's own, so that the database holds that a wording means one trait in a facet.
    """

    trait = models.ForeignKey(Trait, on_delete=models.CASCADE, related_name="aliases")
    facet = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="+", editable=False)
    wording = models.CharField(
        max_length=STATEMENT_LENGTH, help_text="Another way to say the same, e.g. “Teams that don't talk”."
    )
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "alias of a trait"
        verbose_name_plural = "aliases of traits"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "key"],
                name="one_trait_alias_a_wording",
                violation_error_message="This facet has the wording already.",
            ),
            models.CheckConstraint(
                condition=~Q(wording=""),
                name="trait_alias_has_a_wording",
                violation_error_message="Write the wording.",
            ),
        ]

    def __str__(self):
        return self.wording

    def save(self, *args, **kwargs):
        self.key = wording_key(self.wording)
        self.facet_id = self.trait.facet_id
        super().save(*args, **kwargs)

    def clean(self):
        self.wording = one_line(self.wording)
        self.key = wording_key(self.wording)
        # On the form of a trait that isn't saved yet, its facet may still be missing.
        trait = getattr(self, "trait", None)
        if trait is not None and trait.facet_id:
            with errors_of("wording"):
                refuse_used_statement(trait.facet_id, self.key, trait=trait, alias=self)


class DifferentTraits(models.Model):
    """Two traits that look alike and aren't the same: an editor has said so, and they are suggested no more.

    The pair is stored once, in the order of the primary keys.
    """

    # Not editable: nobody uses a trait by saying what it isn't.
    first = models.ForeignKey(Trait, on_delete=models.CASCADE, related_name="+", editable=False)
    second = models.ForeignKey(Trait, on_delete=models.CASCADE, related_name="+", editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pair of different traits"
        verbose_name_plural = "pairs of different traits"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="one_decision_a_pair",
                violation_error_message="It has been said already that these two differ.",
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="different_traits_in_order",
                violation_error_message="Name two traits, the one that was there first before the other.",
            ),
        ]

    def __str__(self):
        return f"“{self.first}” is not “{self.second}”"


def refuse_used_statement(facet_id: int, key: str, *, trait: Trait, alias: TraitAlias | None = None) -> None:
    """Raise ValidationError when another trait of the facet has the wording, as its statement or as an alias.

    With an alias of the trait, the trait's stored statement is passed over: a trait reworded may keep the old wording.
    """
    if alias is not None and key == wording_key(trait.statement):
        raise ValidationError(
            "That is the statement itself: case, spacing and quotes don't matter.", code="own_wording"
        )
    refuse_used_wording(key, Trait.objects.filter(facet=facet_id).exclude(pk=trait.pk), "This facet has the statement")
    aliases = TraitAlias.objects.filter(facet=facet_id)
    others = aliases.exclude(pk=alias.pk) if alias else aliases.exclude(trait=trait.pk)
    refuse_used_wording(key, others, "This facet has the wording as an alias")


class PersonaTrait(models.Model):
    """A trait of one persona: how high it ranks for her, and what there is to add in her case."""

    persona = models.ForeignKey(
        Persona, on_delete=models.CASCADE, related_name="persona_traits", help_text="Of whom it is true."
    )
    trait = models.ForeignKey(
        Trait,
        on_delete=models.PROTECT,
        related_name="persona_traits",
        help_text="Type a word or two of it, e.g. “silos”; the plus adds a new statement.",
    )
    rank = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="1 comes first in its facet."
    )
    detail = models.TextField(
        blank=True, help_text="What to add for this persona only, e.g. “above all before an audit”. Markdown."
    )
    lead_in = models.TextField(
        blank=True, help_text="Words before this statement and those after it, e.g. “In the first year:”. Markdown."
    )

    class Meta:
        verbose_name = "trait of a persona"
        verbose_name_plural = "traits of personas"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "trait"],
                name="one_link_a_persona_and_trait",
                violation_error_message="The persona has this trait already.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1), name="trait_rank_from_1", violation_error_message="Ranks start at 1."
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.trait}"


class PersonaNote(models.Model):
    """Prose about one persona in one facet; beside a list, what stands after the list."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="notes", help_text="Whom it is about.")
    facet = models.ForeignKey(
        Facet, on_delete=models.PROTECT, related_name="notes", help_text="What it is about, e.g. “A day at work”."
    )
    body = models.TextField("text", help_text="Markdown: **bold**, *emphasis*, [links](https://example.com), lists.")

    class Meta:
        verbose_name = "note on a persona"
        verbose_name_plural = "notes on personas"
        ordering = ["facet__order", "facet__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "facet"],
                name="one_note_a_persona_and_facet",
                violation_error_message="The persona has a note in this facet already: change that one.",
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.facet}"

    def clean(self):
        if not self.body.strip():
            raise ValidationError({"body": "Write something, or remove the note."})
