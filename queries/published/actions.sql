/*
title = "actions"
grain = "One row as published."
*/
from actions
