/*
title = "vanished rows"
grain = "One row as published."
*/
from vanished_rows
