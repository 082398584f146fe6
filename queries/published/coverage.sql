/*
title = "coverage"
grain = "One row as published."
*/
from coverage
