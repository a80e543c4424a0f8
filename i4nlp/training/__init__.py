"""From labelled tweets to a model folder: train, measure, write the card. Needs the extra `train`."""
