/*
title = "Type of a vocabulary"
grain = "One enum, its codes in the vocabulary's order."
*/
create type the_vocabulary as enum (
    select code
    from vocabularies
    where vocabulary = getvariable('vocabulary')
    order by position
)
