/*
title = "The rest of a name"
grain = "Marks the words that go on with a name: a further name with a capital, a particle, an initial."
*/
update named_words
set whose = rest.whose
from
    (
        select row_number, column_name, place, coalesce(before_whose, next_whose) as whose
        from
            (
                select
                    *,
                    case
                        when gap in (' ', '-', ', ', '. ') then lag(whose) over text
                    end as before_whose,
                    case
                        when lead(gap) over text in (' ', '-', '. ')
                        then lead(whose) over text
                    end as next_whose
                from named_words
                window text as (partition by row_number, column_name order by place)
            ) as beside
        where
            whose is null
            and not is_safe
            and not is_never
            and (
                (
                    before_whose is not null
                    and gap in (' ', '-')
                    and is_capital
                    and (is_unknown or is_surname)
                )
                or (
                    before_whose is not null
                    and gap = ', '
                    and is_capital
                    and (is_first_name or is_unknown)
                )
                or (before_whose is not null and gap in (' ', '. ') and is_initial)
                or (next_whose is not null and is_capital and (is_first_name or is_initial))
                or (next_whose is not null and is_unknown and (is_capital or is_first_name))
                or (next_whose is not null and is_colleague_first)
                or (next_whose is not null and is_particle and not is_capital)
            )
    ) as rest
where
    rest.row_number = named_words.row_number
    and rest.column_name = named_words.column_name
    and rest.place = named_words.place
