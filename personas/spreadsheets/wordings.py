"""Tables of what personas share: statements and job titles, each with a column to reword it."""

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError

from personas.history import log_change
from personas.models import JobTitle, Trait
from personas.wording import wording_key

from .columns import Column, Line, Named
from .resource import CellChange, Table, rewrite

MESSAGE = "Changed by a table."
REWORD = "New wording"


class WordingTable(Table):
    """Rows that are nothing but a wording. `wording` is the attribute that holds it, `heading` its column."""

    wording = heading = ""

    def find(self, values):
        try:
            row = self.look_up(values, values[self.heading])
        except ValueError as error:
            raise ValidationError({self.heading: str(error)}) from error
        return row, self.place(row)

    def look_up(self, values, text: str):
        """The row of that wording, or a new one. Raises ValueError."""
        raise NotImplementedError

    def known(self) -> dict:
        """All rows by what makes them one, aliases included."""
        raise NotImplementedError

    def place(self, row):
        """What makes a row the same as another."""
        raise NotImplementedError

    def before_import(self, dataset, **kwargs):
        self.taken = {}
        if self.locking:
            list(self.locked(self._meta.model.objects.order_by("pk")).values_list("pk"))

    def take(self, column, instance):
        """The column that rewords is empty on the way out; what is written there becomes the wording."""
        new = self.values[column.column_name]
        old = getattr(instance, self.wording)
        if column.column_name != REWORD or new in ("", old):
            return None
        setattr(instance, self.wording, new)
        instance.key = wording_key(new)
        return CellChange(column.column_name, old, new)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        heading = REWORD if self.changes else self.heading
        if self.is_new and self.changes:
            raise ValidationError({self.heading: "There is no such wording, so it can't be reworded."})
        text, limit = getattr(instance, self.wording), instance._meta.get_field(self.wording).max_length
        if len(text) > limit:
            raise ValidationError({heading: f"Write at most {limit} letters."})
        place = self.place(instance)
        if self.known().get(place, instance) is not instance:
            raise ValidationError({heading: f"“{text}” is there already: merge the two in the admin."})
        if place in self.taken:
            raise ValidationError({heading: f"Row {self.taken[place]} has this wording, too."})
        self.taken[place] = self.number

    def write_changed(self, instances):
        rewrite(instances, [self.wording, "key"])

    def log(self, *, by):
        log_change(self.create_instances, by=by, message=MESSAGE, action=ADDITION)
        log_change(self.update_instances, by=by, message=MESSAGE)


class Statements(WordingTable):
    name, title = "statements", "Statements (traits)"
    about = (
        "The statements that personas share, a row each. Rewording one changes it for everybody who shares it; "
        "changing the column “Statement” itself adds another one."
    )
    listed = Trait
    permissions = ("personas.add_trait", "personas.change_trait")
    needs = (("Facet",), ("Statement",))
    wording, heading = "statement", "Statement"

    facet = Column(
        "facet",
        "Facet",
        Named("facet"),
        "The facet's name or another wording for it, e.g. Biggest challenges.",
        key=True,
        required=True,
    )
    statement = Column(
        "statement", "Statement", Line(), "The statement, e.g. Silos between teams.", key=True, required=True, width=60
    )
    reworded = Column(
        "reworded", REWORD, Line(), "Left empty, it stays as it is. E.g. Teams that work in silos.", width=60
    )

    class Meta:
        model = Trait

    def rows_for_export(self, queryset):
        return queryset.select_related("facet").order_by("facet__order", "facet__name", "statement", "pk")

    def look_up(self, values, text):
        return self.lookups.trait(values["Facet"], text)

    def known(self):
        return self.lookups.traits

    def place(self, row):
        return row.facet_id, row.key

    def subject(self, instance):
        return f"{instance.facet} · {instance}"


class JobTitles(WordingTable):
    name, title = "job-titles", "Job titles"
    about = "The titles that people carry, a row each. Which personas they mean is a table of its own."
    listed = JobTitle
    permissions = ("personas.add_jobtitle", "personas.change_jobtitle")
    needs = (("Job title",),)
    wording, heading = "name", "Job title"

    job_title = Column(
        "name", "Job title", Line(), "The title alone, e.g. VP of Engineering.", key=True, required=True, width=50
    )
    reworded = Column(
        "reworded", REWORD, Line(), "Left empty, it stays as it is. E.g. Vice President of Engineering.", width=50
    )

    class Meta:
        model = JobTitle

    def rows_for_export(self, queryset):
        return queryset.order_by("name", "pk")

    def look_up(self, values, text):
        return self.lookups.title(text)

    def known(self):
        return self.lookups.titles

    def place(self, row):
        return row.key
