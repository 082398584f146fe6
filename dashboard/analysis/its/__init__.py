"""Parts of the interrupted time series; its door is `interrupted_time_series` beside."""
