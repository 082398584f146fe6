"""Free text: identifiers out, eponyms and findings in."""

import duckdb
import pytest

from dashboard.ingest.connection import create_macros
from dashboard.ingest.people import People, RosterEntry
from dashboard.ingest.redaction import Rule, colleague_rules, redact_cells, rules
from tests.ingest.exports import ANN, BOB, Department


def redacted(words: str, more: tuple[Rule, ...] = ()) -> str:
    with duckdb.connect() as connection:
        create_macros(connection)
        return redact_cells(connection, [words], (*rules(), *more))[0]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("see MRN 36395482 for more", "see [number] for more"),
        ("mrn#36395482.", "[number]."),
        ("Accession: NC25-1234567 repeated", "[number] repeated"),
        ("compare 12345678", "compare [number]"),
        ("call 555-123-4567 or (555) 123-4567", "call [contact] or [contact]"),
        ("write to ann.lee@radiology.example.", "write to [contact]."),
        ("exam of 03/04/2025", "exam of [date]"),
        ("exam of 2025-03-04", "exam of [date]"),
        ("seen on March 3, 2025 again", "seen on [date] again"),
        ("on 3rd of March", "on [date]"),
        ("DOB 3/4/1950", "[date]"),
        ("born 1950", "[date]"),
        ("Dr. Lee called", "[name] called"),
        ("discussed with Mrs Quincy Zorblatt", "discussed with [name]"),
        ("Prof. van der Berg agreed", "[name] agreed"),
        ("a patient named Quincy Zorblatt", "a [name]"),
        ("97-year-old with fall", "[age over 89] with fall"),
        ("SSN 123-45-6789", "[number]"),
    ],
)
def test_identifiers_go(words: str, left: str) -> None:
    assert redacted(words) == left


@pytest.mark.parametrize(
    "words",
    [
        "Baker cyst, Hill-Sachs lesion, Lisfranc injury, Kerley B lines, Pancoast tumor.",
        "12 mm nodule in segment IVb, 45 Hounsfield units, was 3.2 x 1.5 x 2.0 cm.",
        "Disc at L4/5 and C5-6; T2 and FLAIR; BI-RADS 4, LI-RADS 5, TI-RADS 3.",
        "Compare with the 2023 study; 24 months of stability; a 75-year-old with cough.",
        "MR of the knee; MRI, CT and US; DR and CR films; the 1/3 junction.",
        "May need follow-up in March clinics; no pneumothorax on 4 of 5 images.",
    ],
)
def test_eponyms_and_findings_stay(words: str) -> None:
    assert redacted(words) == words


def test_colleagues_go_by_full_name_or_where_somebody_is_meant() -> None:
    people = People(bytes(32), {})
    people.enrol(RosterEntry("Ann Baker", None, {"employee": "E1"}, ()))
    more = colleague_rules(people)
    assert redacted("Ann Baker saw it; Baker, Ann agreed", more) == "[name] saw it; [name] agreed"
    assert redacted("as per Baker", more) == "as [name]"
    assert redacted("a Baker cyst", more) == "a Baker cyst"


def test_the_rows_own_patient_goes_wherever_it_stands(department: Department) -> None:
    department.roster(ANN, BOB)
    department.cases(
        {"Learning Point": "Zorblatt's lung base; ask QUINCY. 36395482 too.", "Status": "zorblatt"},
        {"Case ID": "PL-2", "Patient Name": "Young^Ida", "Learning Point": "a younger Zorblatt"},
        {"Case ID": "PL-3", "Learning Point": "nothing to hide"},
    )
    (_, receipt) = department.take().receipts
    assert receipt.redacted == 2
    assert department.rows("select learning_point, status from cases order by row_number") == [
        ("[patient]'s lung base; ask [patient]. [patient] too.", "[patient]"),
        ("a younger Zorblatt", "Closed"),
        ("nothing to hide", "Closed"),
    ]


def test_unknown_words_of_a_vocabulary_go_through_the_rules(department: Department) -> None:
    department.cases({"Category": "Called Dr. Lee 555-123-4567"})
    department.take()
    assert department.rows("select theme::text, theme_raw from cases") == [
        ("unmapped", "Called [name] [contact]")
    ]
