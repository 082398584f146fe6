"""Given small tables, expect these counts: what each measure and base means, as examples."""
