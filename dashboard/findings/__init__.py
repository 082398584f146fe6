"""What each page says, computed: sentences, tiles and tables as frozen dataclasses, no screen."""
