"""Statistics on plain arrays: control charts, funnels, time to event, agreement and more."""
