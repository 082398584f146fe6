"""One axis at a time."""

from datetime import date

import pytest

from dashboard.published.lens import CrossedAxes, Lens, crossed_sentence, one_axis

DEPARTMENT = Lens(date(2025, 1, 1), date(2025, 12, 1))
NEURO = Lens(date(2025, 1, 1), date(2025, 12, 1), "section", ("Neuro",))


def test_the_split_or_the_lens_decides_the_axis():
    assert one_axis(DEPARTMENT, None) == "all"
    assert one_axis(DEPARTMENT, "site") == "site"
    assert one_axis(NEURO, None) == "section"
    assert one_axis(NEURO, "section") == "section"


def test_two_axes_are_refused_in_a_sentence():
    with pytest.raises(CrossedAxes, match="so that no one can be singled out") as refusal:
        one_axis(NEURO, "site")
    assert "Showing Neuro, all sites." in str(refusal.value)
    assert crossed_sentence(["site", "section"], ["Harbour"]) == (
        "Site and section cannot be combined, so that no one can be singled out. "
        "Showing Harbour, all sections."
    )
