/*
title = "Keyed id"
grain = "The first 128 bits of HMAC-SHA256 over what is numbered and its number; pads are the key, padded and masked as RFC 2104 says."
*/
create or replace temp macro keyed_id(what, number, pads) as (
    case
        when number is not null
            then
                cast(
                    left(
                        sha256(
                            pads.outer_pad
                            || unhex(
                                sha256(
                                    pads.inner_pad || encode(what || chr(31) || lower(replace(number, chr(10), '')))
                                )
                            )
                        ),
                        32
                    ) as uuid
                )
    end
)
