"""What a mapping begins with, what a column may mean, and what is still open."""

from __future__ import annotations

from dataclasses import replace

from dashboard.home import Home
from dashboard.intake.draft import (
    Draft,
    first_draft,
    is_number_of_a_row,
    meanings_for,
    meant_twice,
    still_needed,
)
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.uploads import Upload
from tests.ingest.exports import CASE
from tests.intake.dropped import flags, numbered_flags, table

STAFF = [
    "Staff Number",
    "Surname",
    "Given Name",
    "Work Email",
    "RadPeer ID",
    "Home Site",
    "Division",
]
STAFF += ["Employed From"]


def drafted(home: Home, upload: Upload, table: str | None = None) -> tuple[LookedAt, Draft]:
    (looked,) = look_at(home, upload)
    return looked, first_draft(home, looked, table)


def test_a_new_system_gets_a_whole_proposal(home: Home) -> None:
    _, draft = drafted(home, flags(*numbered_flags(5)))
    assert draft.table == "cases"
    assert draft.meanings == {
        "Flag No": "case_id",
        "Flagged By": "submitting_radiologist",
        "Read By": "interpreting_radiologist",
        "Flagged On": "submitted_on",
        "Hospital": "site",
        "Team": "section",
        "Exam Type": "modality",
        "Error Category": "theme",
        "Teaching Comment": "learning_point",
        "MRN": "",
        "Pt Name": "",
        "Reviewed In": "",
    }
    assert 0.6 <= draft.sure["Flag No"] < draft.sure["Flagged By"] <= 1
    assert still_needed(draft) == ()


def test_a_person_may_say_that_it_holds_something_else(home: Home) -> None:
    _, draft = drafted(home, flags(), table="feedback")
    assert draft.table == "feedback"
    assert set(draft.meanings.values()) <= {
        "", "case_id", "receiving_radiologist", "sent_on", "acknowledged_on", "channel",
    }  # fmt: skip


def test_scores_are_asked_which_scale_they_are_of(home: Home) -> None:
    _, draft = drafted(home, flags(), table="reviews")
    assert [one.can_be_the_same for one in still_needed(draft) if one.column.name == "scale"] == [
        True
    ]
    said = replace(draft, constants={**draft.constants, "scale": "radpeer_2016"})
    assert "scale" not in [one.column.name for one in still_needed(said)]


def test_what_is_like_nothing_begins_with_everything_left_out(home: Home) -> None:
    _, draft = drafted(home, table(["Qux", "Quux"], ["1", "2"]))
    assert set(draft.meanings.values()) == {""}
    assert {one.column.name for one in still_needed(draft)} >= {"case_id", "submitted_on", "site"}


def test_a_missing_column_is_proposed_and_the_rest_stays(home: Home, cases: Upload) -> None:
    renamed = Upload(cases.name, cases.data.replace(b"Submitted By", b"Submitter"))
    looked, draft = drafted(home, renamed)
    assert draft.base is looked.layout
    assert draft.meanings["Submitter"] == "submitting_radiologist"
    assert list(draft.sure) == ["Submitter"]
    assert draft.meanings["Interpreting Radiologist"] == "interpreting_radiologist"


def test_a_patients_identifier_can_only_number_a_row(home: Home) -> None:
    looked, _ = drafted(home, flags())
    mrn, team = looked.column("MRN"), looked.column("Team")
    assert mrn is not None
    assert team is not None
    assert set(meanings_for("cases", mrn)) == {"", "case_id"}
    assert set(meanings_for("radiologists", mrn)) == {""}
    assert {"", "section", "status", "learning_point"} < set(meanings_for("cases", team))
    assert is_number_of_a_row("cases", "case_id")
    assert not is_number_of_a_row("cases", "section")


def test_required_columns_are_marked(home: Home) -> None:
    looked, _ = drafted(home, flags())
    meanings = meanings_for("cases", looked.columns[0])
    assert next(iter(meanings)) == ""
    assert meanings["site"] == "Site (required)"
    assert meanings["section"] == "Section"


def test_one_meaning_for_two_columns_is_refused_in_words(home: Home) -> None:
    _, draft = drafted(home, flags())
    doubled = replace(draft, meanings={**draft.meanings, "Team": "site"})
    assert meant_twice(doubled) == ("“Hospital” and “Team” cannot both be Site: leave one out.",)
    assert meant_twice(draft) == ()


def test_what_is_required_can_be_the_same_for_every_row(home: Home) -> None:
    _, draft = drafted(home, flags())
    without = replace(draft, meanings={**draft.meanings, "Hospital": "", "Flag No": ""})
    assert [(one.column.name, one.can_be_the_same) for one in still_needed(without)] == [
        ("case_id", False),
        ("site", True),
    ]
    assert [one.column.name for one in still_needed(replace(without, constants={"site": "Here"}))]
    filled = replace(without, constants={"site": "Here"})
    (number,) = still_needed(filled)
    assert number.column.name == "case_id"
    assert "number them in the file" in number.in_words


def test_a_roster_says_who_people_are(home: Home) -> None:
    row = ["77", "Chan", "Mei", "mei.chan@radiology.example", "9001", "Harbour", "Chest"]
    _, draft = drafted(home, table(STAFF, [*row, "2020-01-06"]), table="radiologists")
    assert draft.meanings["Surname"] == "people.name"
    assert draft.meanings["Given Name"] == "people.name"
    assert draft.meanings["Work Email"] == "people.email"
    assert draft.meanings["RadPeer ID"] == "people.other_number"
    assert meant_twice(draft) == ()


def test_a_layout_that_was_chosen_of_several_is_begun_from(home: Home, cases: Upload) -> None:
    (looked,) = look_at(home, cases)
    draft = first_draft(home, looked, like="template_cases")
    assert draft.base is None  # a template is nobody's own layout
    assert first_draft(home, looked).base is looked.layout
    assert set(draft.meanings) == set(CASE)
