"""Values as pages write and read them: labels, filters of templates, forms, tables."""
