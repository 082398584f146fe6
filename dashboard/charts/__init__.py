"""Charts: a tidy frame in, one plotly figure out, in the colours of a palette given by name."""
