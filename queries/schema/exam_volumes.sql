/*
title = "Exam volumes"
grain = "One row a month, site, section, modality and patient group."
key = ["month", "site", "section", "modality_raw", "patient_group_raw"]
day = "month"
covers = "month"

[columns]
month = { label = "Month", about = "Any day of the month.", required = true }
site = { label = "Site", about = "Site of the exams.", required = true }
section = { label = "Section", about = "Section that read them." }
modality = { label = "Modality", about = "DICOM modality.", vocabulary = "modality" }
patient_group = { label = "Patient group", about = "Adult or pediatric.", vocabulary = "patient_group" }
exams = { label = "Exams", about = "Exams read in that month; 0 or more.", required = true }
addenda = { label = "Addenda", about = "Reports addended in that month; 0 or more, empty where they are not counted." }
*/
create table exam_volumes (
    month date not null,
    site text not null,
    section text,
    modality modality,
    modality_raw text,
    patient_group patient_group,
    patient_group_raw text,
    exams bigint not null,
    addenda bigint
)
