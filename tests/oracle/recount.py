"""Every measure's recount, by name."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from tests.oracle import recount_content, recount_people
from tests.oracle.exports import Exports

Recount = Callable[[Exports], pd.DataFrame]

COUNTED: dict[str, Recount] = {
    "addenda_per_1000_exams": recount_content.addenda_per_1000_exams,
    "addendum_share": recount_content.addendum_share,
    "case_kinds": recount_content.case_kinds,
    "cases_submitted": recount_content.cases_submitted,
    "conference_attendance": recount_people.conference_attendance,
    "conferences_held": recount_content.conferences_held,
    "discrepancy_rate": recount_content.discrepancy_rate,
    "double_score_agreement": recount_content.double_score_agreement,
    "feedback_acknowledged": recount_content.feedback_acknowledged,
    "feedback_per_radiologist_month": recount_people.feedback_per_radiologist_month,
    "great_call_share": recount_content.great_call_share,
    "last_days_of_month": recount_content.last_days_of_month,
    "learning_opportunities_per_1000_exams": recount_content.learning_opportunities_per_1000_exams,
    "learning_themes": recount_content.learning_themes,
    "legacy_review_compliance": recount_people.legacy_review_compliance,
    "meaningful_share": recount_content.meaningful_share,
    "radiologists_meeting_target": recount_people.radiologists_meeting_target,
    "radiologists_receiving_feedback": recount_people.radiologists_receiving_feedback,
    "radiologists_submitting": recount_people.radiologists_submitting,
    "radiologists_taking_part": recount_people.radiologists_taking_part,
    "review_scores": recount_content.review_scores,
    "review_scales": recount_content.review_scales,
    "reviews_in_last_days_of_month": recount_content.reviews_in_last_days_of_month,
    # Stored as findings of reviews; readers see it turned over.
    "reviews_per_finding": recount_content.discrepancy_rate,
    "scored_reviews": recount_content.scored_reviews,
    "significant_discrepancy_rate": recount_content.significant_discrepancy_rate,
    "submissions_a_year": recount_people.submissions_a_year,
    "submissions_per_1000_exams": recount_people.submissions_per_1000_exams,
    "submissions_per_radiologist_month": recount_people.submissions_per_radiologist_month,
}
TIMED: dict[str, Recount] = {
    "days_to_close_action": recount_content.days_to_close_action,
    "days_to_feedback": recount_content.days_to_feedback,
}
