"""Makes what is known of facts elsewhere out of the table of kinds and properties, `schema/kinds.yaml`."""
