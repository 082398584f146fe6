"""A department where nothing was planted: no sentence says that anything rose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulate.simulate_null_departments import FIRST_SEED, claims_of, null_department


@pytest.mark.long
def test_no_sentence_of_page_or_deck_claims_a_rise(tmp_path: Path) -> None:
    claims = claims_of(null_department(tmp_path, FIRST_SEED), FIRST_SEED)
    assert claims.on_page == ()
    assert claims.on_slides == ()
