"""Autocompletion that takes any garbage for a choice that isn't there."""

from django.contrib.admin.widgets import AutocompleteSelect

from personas.admin.chosen import possible_pks


class Autocomplete(AutocompleteSelect):
    """The stock widget, which asks the database for whatever was sent when it shows a form again."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if possible_pks([str(key)])], attrs)


class Autocompleting:
    """A model admin or inline whose autocompleted fields are of that kind."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
