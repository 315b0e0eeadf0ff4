"""Words in or about a phrase by which it means something other, more or less than elsewhere; a room for each kind of meaning."""
