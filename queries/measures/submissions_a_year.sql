/*
title = "How submissions spread over radiologists"
question = "Do a few of us carry the program?"
why_it_matters = "A total hides whether many take part or a few do all of it. Bands of at least five people show the spread and nobody in it."
how_calculated = "Radiologists present for at least half of the year where the program runs, by how many cases each put forward in that year while the program ran at the home site: none, 1 to 3, 4 to 6, 7 to 12, 13 to 24, 25 to 48, 49 or more. Neighbouring bands are joined until each holds at least five people."
kind = "composition"
base = "radiologist_periods"
sensitivity = "participation"
about = "submissions"
numerator = "Radiologists in the band"
denominator = "Radiologists present for at least half of the year"
unit = "radiologists"
direction = "none"
by = []
grains = ["year"]
bands = true
chart = "bar"
source = "Peer learning case export; roster with leave"
status = "published"
reviewed = 2026-11-24
*/
select
    *,
    case
        when submissions = 0
        then '0'
        when submissions <= 3
        then '1-3'
        when submissions <= 6
        then '4-6'
        when submissions <= 12
        then '7-12'
        when submissions <= 24
        then '13-24'
        when submissions <= 48
        then '25-48'
        else '49+'
    end as part
from radiologist_periods
where peer_learning_months >= 0.5 * grain_months
