"""What can be asked of questions."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personas.models import Persona


class QuestionQuerySet(QuerySet):
    """Questions about questions."""

    def visible_to(self, user):
        """Those of sessions alone, and those about personas whom the user may see."""
        if not user.is_authenticated:
            return self.none()
        seen = Persona.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(persona__isnull=True) | Q(persona__in=seen))

    def open(self):
        return self.filter(status="open")

    def answered(self):
        return self.filter(status="answered")

    def with_votes(self, user):
        """Adds `vote_count`, and `is_wanted`: whether the user voted for it."""
        votes = self.model._meta.get_field("votes").related_model.objects.order_by().filter(question=OuterRef("pk"))
        counted = votes.values("question").annotate(rows=Count("pk")).values("rows")
        return self.annotate(vote_count=Coalesce(Subquery(counted), 0), is_wanted=Exists(votes.filter(user=user.pk)))
