"""The form in which a person says which mail they want."""

from django import forms

from enablement.models import MailPreference


class PreferenceForm(forms.ModelForm):
    """A box a group of mails."""

    class Meta:
        model = MailPreference
        fields = ["invitations", "reminders", "recordings", "digests", "reviews"]

    def save(self, commit=True):
        """One row a person, however often the form is sent at once."""
        values = {name: self.cleaned_data[name] for name in self._meta.fields}
        self.instance, _ = MailPreference.objects.update_or_create(user=self.instance.user, defaults=values)
        return self.instance
