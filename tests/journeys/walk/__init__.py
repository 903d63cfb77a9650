"""The steps of the journey on which the network opens, by what people come together for."""
