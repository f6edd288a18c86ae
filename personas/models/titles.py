"""Job titles met in the field, and the personas they mean."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personas.querysets import TitleRuleQuerySet
from personas.titles.phrases import read_excludes, read_includes, tidy_lines
from personas.validators import errors_of, refuse_used_wording
from personas.wording import one_line, wording_key

from .persona import Persona

TITLE_LENGTH = 200


class JobTitle(models.Model):
    """A job title as people carry it: "Head of Procurement"."""

    name = models.CharField(max_length=TITLE_LENGTH, help_text="The title alone, e.g. “VP of Engineering”.")
    key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="job_title_has_a_name", violation_error_message="Write the title."
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = wording_key(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.name = one_line(self.name)
        self.key = wording_key(self.name)
        with errors_of("name"):
            refuse_used_wording(self.key, JobTitle.objects.exclude(pk=self.pk), "There is this title")


class PersonaTitle(models.Model):
    """A job title that means this persona, perhaps with a condition."""

    persona = models.ForeignKey(
        Persona,
        on_delete=models.CASCADE,
        related_name="persona_titles",
        help_text="Whom the title means, e.g. “Tech Exec Tristan”.",
    )
    title = models.ForeignKey(
        JobTitle,
        on_delete=models.PROTECT,
        related_name="persona_titles",
        help_text="The title, e.g. “Head of Procurement”.",
    )
    rank = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="Its place, e.g. 1 for the most typical title."
    )
    qualifier = models.CharField(
        max_length=500, blank=True, help_text="When it holds, e.g. “in larger companies” (Markdown)."
    )

    class Meta:
        verbose_name = "job title of a persona"
        verbose_name_plural = "job titles of personas"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "title"],
                name="one_link_a_persona_and_title",
                violation_error_message="The persona has this job title already.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1), name="title_rank_from_1", violation_error_message="Ranks start at 1."
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.title}"


class TitleRule(models.Model):
    """Phrases by which titles that nobody wrote down yet mean a persona: “security” with a leadership word."""

    persona = models.ForeignKey(
        Persona,
        on_delete=models.CASCADE,
        related_name="title_rules",
        help_text="Whom a title means that the rule fits, e.g. “InfoSec Shiloh”.",
    )
    includes = models.TextField(
        "must include",
        help_text="One requirement a line, and a title has to meet every line; a line may offer several phrases with "
        "commas between, e.g. “security, infosec” on the first line and “[leader]” on the second. Whole words count, "
        "whatever their case, and those of a phrase stand side by side in any order; abbreviations are understood. "
        "Levels stand in square brackets: [chief], [vp], [director], [manager], [lead], [senior], [individual], "
        "[junior]; [executive] is VP and above, [leader] manager and above.",
    )
    excludes = models.TextField(
        "must not include",
        blank=True,
        help_text="One phrase or level a line; a title with any of them is passed over, e.g. “physical security”.",
    )
    priority = models.PositiveSmallIntegerField(
        default=100,
        validators=[MinValueValidator(1)],
        help_text="Of several rules that fit, the one with the smaller number wins, e.g. 10 before 100.",
    )
    is_active = models.BooleanField("active", default=True, help_text="An inactive rule is kept but catches nothing.")
    note = models.CharField(
        max_length=500, blank=True, help_text="Why the rule is there, e.g. “Agreed with sales in May” (plain text)."
    )
    key = models.CharField(max_length=64, editable=False)

    objects = TitleRuleQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "key"],
                name="one_title_rule_a_persona_and_phrases",
                violation_error_message="The persona has a rule that asks for the same phrases already.",
            ),
            models.CheckConstraint(
                condition=~Q(includes=""),
                name="title_rule_asks_for_something",
                violation_error_message="Write what a title must include.",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1),
                name="title_rule_priority_from_1",
                violation_error_message="Priorities start at 1.",
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.asks_for}"

    def save(self, *args, **kwargs):
        self.includes, self.excludes = tidy_lines(self.includes), tidy_lines(self.excludes)
        self.key = wording_key(self.includes)
        super().save(*args, **kwargs)

    def clean(self):
        self.includes, self.excludes = tidy_lines(self.includes), tidy_lines(self.excludes)
        self.note = one_line(self.note)
        self.key = wording_key(self.includes)
        with errors_of("includes"):
            read_includes(self.includes)
            own = TitleRule.objects.filter(persona_id=self.persona_id).exclude(pk=self.pk)
            refuse_used_wording(self.key, own, "The persona has a rule that asks for this")
        with errors_of("excludes"):
            read_excludes(self.excludes)

    @property
    def asks_for(self) -> str:
        """What a title must include, on one line: “security, infosec + [leader]”."""
        return " + ".join(self.includes.split("\n"))


class UnmatchedTitle(models.Model):
    """A title that no persona was found for, with how often that happened; nobody's name is kept with it."""

    name = models.CharField("title", max_length=TITLE_LENGTH, help_text="As it was last met, e.g. “Cloud Alchemist”.")
    key = models.CharField(max_length=64, unique=True, editable=False)
    count = models.PositiveIntegerField("times", default=1, help_text="How often it was met.")
    last_on = models.DateField("last time", help_text="The day on which it was last met.")
    dismissed = models.BooleanField(default=False, help_text="Nobody we keep a persona for: out of the queue.")

    class Meta:
        verbose_name = "title without a persona"
        verbose_name_plural = "titles without a persona"
        ordering = ["-count", "-last_on", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="unmatched_title_counted",
                violation_error_message="A title that was met was met at least once.",
            ),
        ]

    def __str__(self):
        return self.name
