/*
title = "vocabularies"
grain = "One row as published."
*/
from vocabularies
