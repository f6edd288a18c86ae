"""Answer headers that neither Django nor django-csp knows."""

FEATURES_OFF = ", ".join(
    f"{feature}=()"
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "publickey-credentials-get",
        "usb",
    )
)


def browser_features_off(get_response):
    """Middleware: no page may use the device's sensors, and no other site may embed an answer."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", FEATURES_OFF)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware
