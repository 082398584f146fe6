"""From what a person said to the layout ingest reads."""

from __future__ import annotations

from dataclasses import replace

from dashboard.home import Home
from dashboard.ingest.layouts import layout_from
from dashboard.intake.draft import first_draft
from dashboard.intake.finished_layout import finished
from dashboard.intake.layout_file import layout_toml
from dashboard.intake.looking import look_at
from dashboard.intake.uploads import Upload
from tests.intake.dropped import flags, table
from tests.intake.test_draft import STAFF


def test_it_says_what_was_said_and_no_more(home: Home) -> None:
    (looked,) = look_at(home, flags())
    values = {
        "theme": {"Missed finding": "perception", "Hanging protocol": "technique", "Odd": ""},
        "site": {"North Hosp": "North Campus"},
    }
    draft = replace(
        first_draft(home, looked),
        dates={"submitted_on": "%d/%m/%Y"},
        values=values,
        system="RadFlow",
    )
    layout = finished(draft, looked, "radflow_flags")
    assert (layout.name, layout.system, layout.table) == ("radflow_flags", "RadFlow", "cases")
    assert layout.columns["submitted_on"].dates == ("%d/%m/%Y",)
    assert layout.columns["theme"].values == {"Hanging protocol": "technique"}
    assert layout.columns["site"].values == {"North Hosp": "North Campus"}
    assert layout.recognise.columns == ("MRN", "Pt Name", "Reviewed In")
    assert layout_from(layout_toml(layout), layout.name) == layout


def test_a_known_word_can_be_kept_as_it_is(home: Home) -> None:
    (looked,) = look_at(home, flags())
    draft = replace(first_draft(home, looked), values={"theme": {"Missed finding": ""}})
    layout = finished(draft, looked, "radflow_flags")
    assert layout.columns["theme"].values == {"Missed finding": "unmapped"}


def test_what_is_the_same_for_every_row(home: Home) -> None:
    (looked,) = look_at(home, flags())
    begun = first_draft(home, looked)
    draft = replace(begun, meanings={**begun.meanings, "Hospital": ""}, constants={"site": "Here"})
    assert finished(draft, looked, "radflow_flags").columns["site"].constant == "Here"


def test_a_corrected_layout_keeps_what_else_it_knew(home: Home, cases: Upload) -> None:
    renamed = Upload(cases.name, cases.data.replace(b"Submitted By", b"Submitter"))
    (looked,) = look_at(home, renamed)
    draft = replace(first_draft(home, looked), values={"modality": {"Thermo": "XR"}})
    layout = finished(draft, looked, "peer_learning_cases")
    assert layout.columns["submitting_radiologist"].source == ("Submitter", "Submitted By")
    assert layout.columns["modality"].values == {"CR/DX": "XR", "Thermo": "XR"}
    assert layout.columns["exam_on"].dates == ("%Y-%m-%d",)
    assert layout.about == looked.layout.about if looked.layout else False


def test_a_roster_gets_its_people(home: Home) -> None:
    row = ["77", "Chan", "Mei", "mei.chan@radiology.example", "9001", "Harbour", "Chest"]
    (looked,) = look_at(home, table(STAFF, [*row, "2020-01-06"]))
    layout = finished(first_draft(home, looked, "radiologists"), looked, "staff_list")
    assert layout.people is not None
    assert layout.people.name == ("Given Name", "Surname")
    assert layout.people.email == "Work Email"
    assert layout.people.ids == {"radpeer": "RadPeer ID", "employee": "Staff Number"}


def test_the_built_in_roster_keeps_its_people(home: Home, small_roster: Upload) -> None:
    looked = look_at(home, small_roster)[0]
    layout = finished(first_draft(home, looked), looked, "roster")
    assert looked.layout is not None
    assert layout.people == looked.layout.people
