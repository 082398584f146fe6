/*
title = "Who an unknown person may be"
grain = "One row an unknown person and radiologist of the roster who may be the same, the likeliest first."
*/
with
    unknown as (
        select unnest($unknown_people) as unknown_person, unnest($unknown_names) as unknown_name
    ),
    rostered as (select unnest($people) as person, unnest($names) as name),
    compared as (
        select
            unknown_person,
            person,
            len(list_intersect(string_split(unknown_name, ' '), string_split(name, ' '))) as shared,
            jaro_winkler_similarity(unknown_name, name) as similarity
        from unknown
        cross join rostered
    ),
    likeliest_spelling as (
        select unknown_person, person, shared, similarity
        from compared
        where shared > 0 or similarity >= $least_similarity
        qualify
            row_number() over (
                partition by unknown_person, person order by shared desc, similarity desc
            )
            = 1
    )
select
    unknown_person,
    person,
    shared,
    similarity,
    row_number() over (
        partition by unknown_person order by shared desc, similarity desc, person
    ) as rank
from likeliest_spelling
qualify rank <= $most
order by unknown_person, rank
