"""The page on which people change their own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from config.access import audit
from config.access.proof import has_password, is_password_of_reader

DONE = "Your password is changed. Wherever else you were signed in, you no longer are."
WRONG = "That isn't your password."
DIFFERENT = "The two new passwords differ: type the same twice."


class OwnPasswordForm(PasswordChangeForm):
    """The password as it is, and the new one twice."""

    error_messages = PasswordChangeForm.error_messages | {"password_incorrect": WRONG, "password_mismatch": DIFFERENT}

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        rules = " ".join(rule for rule in password_validators_help_texts() if rule)
        shown = {"old_password": ("Your password now", ""), "new_password1": ("New password", rules)}
        shown |= {"new_password2": ("New password, once more", "")}
        for name, (label, help_text) in shown.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text

    def clean_old_password(self):
        typed = self.cleaned_data["old_password"]
        if not is_password_of_reader(self.request, typed):
            raise ValidationError(WRONG, code="password_incorrect")
        return typed


@method_decorator(never_cache, "dispatch")
class OwnPasswordView(PasswordChangeView):
    """The same rules as for passwords that administrators give. Every other session ends: each holds a digest of the
    password with which it began."""

    http_method_names = ["get", "head", "post"]
    form_class = OwnPasswordForm
    template_name = "account/password.html"
    success_url = reverse_lazy("personas:own_data")

    def dispatch(self, request, *args, **kwargs):
        if not has_password(request.user):
            return render(
                request, "account/no_password.html", {"provider": provider(), "section": "account"}, status=403
            )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"section": "account"}

    def form_valid(self, form):
        response = super().form_valid(form)
        audit.record("password_changed", by=self.request.user, request=self.request)
        messages.success(self.request, DONE)
        return response


def provider() -> str:
    """What single sign-on is called here; nothing where there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""
