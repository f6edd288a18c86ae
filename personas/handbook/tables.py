"""The models that an import writes: by which fields their rows are known again, and in which order they are
written."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Model

from personas import models

CHUNK = 500


Description = tuple[str, str, str]


def save_fields(row: Model, fields: Collection[str], by) -> None:
    """Write those fields of a changed row."""
    row.save(update_fields=fields)


@dataclass(frozen=True)
class Table:
    """One model: `key` are the look-ups that make its natural key, `links` its foreign keys with the look-ups of
    theirs.

    `fetch_by` is the place in the key by which rows are fetched. `later` are links that may point to rows of the same
    import. `only_new` are fields that an existing row keeps: the wording of what personas share is no page's to
    change. `merged` are Markdown fields in which missing pieces stay. `kept` are texts that an empty value doesn't
    erase. `whole` rows belong to something that an import describes whole (a persona, a page), named by that many
    leading parts of the key: those the import lacks are gone, and `describe` says (subject, part, text) of one.
    `ranked_in` leading parts of the key, and the value of `ranked_by`, name the list in which rows have an order by
    `rank`. `save` writes a changed row, given with the fields that changed and the user or None, where more hangs on
    a change than the row itself.
    """

    model: type[Model]
    key: tuple[str, ...]
    links: dict[str, tuple[type[Model], tuple[str, ...]]] = field(default_factory=dict)
    fetch_by: int = 0
    later: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    whole: int = 0
    describe: Callable[[Model], Description] | None = None
    related: tuple[str, ...] = ()
    ranked_in: int = 0
    ranked_by: str = ""
    save: Callable[[Model, Collection[str], object], None] = save_fields

    def existing(self, values: Iterable[str]) -> dict[tuple, Model]:
        """The rows now in the database whose key has one of those values at `fetch_by`, by natural key."""
        wanted = sorted(set(values))
        found = {}
        for start in range(0, len(wanted), CHUNK):
            for row in self.rows().filter(**{f"{self.key[self.fetch_by]}__in": wanted[start : start + CHUNK]}):
                found[natural_key(row, len(self.key))] = row
        return found

    def rows(self):
        """All rows, annotated with the parts of their natural key and of their links' keys."""
        parts = {f"natural_{number}": F(path) for number, path in enumerate(self.key)}
        for name, (_, paths) in self.links.items():
            parts |= {f"link_{name}_{number}": F(path) for number, path in enumerate(paths)}
        return self.model._default_manager.select_related(*self.related).annotate(**parts).order_by("pk")

    def linked_key(self, row: Model, name: str) -> tuple | None:
        """The natural key of the row that a link of this row points to, or None."""
        _, paths = self.links[name]
        parts = tuple(getattr(row, f"link_{name}_{number}") for number in range(len(paths)))
        return None if None in parts else parts


def natural_key(row: Model, length: int) -> tuple:
    return tuple(getattr(row, f"natural_{number}") for number in range(length))


FACET_TYPE = models.Facet.applies_to.through
SUCCESSION = models.Persona.successors.through
PAGE_PERSONA = models.HandbookPage.personas.through
VOCABULARY = (
    (models.PersonaType, models.PersonaTypeAlias),
    (models.Facet, models.FacetAlias),
    (models.ContentFormat, models.ContentFormatAlias),
    (models.PurchasingRole, models.PurchasingRoleAlias),
    (models.Team, models.TeamAlias),
)
ALIAS_MODELS = dict(VOCABULARY)


def of_persona(name: str = "persona") -> dict:
    return {name: (models.Persona, (f"{name}__slug",))}


_tables: dict[type[Model], Table] = {}


def register_table(table: Table) -> None:
    """Have imports write a model; tables are written in the order in which they were registered."""
    _tables[table.model] = table


def tables() -> list[Table]:
    """All tables in the order of writing."""
    return list(_tables.values())


def table_of(model: type[Model]) -> Table:
    """The table of a model. Raises KeyError for a model that no import writes."""
    return _tables[model]


for _term, _alias in VOCABULARY:
    register_table(Table(_term, ("key",), kept=("description",)))
    register_table(Table(_alias, ("key",), {"term": (_term, ("term__key",))}))
register_table(
    Table(
        FACET_TYPE,
        ("facet__key", "personatype__key"),
        {"facet": (models.Facet, ("facet__key",)), "personatype": (models.PersonaType, ("personatype__key",))},
    )
)
register_table(Table(models.JobTitle, ("key",), only_new=("name",)))
register_table(
    Table(
        models.Trait,
        ("facet__key", "key"),
        {"facet": (models.Facet, ("facet__key",))},
        fetch_by=1,
        only_new=("statement",),
    )
)
register_table(
    Table(
        models.TraitAlias,
        ("facet__key", "key"),
        {
            "facet": (models.Facet, ("facet__key",)),
            "trait": (models.Trait, ("trait__facet__key", "trait__key")),
        },
        fetch_by=1,
    )
)
register_table(
    Table(
        models.Persona,
        ("slug",),
        {"type": (models.PersonaType, ("type__key",)), **of_persona("parent"), **of_persona("reports_to")},
        later=("parent", "reports_to"),
    )
)
register_table(
    Table(
        SUCCESSION,
        ("from_persona__slug", "to_persona__slug"),
        {**of_persona("from_persona"), **of_persona("to_persona")},
    )
)
register_table(
    Table(
        models.PersonaTrait,
        ("persona__slug", "trait__facet__key", "trait__key"),
        {**of_persona(), "trait": (models.Trait, ("trait__facet__key", "trait__key"))},
        kept=("detail", "lead_in"),
        ranked_in=2,
        whole=1,
        describe=lambda row: (row.persona.heading, row.trait.facet.name, row.trait.statement),
        related=("persona", "trait__facet"),
    )
)
register_table(
    Table(
        models.PersonaNote,
        ("persona__slug", "facet__key"),
        {**of_persona(), "facet": (models.Facet, ("facet__key",))},
        merged=("body",),
        whole=1,
        describe=lambda row: (row.persona.heading, row.facet.name, row.body),
        related=("persona", "facet"),
    )
)
register_table(
    Table(
        models.PersonaTitle,
        ("persona__slug", "title__key"),
        {**of_persona(), "title": (models.JobTitle, ("title__key",))},
        ranked_in=1,
        kept=("qualifier",),
        whole=1,
        describe=lambda row: (row.persona.heading, "Job title", row.title.name),
        related=("persona", "title"),
    )
)
# Never "gone": only the writer's own pages can tell of rules, and other pages of the persona don't.
register_table(Table(models.TitleRule, ("persona__slug", "key"), of_persona()))
register_table(
    Table(
        models.PersonaPurchasingRole,
        ("persona__slug", "role__key"),
        {**of_persona(), "role": (models.PurchasingRole, ("role__key",))},
        kept=("qualifier",),
        whole=1,
        describe=lambda row: (row.persona.heading, "Purchasing role", row.role.name),
        related=("persona", "role"),
    )
)
register_table(
    Table(
        models.ContentPreference,
        ("persona__slug", "content_format__key"),
        {**of_persona(), "content_format": (models.ContentFormat, ("content_format__key",))},
        ranked_in=1,
        ranked_by="tier",
        kept=("qualifier",),
        whole=1,
        describe=lambda row: (row.persona.heading, "Content type", row.content_format.name),
        related=("persona", "content_format"),
    )
)
register_table(Table(models.HandbookPage, ("title", "name")))
register_table(
    Table(
        PAGE_PERSONA,
        ("handbookpage__title", "handbookpage__name", "persona__slug"),
        {"handbookpage": (models.HandbookPage, ("handbookpage__title", "handbookpage__name")), **of_persona()},
        whole=2,
        describe=lambda row: (row.persona.heading, "", row.persona.heading),
        related=("persona", "handbookpage"),
    )
)
register_table(
    Table(
        models.Guide,
        ("slug",),
        {
            "parent": (models.Guide, ("parent__slug",)),
            "page": (models.HandbookPage, ("page__title", "page__name")),
        },
        later=("parent",),
        merged=("body",),
    )
)
