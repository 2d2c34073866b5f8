"""The generator: one structured source of a privacy notice becomes pages, policies and variants."""
