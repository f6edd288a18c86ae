"""What points to a row: found by looking at all models, so that those of later apps count too."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Count, ForeignKey, Model, QuerySet, UniqueConstraint

from personas.models import Persona


def links_to(model: type[Model]) -> list[ForeignKey]:
    """Every foreign key that points to the model; those behind many-to-many fields are among them."""
    return [
        field
        for other in apps.get_models(include_auto_created=True)
        if other._meta.managed and not other._meta.proxy
        for field in other._meta.local_concrete_fields
        if (field.many_to_one or field.one_to_one) and field.related_model is model
    ]


def unique_sets(field: ForeignKey) -> list[tuple[str, ...]]:
    """The sets of fields with this one in them whose values no two rows may share.

    Conditions and expressions are left to the database, which refuses what they forbid.
    """
    meta = field.model._meta
    constraints = [each for each in meta.constraints if isinstance(each, UniqueConstraint) and not each.condition]
    found = [*map(tuple, meta.unique_together), *(tuple(each.fields) for each in constraints)]
    if field.unique:
        found.append((field.name,))
    return [names for names in found if field.name in names]


def links_of(model: type[Model]) -> list[ForeignKey]:
    """The foreign keys that rows of the model have themselves."""
    return [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]


def persona_link(model: type[Model]) -> ForeignKey | None:
    """By which foreign key rows of the model belong to a persona, if they do."""
    return next((field for field in links_of(model) if field.related_model is Persona), None)


def persona_of(row: Model) -> Persona | None:
    """The persona that a row belongs to, or that it is."""
    if isinstance(row, Persona):
        return row
    link = persona_link(type(row))
    return getattr(row, link.name) if link else None


def is_alias_link(field: ForeignKey) -> bool:
    """Whether it ties an alias to what it is an alias of; aliases are no use, they go where their row goes."""
    return field.remote_field.related_name == "aliases"


def is_use(link: ForeignKey) -> bool:
    """Whether a row that points here by this link uses the row pointed to, in the eyes of an editor.

    What a row says of itself, such as the types that a facet applies to, is no use of it.
    """
    return link.editable and not is_alias_link(link) and link.model._meta.auto_created is not link.related_model


def counted(link: ForeignKey, keys: Collection[int], rows: QuerySet | None = None) -> dict[int, int]:
    """How many rows point to each of the keys by the link; of all rows, or of those that are given."""
    rows = link.model._base_manager.all() if rows is None else rows
    rows = rows.filter(**{f"{link.name}__in": keys}).order_by()
    return dict(rows.values_list(link.attname).annotate(Count("pk")))


def kind_of(link: ForeignKey) -> str:
    """What the rows that point here by this link are called, in the plural."""
    model = link.model
    if model._meta.auto_created:
        model = next(other for other in links_of(model) if other is not link).related_model
    return model._meta.verbose_name_plural


def told_about(link: ForeignKey, row: Model) -> tuple[Model, str]:
    """Whom or what a row that points here by this link is about, and what else it says: its persona, if it has one."""
    if link.model._meta.auto_created:
        return getattr(row, next(other for other in links_of(link.model) if other is not link).name), ""
    persona = persona_of(row)
    if persona is None or persona is row:
        return row, ""
    return persona, text_of(row)


def text_of(row: Model) -> str:
    """What a persona's row points to beside the persona, such as its trait; else what it is called itself."""
    for link in links_of(type(row)):
        if link.related_model is not Persona and getattr(row, link.attname) is not None:
            return str(getattr(row, link.name))
    return str(row)
