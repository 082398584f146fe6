/*
title = "Texts with a word nobody confirmed"
grain = "One row: how many cells of the column have a word that was masked because no list knows it."
*/
select count(*) as cells from the_table where contains(the_column, '[unconfirmed]')
