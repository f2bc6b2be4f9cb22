"""The demo city: areas, roster, matters and a calendar that no real place has."""
