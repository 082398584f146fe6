"""One copy of the demo department, for every test that sends it requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.home import Home
from tests.disclosure.requests.sent import Department, department


@pytest.fixture(scope="package")
def asked_department(
    demo_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Department]:
    """The department, with sign-in, that answers the requests."""
    with department(demo_home, tmp_path_factory.mktemp("asked")) as opened:
        yield opened
