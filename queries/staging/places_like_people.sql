/*
title = "New places that are written like somebody"
grain = "One row a different cell, of those asked about, that holds a colleague's name, a name after a title or after a word that names follow, a first name after a comma, or, in a few rows alone, a first name before another word with a capital."
*/
with
    cells as (
        select the_column as cell, count(*) as rows
        from given
        where the_column in (select unnest($cells))
        group by the_column
    ),
    split as (
        select
            cell,
            rows,
            unnest(regexp_extract_all(cell, $word, 1)) as gap,
            unnest(regexp_extract_all(cell, $word, 2)) as word,
            generate_subscripts(regexp_extract_all(cell, $word, 2), 1) as place
        from cells
    ),
    paired as (
        select
            cell,
            rows,
            place,
            bare_word(word) as key,
            lead(gap) over words as next_gap,
            lead(word) over words as next_word,
            bare_word(lead(word) over words) as next_key
        from split
        window words as (partition by cell order by place)
    )
select distinct paired.cell
from paired
left join known_words as known on known.key = paired.key
left join known_words as following on following.key = paired.next_key
left join colleague_words as colleague on colleague.key = paired.key
where
    (colleague.is_last and not coalesce(known.is_common, false))
    or (paired.next_gap = ', ' and following.is_first_name)
    or (
        paired.next_word is not null
        and not coalesce(following.is_common or following.is_noun, false)
        and (
            known.is_title
            or known.is_before_any
            or (
                paired.rows < $few
                and paired.place = 1
                and known.is_first_name
                and regexp_matches(paired.next_word, '^\p{Lu}')
            )
        )
    )
