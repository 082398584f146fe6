/*
title = "Coverage, to be written anew"
grain = "Takes every row out."
*/
delete from coverage
