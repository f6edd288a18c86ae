"""Which fields of an address or a form a view asks for, found out while it answers."""

from contextlib import contextmanager

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

NOT_THERE = object()


@contextmanager
def recorded(monkeypatch):
    """A set that fills with the names that are asked for inside the block."""
    names = set()

    def noting(method):
        def asked(fields, name, *args, **kwargs):
            if isinstance(fields, QueryDict) and isinstance(name, str):
                names.add(name)
            return method(fields, name, *args, **kwargs)

        return asked

    with monkeypatch.context() as patched:
        for method in ("__getitem__", "_getlist"):
            patched.setattr(MultiValueDict, method, noting(getattr(MultiValueDict, method)))
        patched.setattr(QueryDict, "__contains__", noting(dict.__contains__), raising=False)
        yield names
