"""A desk that speaks with no site by itself."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Driven
from ui.syncing import Syncing


@pytest.fixture
def alone(driven: Driven) -> Driven:
    """What becomes of deliveries is up to the test."""
    syncing = driven.window.findChild(Syncing)
    assert isinstance(syncing, Syncing)
    syncing.stop()
    driven.settle()
    return driven
