/*
title = "A text without what may stand between figures"
grain = "Small letters without accents, spaces, apostrophes, hyphens, commas, points, carets or slashes."
*/
-- One replace a sign: translate makes its table anew for every row, and takes twice as long.
create or replace temp macro bare_text(words) as (
    replace(
        replace(
            replace(
                replace(
                    replace(
                        replace(
                            replace(replace(lower(strip_accents(words)), ' ', ''), '''', ''), '’', ''
                        ),
                        '-',
                        ''
                    ),
                    ',',
                    ''
                ),
                '.',
                ''
            ),
            '/',
            ''
        ),
        '^',
        ''
    )
)
