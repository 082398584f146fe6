"""A person's own file: read column by column, made into the rows commands and pages show."""
