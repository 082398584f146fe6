/*
title = "rostered"
grain = "One row as published."
*/
from rostered
