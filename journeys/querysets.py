"""What can be asked of journeys, assets and to-dos; who may see them follows the catalogue's visibility rule."""

from django.db.models import QuerySet

from personas.querysets import may_see_drafts


class JourneyQuerySet(QuerySet):
    """Questions about journeys."""

    def visible_to(self, user):
        """The journeys that the user may see: published ones, and drafts for those who edit the catalogue."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if may_see_drafts(user) else self.filter(status="published")


class AssetQuerySet(QuerySet):
    """Questions about assets. Everybody who is signed in may see every asset, but only with personas they may see."""


class ContentTaskQuerySet(QuerySet):
    """Questions about content to make."""

    def visible_to(self, user):
        """The to-dos whose persona and journey the user may see."""
        if not user.is_authenticated:
            return self.none()
        if may_see_drafts(user):
            return self.all()
        return self.exclude(persona__status="draft").filter(stage__journey__status="published")

    def open(self):
        return self.filter(status="open")
