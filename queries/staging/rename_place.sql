/*
title = "One place, two spellings"
grain = "Spells a site or section as the roster does."
*/
update the_table
set the_column = $new
where the_column = $old
