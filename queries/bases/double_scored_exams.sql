/*
title = "Exams scored twice"
grain = "One row an exam scored by two reviewers: its first review, and the first later one by somebody else on the same scale."
happened = "the day of the later review"
roles = ["the one of the two reviewers who scored more such exams that month", "interpreting radiologist"]
covered_by = ["reviews"]
axes = ["site", "section", "modality", "patient_group"]
note = "Two reviews are of one exam where their exports give it the same accession number. Whoever is in nearly all pairs is the reviewer named by nearly all, so that the agreement of one person is never shown."
*/
with
    in_order as (
        select
            *,
            row_number() over (
                partition by exam_key order by reviewed_on, row_number, review_id
            ) as place
        from warehouse.reviews
        where exam_key is not null
    ),
    pairs as (
        select
            first_read.exam_key as row_id,
            second_read.reviewed_on as happened_on,
            first_read.reviewing_radiologist as first_reviewer,
            second_read.reviewing_radiologist as second_reviewer,
            first_read.interpreting_radiologist as other_person_id,
            first_read.site,
            first_read.section,
            first_read.modality,
            first_read.patient_group,
            first_read.score = second_read.score as alike
        from in_order as first_read
        join
            in_order as second_read
            on second_read.exam_key = first_read.exam_key
            and second_read.scale = first_read.scale
            and second_read.reviewing_radiologist <> first_read.reviewing_radiologist
        where first_read.place = 1
        qualify row_number() over (partition by first_read.exam_key order by second_read.place) = 1
    ),
    named as (
        select
            date_trunc('month', happened_on) as month_start,
            unnest([first_reviewer, second_reviewer]) as reviewer
        from pairs
    ),
    by_reviewer as (
        select
            month_start,
            reviewer,
            count(*) as of_month,
            sum(count(*)) over (partition by reviewer, year(month_start)) as of_year
        from named
        group by month_start, reviewer
    )
select
    pairs.row_id,
    pairs.happened_on,
    case
        when
            second_one.of_month > first_one.of_month
            or (second_one.of_month = first_one.of_month and second_one.of_year > first_one.of_year)
        then pairs.second_reviewer
        else pairs.first_reviewer
    end as person_id,
    pairs.other_person_id,
    pairs.site,
    pairs.section,
    pairs.modality,
    pairs.patient_group,
    pairs.alike
from pairs
join
    by_reviewer as first_one
    on first_one.reviewer = pairs.first_reviewer
    and first_one.month_start = date_trunc('month', pairs.happened_on)
join
    by_reviewer as second_one
    on second_one.reviewer = pairs.second_reviewer
    and second_one.month_start = date_trunc('month', pairs.happened_on)
