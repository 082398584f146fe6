/*
title = "Words carried over"
grain = "One row a layout, raw word and the code it had."
*/
select distinct carried_layout, the_raw as raw, the_column as code from carried
