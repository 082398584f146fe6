"""Words as HTML: safe, and what is to be typed set as code, without the marks around it."""

from __future__ import annotations

import pytest

from dashboard.ui.markup import sentence


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Run `python -m x FILE` first.", "Run <code>python -m x FILE</code> first."),
        ("`a` or `b <i>`", "<code>a</code> or <code>b &lt;i&gt;</code>"),
        ("One ` alone & <b>", "One ` alone &amp; &lt;b&gt;"),
    ],
)
def test_what_is_to_be_typed_is_code(words: str, html: str) -> None:
    assert sentence(words) == html
