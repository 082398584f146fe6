/*
title = "Exams of scored reviews told by a keyed hash"
grain = "Adds one column, empty for rows taken before."
*/
alter table reviews add column exam_key uuid
