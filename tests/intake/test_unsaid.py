"""One list that says what a case is and what it is about, as many tools have it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.home import Home
from dashboard.intake.column_words import words_to_map
from dashboard.intake.draft import Draft, first_draft
from dashboard.intake.finished_layout import finished
from dashboard.intake.layout_file import save_layout
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.unsaid import FROM_COLUMN, NOT_SAID, answered, unsaid_columns
from tests.intake.dropped import flags, numbered_flags

CATEGORY = FROM_COLUMN + "Error Category"


def drafted(home: Home, *categories: str) -> tuple[LookedAt, Draft]:
    rows = [
        {"Flag No": f"RF-{n}", "Error Category": category} for n, category in enumerate(categories)
    ]
    (looked,) = look_at(home, flags(*rows))
    return looked, first_draft(home, looked)


def test_a_person_is_asked_what_the_rows_are(home: Home) -> None:
    (kind,) = unsaid_columns(*drafted(home, "Missed finding", "Communication"))
    assert (kind.column.name, kind.proposed) == ("case_kind", None)
    assert kind.choices[CATEGORY] == "“Error Category” says it too"
    assert kind.choices["learning_opportunity"] == "Learning opportunity, every row"
    assert kind.choices[NOT_SAID] == "It is not said"
    assert "unclassified" not in kind.choices


def test_a_word_for_a_kind_among_the_categories_tells_that_it_says_both(home: Home) -> None:
    (kind,) = unsaid_columns(*drafted(home, "Missed finding", "Great catch"))
    assert kind.proposed == CATEGORY


def test_a_column_of_its_own_is_not_asked_about(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch")
    own = replace(draft, meanings={**draft.meanings, "Team": "case_kind"})
    assert unsaid_columns(looked, own) == ()


def test_categories_among_the_kinds_tell_it_the_other_way_round(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch")
    kinds = replace(draft, meanings={**draft.meanings, "Error Category": "case_kind"})
    (theme,) = unsaid_columns(looked, kinds)
    assert (theme.column.name, theme.proposed) == ("theme", CATEGORY)
    none = {**draft.meanings, "Error Category": ""}
    kind, theme = unsaid_columns(looked, replace(draft, meanings=none))
    assert (kind.proposed, theme.proposed) == (None, None)
    assert kind.choices[CATEGORY] == theme.choices[CATEGORY] == "“Error Category” tells it"
    assert list(theme.choices) == [CATEGORY, NOT_SAID]


def test_a_column_left_out_can_tell_both(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch")
    none = replace(draft, meanings={**draft.meanings, "Error Category": ""})
    both = answered(none, {"case_kind": CATEGORY, "theme": CATEGORY})
    shared = [one.column.name for one in words_to_map(looked, both, {}) if one.also]
    assert shared == ["case_kind", "theme"]
    dated = replace(both, dates={"submitted_on": "%d/%m/%Y"})
    layout = finished(dated, looked, "radflow_flags")
    assert layout.columns["case_kind"].source == layout.columns["theme"].source
    assert "Error Category" not in layout.recognise.columns


def test_a_category_alone_is_likely_a_learning_opportunity_and_still_asked(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch", "Sunspots")
    both = answered(draft, {"case_kind": CATEGORY})
    kinds = next(w for w in words_to_map(looked, both, {}) if w.column.name == "case_kind")
    assert kinds.also
    assert {w.word: (w.proposed, w.known) for w in kinds.words} == {
        "Missed finding": ("learning_opportunity", False),
        "Sunspots": ("", False),
        "Great catch": ("great_call", True),
    }


def test_every_answer_becomes_a_layout_that_asks_no_more(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch")
    draft = replace(draft, dates={"submitted_on": "%d/%m/%Y"})
    both = answered(draft, {"case_kind": CATEGORY})
    both = replace(both, values={"case_kind": {"Missed finding": "learning_opportunity"}})
    layout = finished(both, looked, "radflow_flags")
    assert layout.columns["case_kind"].source == layout.columns["theme"].source
    assert layout.columns["case_kind"].values == {"Missed finding": "learning_opportunity"}
    every = answered(draft, {"case_kind": "great_call"})
    assert finished(every, looked, "x_flags").columns["case_kind"].constant == "great_call"
    unsaid = answered(draft, {"case_kind": NOT_SAID})
    assert "case_kind" not in finished(unsaid, looked, "x_flags").columns


def test_a_saved_layout_is_changed_from_what_it_says(home: Home) -> None:
    looked, draft = drafted(home, "Missed finding", "Great catch")
    draft = replace(draft, dates={"submitted_on": "%d/%m/%Y"})
    for answer in (CATEGORY, "great_call", NOT_SAID):
        said = answered(draft, {"case_kind": answer})
        replacing = None if answer == CATEGORY else "radflow_flags"
        save_layout(home, "radflow_flags", finished(said, looked, "radflow_flags"), replacing)
        (again,) = look_at(home, flags(*numbered_flags(2)))
        (kind,) = unsaid_columns(again, first_draft(home, again))
        assert kind.proposed == answer
