/*
title = "rejected rows"
grain = "One row as published."
*/
from rejected_rows
