/*
title = "Scored reviews"
grain = "One row a report re-read and scored in the legacy peer review."
key = ["review_id"]
day = "reviewed_on"
same_exam = ["reviewing_radiologist", "interpreting_radiologist", "reviewed_on", "score"]

[columns]
review_id = { label = "Case ID", about = "The review tool's own number; kept only as a keyed hash.", required = true, hashed = true }
reviewing_radiologist = { label = "Reviewer", about = "Who re-read the exam.", required = true, person = true }
interpreting_radiologist = { label = "Reviewed radiologist", about = "Whose report was re-read.", required = true, person = true }
reviewed_on = { label = "Review date", about = "Day of the review.", required = true }
site = { label = "Site", about = "Site of the exam.", required = true }
section = { label = "Section", about = "Section that read the exam." }
modality = { label = "Modality", about = "DICOM modality of the exam.", vocabulary = "modality" }
patient_group = { label = "Patient group", about = "Adult or pediatric.", vocabulary = "patient_group" }
scale = { label = "Scale", about = "Version of the scoring scale.", vocabulary = "scale" }
score = { label = "Score", about = "The score, in the words of the RADPEER 2016 scale.", required = true, vocabulary = "score" }
body_system = { label = "Body system", about = "As the tool writes it." }
comments = { label = "Comments", about = "The reviewer's words; patient details are taken out.", free_text = true }
*/
create table reviews (
    review_id uuid not null,
    reviewing_radiologist uuid not null,
    interpreting_radiologist uuid not null,
    reviewed_on date not null,
    site text not null,
    section text,
    modality modality,
    modality_raw text,
    patient_group patient_group,
    patient_group_raw text,
    scale scale not null,
    scale_raw text,
    score score not null,
    score_raw text,
    body_system text,
    comments text,
    -- A keyed hash of the accession number: which rows are of one exam; never published.
    exam_key uuid
)
