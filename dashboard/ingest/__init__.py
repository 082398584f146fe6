"""Take export files: read any sane file, recognise its layout, check it, pseudonymise, keep it."""
