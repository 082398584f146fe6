/*
title = "Vocabularies"
grain = "One row a code of a vocabulary, in the order codes are shown."
book = true
*/
create table vocabularies (
    vocabulary text not null,
    code text not null,
    label text not null,
    about text not null,
    position bigint not null
)
