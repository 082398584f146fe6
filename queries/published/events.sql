/*
title = "events"
grain = "One row as published."
*/
from events
