"""Vocabularies: every spelling leads to one code."""

from pathlib import Path

import pytest

from dashboard.vocabularies import BrokenVocabulary, normalise, vocabularies


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("theme", "Perceptual (missed finding)", "perception"),
        ("theme", "  PRIOR not-reviewed ", "prior_history"),
        ("theme", "Gremlins", "unmapped"),
        ("theme", None, "unmapped"),
        ("score", "2B", "2b"),
        ("score", "2 b", "2b"),
        ("score", "2-b", "2b"),
        ("score", "1.0", "1"),
        ("score", "2", "2"),
        ("score", "2.0", "2"),
        ("score", "4", None),
        ("score", None, None),
        ("modality", "PT\\CT", "PET"),
        ("modality", "dx", "XR"),
        ("case_kind", "Great Call", "great_call"),
        ("scale", "1-5", "local"),
    ],
)
def test_spellings(name: str, raw: str | None, code: str | None) -> None:
    assert vocabularies()[name].code_of(raw) == code


def test_plain_words() -> None:
    assert normalise("  Été—Peds/Adult  ") == "ete peds adult"
    assert normalise("--") == ""


def test_labels() -> None:
    assert vocabularies()["patient_group"].label_of("adult") == "Adult"
    with pytest.raises(KeyError):
        vocabularies()["patient_group"].label_of("nobody")


def test_every_vocabulary_is_whole() -> None:
    for vocabulary in vocabularies().values():
        for entry in vocabulary.codes:
            assert vocabulary.code_of(entry.code) == entry.code
            assert vocabulary.code_of(entry.label) == entry.code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 'x'\n[codes.a]\nlabel = 'A'\n[codes.b]\nlabel = 'a'", "stands for both a and b"),
        ("title = 'x'\nunmapped = 'z'\n[codes.a]\nlabel = 'A'", "unmapped = 'z' is none of"),
        ("[codes.a]\nlabel = 'A'", "not a vocabulary"),
        ("title = 'x'\n[codes.a]\nabout = 'A'", "not a vocabulary"),
        ("title = ", "not a vocabulary"),
    ],
)
def test_a_broken_vocabulary_is_said(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "odd.toml").write_text(text)
    with pytest.raises(BrokenVocabulary, match=r"odd\.toml") as broken:
        vocabularies(tmp_path)
    assert words in str(broken.value)
