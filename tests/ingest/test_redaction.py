"""Free text: identifiers out, eponyms and findings in."""

import duckdb
import pytest

from dashboard.ingest.connection import create_macros
from dashboard.ingest.people import People, RosterEntry
from dashboard.ingest.redaction import know_names, redact_cells
from tests.ingest.exports import ANN, BOB, CASE, Department, table


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """A connection that knows the lists, and a roster with names that are words and signs."""
    people = People(bytes(32), {})
    for number, name in enumerate(("Ann Baker", "Idris Colles", "Una Young", "Wanda Kowalska")):
        people.enrol(RosterEntry(name, None, {"employee": f"E{number}"}, ()))
    made = duckdb.connect()
    create_macros(made)
    know_names(made, people)
    return made


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("see MRN 36395482 for more", "see [number] for more"),
        ("mrn#36395482.", "[number]."),
        ("Accession: NC25-1234567 repeated", "[number] repeated"),
        ("compare 12345678", "compare [number]"),
        ("call 555-123-4567 or (555) 123-4567", "[contact] or [contact]"),
        ("write to ann.lee@radiology.example.", "write to [contact]."),
        ("exam of 03/04/2025", "exam of [date]"),
        ("exam of 2025-03-04", "exam of [date]"),
        ("seen on March 3, 2025 again", "seen on [date] again"),
        ("on 3rd of March", "on [date]"),
        ("DOB 3/4/1950", "[date]"),
        ("born 1950", "[date]"),
        ("Dr. Lee called", "Dr. [name] called"),
        ("discussed with Mrs Quincy Zorblatt", "discussed with Mrs [name]"),
        ("Prof. van der Berg agreed", "Prof. [name] agreed"),
        ("a patient named Quincy Zorblatt", "a patient named [name]"),
        ("97-year-old with fall", "[age over 89] with fall"),
        ("SSN 123-45-6789", "[number]"),
    ],
)
def test_identifiers_go(connection: duckdb.DuckDBPyConnection, words: str, left: str) -> None:
    assert redact_cells(connection, [words]) == [left]


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
def test_eponyms_and_findings_stay(connection: duckdb.DuckDBPyConnection, words: str) -> None:
    assert redact_cells(connection, [words]) == [words]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ann Baker saw it; Baker, Ann agreed", "[name] saw it; [name] agreed"),
        ("as per Baker, with Baker cyst", "as per [name], with Baker cyst"),
        ("Dr. Young saw young bone", "Dr. [name] saw young bone"),
        ("by Colles, a Colles fracture", "by [name], a Colles fracture"),
        ("kowalska and KOWALSKA", "[name] and [name]"),
        ("with Young modulus from Young", "with Young modulus from [name]"),
    ],
)
def test_colleagues_go_unless_their_name_is_a_sign(
    connection: duckdb.DuckDBPyConnection, words: str, left: str
) -> None:
    assert redact_cells(connection, [words]) == [left]


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


def test_rows_that_say_the_same_lose_the_same_and_each_its_own_patient(
    department: Department,
) -> None:
    same = "Mild effusion, discussed with Dr. Kowalska."
    own = "The ridge of Preston was missed."
    rows = [
        {"Learning Point": same},
        {"Learning Point": own, "Patient Name": "Preston, Mary"},
        {"Learning Point": own, "Patient Name": "Zorblatt, Quincy"},
        {"Learning Point": same, "Patient Name": "Kowalska, Wanda"},
        {"Learning Point": same, "Patient Name": "Zorblatt, Quincy"},
        {"Learning Point": "Nothing to take out."},
        {"Learning Point": same},
    ]
    department.cases(*({"Case ID": f"PL-{n}", **row} for n, row in enumerate(rows)))
    receipt = department.receipt()
    kept = department.rows("select learning_point from cases order by row_number")
    assert [text for (text,) in kept] == [
        "Mild effusion, discussed with Dr. [name].",
        "The ridge of [patient] was missed.",
        "The ridge of [name] was missed.",
        "Mild effusion, discussed with Dr. [patient].",
        "Mild effusion, discussed with Dr. [name].",
        "Nothing to take out.",
        "Mild effusion, discussed with Dr. [name].",
    ]
    assert receipt.redacted == 6


def test_unknown_words_of_a_vocabulary_go_through_the_rules(department: Department) -> None:
    department.cases({"Category": "Called Dr. Lee 555-123-4567"})
    department.take()
    assert department.rows("select theme::text, theme_raw from cases") == [
        ("unmapped", "Called Dr. [name] [contact]")
    ]


def sites_of(department: Department, *sites: str, **more: str) -> list[str]:
    """Return what is kept of the sites of cases, one after the other."""
    rows = [{"Case ID": f"PL-{n}", "Site": site, **more} for n, site in enumerate(sites)]
    department.cases(*rows)
    department.take()
    return [site for (site,) in department.rows("select site from cases order by row_number")]


@pytest.mark.parametrize(
    "site",
    [
        "Preston",
        "Wexcombe Lakeside",
        "Qorvath-Zelm",
        "St. Mary's",
        "Henderson Memorial Hospital",
        "Victoria General",
        "Baby Friendly Unit",
        "Okafor Wing",
        "Toronto, Main Campus",
        "Ste-Anne de Bellevue",
        "Westmount 2",
    ],
)
def test_a_new_place_is_a_label_before_there_is_a_roster(department: Department, site: str) -> None:
    assert sites_of(department, site) == [site]


@pytest.mark.parametrize(
    ("site", "left"),
    [
        ("Dr. Preston", "Dr. [name]"),
        ("pt Okafor", "pt [name]"),
        ("Okafor, Linda", "[name]"),
        ("Grace Okafor", "[name]"),
        ("Annex, 555-123-4567", "Annex, [contact]"),
        ("Zorblatt", "[patient]"),
    ],
)
def test_somebody_who_stands_where_a_place_should_goes(
    department: Department, site: str, left: str
) -> None:
    assert sites_of(department, site) == [left]


def test_a_colleague_is_no_new_place(department: Department) -> None:
    department.roster(ANN, ["E3", "Kowalska", "Wanda", "w@radiology.example", "1"])
    assert sites_of(department, "Kowalska", "kowalska desk") == ["[name]", "[name] desk"]


def test_a_place_of_many_rows_is_one_though_somebody_is_called_like_it(
    department: Department,
) -> None:
    """Patients are called West too, and Grace Hopper is a hospital where she is in five rows."""
    names = ("Zorblatt, Quincy", "West, Adam", "Roth, Ida", "Grace, Lou", "Quell, Una")
    rows = [
        {"Case ID": f"PL-{n}{site}", "Site": site, "Patient Name": name}
        for site in ("West Campus", "Grace Hopper")
        for n, name in enumerate(names)
    ]
    department.cases(*rows)
    department.take()
    kept = department.rows("select site, count(*) from cases group by site order by site")
    assert kept == [("Grace Hopper", 5), ("West Campus", 5)]


def take_with_birth_date(department: Department, words: str) -> str:
    """Return what is kept of words whose row has a birth date column: 1960-04-03."""
    case = {**CASE, "Learning Point": words, "Patient DOB": "1960-04-03"}
    department.write("cases.csv", table(case, [case], ";"))
    department.take()
    return str(department.rows("select learning_point from cases")[0][0])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        # 1960 is in the birth date column, and in the middle of what the rules look for.
        ("DOB 03/04/1960, seen", "[date], seen"),
        ("DOB 4/3/1960, seen", "[date], seen"),
        ("Born 3 April 1960, see", "[date], see"),
        # Numbers stand in a label's rule, with other spaces than in the column.
        ("MRN 3639-5482 and 36 39 54 82", "MRN [patient] and [patient]"),
        ("acc NC25 1234567; NC25-1234567", "acc [patient]; [patient]"),
        # A rule takes half of a name, the word that is left is still the patient's.
        ("Mr Quincy Zorblatt; Zorblatt, Quincy", "Mr [patient]; [patient]"),
    ],
)
def test_rules_and_patient_columns_do_not_spoil_each_other(
    department: Department, words: str, left: str
) -> None:
    assert take_with_birth_date(department, words) == left


def test_published_words_are_known_ones(department: Department) -> None:
    """Titles and labels are in the published file: a strange word waits for a person."""
    actions = {
        "Action No": "QI-1",
        "Action": "Qorvath pathway for Lisfranc injury at Wexcombe, led by PACS team",
        "Category": "Detection",
        "Site": "Wexcombe",
        "Section": "Chest",
        "Opened": "2025-01-02",
        "Closed": "",
    }
    plain = {**actions, "Action No": "QI-2", "Action": "Checklist for CT head protocol, T2 and L4"}
    figures = {**actions, "Action No": "QI-3", "Action": "Trauma19 list, phase2, as Qorvath7 said"}
    department.write("actions.csv", table(actions, [actions, plain, figures], ","))
    department.take()
    assert department.rows("select title from actions order by row_number") == [
        ("[unconfirmed] pathway for Lisfranc injury at Wexcombe, led by PACS team",),
        ("Checklist for CT head protocol, T2 and L4",),
        ("Trauma19 list, phase2, as [unconfirmed] said",),
    ]
