/*
title = "targets"
grain = "One row as published."
*/
from targets
