"""Words beside a phrase that show that it is not said of the patients a trial asks for; a room for each thing they speak of."""
