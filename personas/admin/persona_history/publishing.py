"""Publishing an edition from a persona's page in the admin."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from personas.history.comparing import summary_of
from personas.history.editions import changes_since, publish_edition
from personas.history.snapshots import snapshot_of
from personas.models import Edition

from .restoring import RestoringAdmin


class EditionForm(forms.ModelForm):
    """What is asked for when an edition is published."""

    class Meta:
        model = Edition
        fields = ("note", "is_material")
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}


class PublishingAdmin(RestoringAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.publish_view)
        return [path("<int:pk>/publish-edition/", view, name="personas_persona_publish_edition"), *super().get_urls()]

    def may_publish(self, request) -> bool:
        return request.user.has_perms(["personas.change_persona", "personas.add_edition"])

    def publish_view(self, request, pk):
        """GET: what changed since the last edition. POST: publish the next one."""
        if not self.may_publish(request):
            raise PermissionDenied
        persona = self.persona_of(request, pk, changing=True)
        form = EditionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                edition = publish_edition(persona, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.message_user(request, f"{edition} of {persona.heading} is published.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:personas_persona_change", args=[persona.pk]))
        last = Edition.objects.of(persona).first()
        found = changes_since(last, snapshot_of(persona), request.user) if last else []
        return self.page(
            request,
            "admin/personas/history/publish.html",
            persona,
            title=f"Publish an edition of {persona.heading}",
            form=form,
            last=last,
            number=last.number + 1 if last else 1,
            differences=found,
            summary=summary_of(found),
            old_name=str(last or ""),
            new_name="Now",
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        more = {"may_publish": self.may_publish(request)}
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))
