"""The charter's forms: shape only, what they mean is the rules' business."""
