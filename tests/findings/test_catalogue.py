"""What the Measures page says."""

from dashboard.findings.catalogue import catalogue_page


def test_every_published_measure_is_in_exactly_one_group(demo_published):
    page = catalogue_page(demo_published)
    names = [entry.measure.name for _, entries in page.groups for entry in entries]
    assert sorted(names) == sorted(demo_published.measures)
    assert page.finding.startswith(f"{len(names)} measures")


def test_an_entry_says_what_it_counts_and_when_it_is_shown(demo_published):
    page = catalogue_page(demo_published)
    entries = {e.measure.name: dict(e.facts) for _, entries in page.groups for e in entries}
    rate = entries["learning_opportunities_per_1000_exams"]
    assert rate["Unit"] == "per 1,000 exams"
    assert "at least five people" in rate["Shown when"]
    assert entries["submissions_per_1000_exams"]["Can be split by"] == "department only"
