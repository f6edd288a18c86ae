"""The form that names a view."""

from django import forms

from personas.models import SavedView


class ViewForm(forms.ModelForm):
    """The name of a view. Its page and query are the instance's, and are checked with it."""

    class Meta:
        model = SavedView
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["name"].error_messages["required"] = "Give the view a name."

    def _get_validation_exclusions(self):
        """All of a new view came from the browser, and its owner makes the name unique: nothing is left unchecked."""
        return set()

    def add_error(self, field, error):
        """Says what is wrong with page or query, which have no field here, above the form."""
        known = getattr(error, "error_dict", None)
        if field is None and known:
            for name, errors in known.items():
                super().add_error(name if name in self.fields else None, errors)
            return
        super().add_error(field if field in self.fields else None, error)
