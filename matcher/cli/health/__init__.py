"""What `puente doctor` looks at besides the database: mail, the standing of its domain, fonts."""
