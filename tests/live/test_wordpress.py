"""WordPress keeps the contract of every site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.sources.site import Site
from tests.live.contract import SiteContract
from tests.live.wordpress_server import WordPressStage

pytestmark = pytest.mark.xdist_group("wordpress")


@pytest.fixture
def stage(wordpress_stage: WordPressStage) -> WordPressStage:
    return wordpress_stage


@pytest.fixture
def site(stage: WordPressStage) -> Iterator[Site]:
    site = stage.open(stage.access)
    yield site
    site.close()


class TestWordPress(SiteContract):
    pass
