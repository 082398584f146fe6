/*
title = "Peer learning cases"
grain = "One row a case submitted to the peer learning program."
key = ["case_id"]
day = "submitted_on"
same_exam = ["submitting_radiologist", "interpreting_radiologist", "submitted_on", "case_kind", "theme", "learning_point"]

[columns]
case_id = { label = "Case ID", about = "The tool's own number; kept only as a keyed hash.", required = true, hashed = true }
case_kind = { label = "Case type", about = "What the case is: a learning opportunity, a great call, or another kind.", vocabulary = "case_kind", often_in = "theme", implied = "learning_opportunity" }
theme = { label = "Category", about = "What the lesson is about: perception, communication, and so on.", vocabulary = "theme", often_in = "case_kind" }
submitting_radiologist = { label = "Submitted by", about = "Who put the case forward.", required = true, person = true }
interpreting_radiologist = { label = "Interpreting radiologist", about = "Whose reading it was; empty where it was nobody's, for example a system issue.", person = true }
submitted_on = { label = "Submitted on", about = "Day the case was put forward.", required = true }
exam_on = { label = "Exam date", about = "Day of the exam." }
site = { label = "Site", about = "Site of the exam.", required = true }
section = { label = "Section", about = "Section that read the exam." }
modality = { label = "Modality", about = "DICOM modality of the exam.", vocabulary = "modality" }
patient_group = { label = "Patient group", about = "Adult or pediatric.", vocabulary = "patient_group" }
meaningful = { label = "Meaningful", about = "Whether the program judged it a meaningful learning opportunity; empty if nobody judged." }
impact = { label = "Clinical impact", about = "Impact on the patient.", vocabulary = "impact" }
addendum_made = { label = "Addendum made", about = "Whether the report was addended." }
contributing_factors = { label = "Contributing factors", about = "Any number, separated by semicolons." }
learning_point = { label = "Learning point", about = "What there is to learn, in words; patient details are taken out.", free_text = true }
conference_on = { label = "Conference date", about = "Day it was discussed." }
status = { label = "Status", about = "The tool's own state of the case." }
*/
create table cases (
    case_id uuid not null,
    case_kind case_kind not null,
    case_kind_raw text,
    theme theme not null,
    theme_raw text,
    submitting_radiologist uuid not null,
    interpreting_radiologist uuid,
    submitted_on date not null,
    exam_on date,
    site text not null,
    section text,
    modality modality,
    modality_raw text,
    patient_group patient_group,
    patient_group_raw text,
    meaningful boolean,
    impact impact,
    impact_raw text,
    addendum_made boolean,
    contributing_factors text,
    learning_point text,
    conference_on date,
    status text,
    -- A keyed hash of the accession number, to tell an exam that comes twice; never published.
    exam_key uuid
)
