/*
title = "Take a measure's rows into what each row is counted in"
grain = "One row a counted row and set: the measure's rows, those it counts as hits, or its part."
*/
insert into counted_rows
select
    measure_rows.row_id,
    date_trunc('month', measure_rows.happened_on)::date as month_start,
    unit_of(
        'site',
        measure_rows.site,
        measure_rows.section,
        measure_rows.modality,
        measure_rows.patient_group
    ) as site,
    unit_of(
        'section',
        measure_rows.site,
        measure_rows.section,
        measure_rows.modality,
        measure_rows.patient_group
    ) as section,
    unit_of(
        'modality',
        measure_rows.site,
        measure_rows.section,
        measure_rows.modality,
        measure_rows.patient_group
    ) as modality,
    unit_of(
        'patient_group',
        measure_rows.site,
        measure_rows.section,
        measure_rows.modality,
        measure_rows.patient_group
    ) as patient_group,
    coalesce(people.number, -1)::integer as person,
    coalesce(others.number, -1)::integer as other_person,
    unnest(
        [
            $measure || ':whole',
            case when measure_rows.hit <> 0 then $measure || ':hits' end,
            case when measure_rows.ended_on is not null then $measure || ':hits' end,
            case when measure_rows.part is not null then $measure || ':part:' || measure_rows.part end
        ]
    ) as held_by
from measure_rows
left join people on people.person_id = measure_rows.person_id
left join people as others on others.person_id = measure_rows.other_person_id
