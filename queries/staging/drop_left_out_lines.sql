/*
title = "Only the rows"
grain = "Takes out what left_out_lines counted."
*/
delete from given where left_out is not null or (coalesce(the_columns) is null and not overflows)
