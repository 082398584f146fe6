/*
title = "What lists say of words"
grain = "One row a word of the lists of data/redaction: each list it is on."
*/
with
    listed as (
        select word, 'common' as kind
        from read_csv($common_words, header = false, columns = {'word':'VARCHAR'})
        union all
        select word, 'first_name' as kind
        from read_csv($first_names, header = false, columns = {'word':'VARCHAR'})
        union all
        select word, 'surname' as kind
        from read_csv($surnames, header = false, columns = {'word':'VARCHAR'})
        union all
        select unnest($words) as word, unnest($kinds) as kind
    )
select
    bare_word(word) as key,
    bool_or(kind = 'common') as is_common,
    bool_or(kind = 'first_name') as is_first_name,
    bool_or(kind = 'surname') as is_surname,
    bool_or(kind = 'eponym') as is_eponym,
    bool_or(kind = 'noun') as is_noun,
    bool_or(kind = 'never') as is_never,
    bool_or(kind = 'title') as is_title,
    bool_or(kind = 'before_any') as is_before_any,
    bool_or(kind in ('before_capital', 'before_surname')) as is_before_capital,
    bool_or(kind = 'before_surname') as is_before_surname,
    bool_or(kind = 'particle') as is_particle,
    bool_or(kind = 'after') as is_after,
    bool_or(kind = 'belonging') as is_belonging
from listed
where word is not null
group by key
