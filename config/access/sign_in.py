"""The one sign-in page, for the site and for the admin."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.shortcuts import render

PAGE = "registration/login.html"
WRONG = "That name and that password don't belong together. Capitals and small letters matter in both."
NO_PASSWORDS = "Passwords are switched off here: use the button."
LOCKED = (
    "That was wrong too often, so this name can't sign in from here for {minutes} minutes. If you forgot the password,"
    " ask the person who runs Dramatis here for a new one."
)
HELD = (
    "Too many wrong passwords came from your network lately, so nobody can sign in with a password from there for up"
    " to {minutes} minutes. If it doesn't end, tell the person who runs Dramatis here."
)


class SignInForm(AuthenticationForm):
    """Name and password. A name that no account can have is as wrong as any other, and isn't even counted."""

    error_messages = AuthenticationForm.error_messages | {"invalid_login": WRONG}

    def clean_username(self):
        name = self.cleaned_data["username"]
        if len(name) > self.fields["username"].max_length:
            raise self.get_invalid_login_error()
        return name


class SignInView(LoginView):
    """Name and password, a button for single sign-on, or both."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | ways_in()

    def post(self, request, *args, **kwargs):
        if settings.PASSWORD_SIGN_IN:
            return super().post(request, *args, **kwargs)
        return problem_page(request, NO_PASSWORDS, 403)


def ways_in() -> dict:
    """What the sign-in page offers."""
    return {"passwords": settings.PASSWORD_SIGN_IN, "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}


def locked_out(request, original_response, credentials):
    """The answer to somebody who guessed too often, in place of the page that was made already. Who is signed in was
    asked for the password once more."""
    wait = settings.AXES_COOLOFF_TIME
    if request.user.is_authenticated:
        response = render(request, "registration/wait.html", {"minutes": minutes(wait)}, status=429)
    else:
        sentence = HELD if getattr(request, "is_from_held_address", False) else LOCKED
        response = problem_page(request, sentence.format(minutes=minutes(wait)), 429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def minutes(time: timedelta) -> int:
    return -(-int(time.total_seconds()) // 60)


def problem_page(request, problem: str, status: int):
    """The sign-in page with a sentence about why it didn't work; what was typed is still there, but no password."""
    typed = {"username": request.POST.get("username", "")[:150].replace("\0", "")}
    context = {
        "form": SignInForm(request, initial=typed),
        "problem": problem,
        "next": request.POST.get("next", ""),
    }
    return render(request, PAGE, context | ways_in(), status=status)
