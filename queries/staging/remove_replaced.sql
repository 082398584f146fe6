/*
title = "Make room for newer rows"
grain = "Takes out each row of the table that a newer one of this export replaces."
*/
delete from the_table
where source_key in (select source_key from set_aside where outcome = 'replaces')
