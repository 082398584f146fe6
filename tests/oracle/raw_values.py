"""What the demo department's systems write, and what it means."""

from __future__ import annotations

SECTION_OF_GROUP = {
    "BOD": "Body",
    "BRE": "Breast",
    "CHE": "Chest",
    "EME": "Emergency",
    "MSK": "Musculoskeletal",
    "NEU": "Neuro",
    "PED": "Pediatric",
}
SITE_IN_CAPITALS = {
    "NORTH CAMPUS": "North Campus",
    "HARBOUR": "Harbour",
    "RIVERSIDE": "Riverside",
    "WESTGATE": "Westgate",
}
DICOM_MODALITY = {
    "CT": "CT",
    "MR": "MR",
    "US": "US",
    "CR": "XR",
    "DX": "XR",
    "MG": "MG",
    "NM": "NM",
    "PT": "PET",
    "RF": "FL",
    "XA": "IR",
}
TOOL_MODALITY = {
    "CT": "CT",
    "MRI": "MR",
    "Ultrasound": "US",
    "X-ray": "XR",
    "Mammography": "MG",
    "Nuclear Medicine": "NM",
    "PET/CT": "PET",
    "Fluoroscopy": "FL",
    "Interventional": "IR",
    "": None,
}
PATIENT_GROUP = {
    "Adult": "adult",
    "Peds": "pediatric",
    "Pediatric": "pediatric",
    "N": "adult",
    "Y": "pediatric",
}
CASE_KIND = {
    "Learning Opportunity": "learning_opportunity",
    "Great Call": "great_call",
    "Great Catch": "great_call",
    "Interesting Case": "interesting_case",
    "Consult": "consultation",
    "System Issue": "system_issue",
    "": "unclassified",
}
THEME = {
    "Perceptual (missed finding)": "perception",
    "Satisfaction of search": "perception",
    "Detection": "perception",
    "Cognitive": "interpretation",
    "Misinterpretation": "interpretation",
    "Prior not reviewed": "prior_history",
    "History": "prior_history",
    "Dictation": "reporting",
    "Laterality": "reporting",
    "Template": "reporting",
    "Critical result": "communication",
    "Communication": "communication",
    "Follow-up": "recommendation",
    "Protocol": "technique",
    "Image quality": "technique",
    "Procedural": "procedure",
    "Workflow": "system",
    "Systems": "system",
    "Great pickup": "positive",
    "Good catch": "positive",
    "Other": "unmapped",
    "": "unmapped",
}
JUDGED_MEANINGFUL = {"Yes": True, "No": False, "": None}
GO_LIVE = "go-live"
PERIOD_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
SCALE_OF_THE_TOOL = "radpeer_2016"
PRORATED = {"Yes": True, "No": False, "": True}


def score_of(written: str) -> str:
    """Return a score as RADPEER 2016 writes it: `2 B`, `2-b` and `2B` are 2b."""
    return "".join(letter for letter in written.lower() if letter.isalnum())
