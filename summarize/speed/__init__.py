"""How fast Mujaz is against every other way to run the same weights, measured."""
