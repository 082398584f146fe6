"""Two groups compared, one question a module; `dashboard.analysis.comparison` gathers them."""
