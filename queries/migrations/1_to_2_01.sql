/*
title = "Exams of cases told by a keyed hash"
grain = "Adds one column, empty for rows taken before."
*/
alter table cases add column exam_key uuid
