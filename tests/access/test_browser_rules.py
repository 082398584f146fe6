"""What a browser is told: a page may send nothing to any other place than it came from."""

from __future__ import annotations

import pytest

from dashboard.ui.browser_rules import content_of


@pytest.mark.parametrize("host", ["quality.example.org", "127.0.0.1:8501", "[::1]:8501"])
def test_the_stream_of_a_page_is_that_of_its_own_host(host: str) -> None:
    sending = next(rule for rule in content_of(host).split("; ") if rule.startswith("connect-src"))
    assert sending == f"connect-src 'self' ws://{host} wss://{host}"


@pytest.mark.parametrize("host", ["", "a; script-src *", "a b", "*", "a\r\nX: y"])
def test_a_host_that_is_none_adds_no_rule(host: str) -> None:
    rules = content_of(host).split("; ")
    assert "connect-src 'self'" in rules
    assert not any("*" in rule for rule in rules)
