"""Signing out for good: nothing that a browser kept is left to look at."""

from django.contrib.auth.views import LogoutView


class SignOutView(LogoutView):
    """Ends the session, and has the browser throw away the pages that it kept; one that doesn't know how is helped by
    static/js/reader.js."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
