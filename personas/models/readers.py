"""What readers keep for themselves: views of the catalogue that they named, and the personas they starred."""

from django.conf import settings
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from personas.saved_pages import register_saved_page, saved_page
from personas.wording import one_line

from .persona import Persona

QUERY_LENGTH = 2000


class SavedView(models.Model):
    """A filter, comparison or chart that a reader named, to find it again. Its link is the address itself, so that it
    opens for everybody, and shows everybody what they may see."""

    # The catalogue's own pages; the apps above register theirs with `personas.saved_pages`.
    class Page(models.TextChoices):
        PERSONAS = "personas", "Personas"
        COMPARE = "compare", "Comparison"
        CHARTS = "charts", "Charts"
        CONTENT = "content", "Content types"
        GUIDES = "guides", "Guides"

    ADDRESSES = {
        Page.PERSONAS: "personas:list",
        Page.COMPARE: "personas:compare",
        Page.CHARTS: "personas:charts",
        Page.CONTENT: "personas:content_types",
        Page.GUIDES: "personas:guides",
    }

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views", editable=False
    )
    name = models.CharField(max_length=80, help_text="What it shows, e.g. “Buyers who fight silos”.")
    page = models.CharField(max_length=20, choices=Page, help_text="The page it is a view of.")
    query = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(QUERY_LENGTH), ProhibitNullCharactersValidator()],
        help_text="The part of the address behind the question mark.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="one_saved_view_a_name",
                violation_error_message="You have a view of this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="saved_view_has_a_name", violation_error_message="Give it a name."
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        address = reverse(saved_page(self.page).address)
        return f"{address}?{self.query}" if self.query else address

    def get_page_display(self) -> str:
        return saved_page(self.page).label

    def clean_fields(self, exclude=None):
        """Of pages, those that are registered will do, which are more than the field's own choices."""
        known = ["page"] if saved_page(self.page) else []
        super().clean_fields(exclude={*(exclude or ()), *known})

    def clean(self):
        self.name = one_line(self.name)


for page, address in SavedView.ADDRESSES.items():
    register_saved_page(page.value, page.label, address)


class Star(models.Model):
    """A persona that a reader wants at hand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="stars")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "persona"],
                name="one_star_a_reader_and_persona",
                violation_error_message="You have starred this persona already.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.persona}"
