"""The real servers, started when a test first needs them and stopped after the last one."""

from __future__ import annotations

import pytest

from tests.live.isso_server import isso, isso_stage, own_isso_stage
from tests.live.wordpress_server import wordpress, wordpress_stage

__all__ = ["isso", "isso_stage", "own_isso_stage", "wordpress", "wordpress_stage"]

pytest.register_assert_rewrite("tests.live.contract")
