"""Asking the peer, Django's admin on the same rows, how long it takes for the same."""

from __future__ import annotations

import json
from importlib.util import find_spec

from tests.performance.measure import Samples
from tests.performance.processes import in_own_process
from tests.performance.workshop import Workshop


def asked(workshop: Workshop, what: str, *more: object) -> dict[str, Samples]:
    """What the admin took, by names that `django_admin` gives; empty without Django."""
    if find_spec("django") is None:
        return {}
    database = workshop.folder / f"django-{workshop.rows}.db"
    told = in_own_process(
        "peers.django_admin", database, workshop.database(), what, json.dumps(more)
    )
    return {name: Samples(tuple(values)) for name, values in told["seconds"].items()}
