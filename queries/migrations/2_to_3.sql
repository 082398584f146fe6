/*
title = "Addended reports beside the exams of a month"
grain = "Adds one column, empty for rows taken before."
*/
alter table exam_volumes add column addenda bigint
