"""A list that knows who changed each of its rows last."""

from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max


class LastEditorsChangeList(ChangeList):
    """The stock list; each row on the page shown gets `last_editor`, a user or None, in one query for all of them."""

    def get_results(self, request):
        super().get_results(request)
        editors = last_editors(self.model, [row.pk for row in self.result_list])
        for row in self.result_list:
            row.last_editor = editors.get(str(row.pk))


def last_editors(model, pks: list[int]) -> dict:
    """Who is last in the history of each of the model's rows, by primary key as text."""
    history = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in pks]
    )
    last = history.order_by().values("object_id").annotate(last=Max("pk")).values("last")
    return {entry.object_id: entry.user for entry in LogEntry.objects.filter(pk__in=last).select_related("user")}
