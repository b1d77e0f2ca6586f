"""Isso passes the contract of every site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.sources.isso.site import IssoSite
from tests.live.contract import SiteContract
from tests.live.isso_server import IssoStage


class TestIsso(SiteContract):
    @pytest.fixture
    def stage(self, isso_stage: IssoStage) -> IssoStage:
        return isso_stage

    @pytest.fixture
    def site(self, stage: IssoStage) -> Iterator[IssoSite]:
        site = IssoSite(stage.access)
        yield site
        site.close()
