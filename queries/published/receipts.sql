/*
title = "receipts"
grain = "One row as published."
*/
from receipts
