/*
title = "Words nobody confirmed"
grain = "Marks the words of published columns that no list knows, with figures in them or without, and lets stand those a person confirmed."
*/
update named_words
set whose = case when key in (select key from confirmed_words) then null else 'unconfirmed' end
where
    column_name in (select unnest($columns))
    and length(key) > 1
    and (
        (whose is null and is_unknown)
        or (whose = 'name' and key in (select key from confirmed_words))
        or (
            whose is null
            and regexp_matches(key, '\d')
            and length(regexp_replace(key, '\d', '', 'g')) > 3
            and regexp_replace(key, '\d', '', 'g') not in (
                select key
                from known_words
                where is_common or is_eponym or is_noun or is_never
            )
        )
    )
