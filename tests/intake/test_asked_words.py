"""Each word is asked about once, however many columns of ours its heading fills."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.home import Home
from dashboard.intake.asked_words import MOST_WORDS, AskedList, asked_lists
from dashboard.intake.column_words import words_to_map
from dashboard.intake.draft import Draft, first_draft
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.unsaid import FROM_COLUMN, answered
from tests.intake.dropped import flags

BOTH = {"case_kind": FROM_COLUMN + "Error Category"}
WORDS = ("Missed finding", "Great catch", "Great catch", "Near miss", "Sunspots", "Good spot")
SCRIPT = """
import streamlit
from dashboard.ui.mapping_words import words_step
step = words_step(*streamlit.session_state["asked"], {}, "map")
streamlit.session_state["values"] = step.values
"""


def drafted(home: Home, *words: str, both: bool = True) -> tuple[LookedAt, Draft]:
    rows = [{"Flag No": f"RF-{n}", "Error Category": word} for n, word in enumerate(words)]
    (looked,) = look_at(home, flags(*rows))
    return looked, answered(first_draft(home, looked), BOTH if both else {})


def of_categories(home: Home, *words: str, both: bool = True) -> AskedList:
    looked, draft = drafted(home, *words, both=both)
    lists = asked_lists(words_to_map(looked, draft, {}))
    return next(one for one in lists if one.columns[-1].column.name == "theme")


def test_a_word_of_one_list_for_two_is_asked_once_with_both_questions(home: Home) -> None:
    found = of_categories(home, *WORDS)
    assert found.says_two == (
        "“Error Category” tells the case type and the category: each word has two questions."
    )
    asked = {word.questions[0].word.word: word.questions for word in found.words}
    assert len(asked) == len(found.words) == 5
    kind, category = asked["Great catch"]
    assert (kind.in_words, kind.word.proposed) == (
        "Case type of “Great catch”, 2 rows",
        "great_call",
    )
    assert (category.in_words, category.word.proposed) == ("Category of “Great catch”, 2 rows", "")


def test_a_great_call_needs_no_category_and_a_learning_opportunity_does(home: Home) -> None:
    found = of_categories(home, *WORDS)
    known = {word.questions[0].word.word: word.known for word in found.words}
    assert known == {
        "Missed finding": False,
        "Near miss": False,
        "Sunspots": False,
        "Great catch": True,
        "Good spot": True,
    }
    assert [word.known for word in found.words] == [False, False, False, True, True]


def test_no_category_is_named_so_where_the_kind_is_said(home: Home) -> None:
    (word, *_) = of_categories(home, "Sunspots").words
    kind, category = word.questions
    assert kind.choices("")[""] == "Keep as it is, not mapped"
    assert category.choices("")[""] == "Keep as it is, not mapped"
    assert category.choices("great_call")[""] == "No category"


def test_one_question_stays_one(home: Home) -> None:
    found = of_categories(home, "Sunspots", both=False)
    assert found.says_two == ""
    ((question,),) = [word.questions for word in found.words]
    assert question.in_words == "Error Category: “Sunspots”, 1 row"


def test_too_many_words_are_counted_once(home: Home) -> None:
    words = ["Great catch", *(f"Local word {n}" for n in range(MOST_WORDS + 4))]
    for both in (True, False):
        found = of_categories(home, *words, both=both)
        assert (len(found.words), found.rarer) == (MOST_WORDS, 5)
        assert not any(word.known for word in found.words)


def test_both_questions_of_a_word_stand_beside_each_other_and_answer_both(home: Home) -> None:
    app = AppTest.from_string(SCRIPT)
    app.session_state["asked"] = drafted(home, *WORDS)
    app.run()
    labels = [box.label for box in app.selectbox]
    first = labels.index("Case type of “Sunspots”, 1 row")
    assert labels[first + 1] == "Category of “Sunspots”, 1 row"
    app.selectbox[first].select("interesting_case").run()
    assert "No category" in app.selectbox[first + 1].options
    assert app.session_state["values"]["case_kind"]["Sunspots"] == "interesting_case"
    assert app.session_state["values"]["theme"]["Sunspots"] == ""
    assert app.session_state["values"]["case_kind"]["Great catch"] == "great_call"
