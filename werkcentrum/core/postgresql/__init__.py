"""PostgreSQL as Django has it, with a look at a connection that costs no statement."""
