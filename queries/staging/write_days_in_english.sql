/*
title = "Months as they are read"
grain = "Puts the English of a cell in its place."
*/
update given
set the_column = read_as.english
from (select unnest($cells) as cell, unnest($english) as english) as read_as
where given.the_column = read_as.cell
