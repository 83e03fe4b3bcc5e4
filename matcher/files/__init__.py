"""Files people upload: judged by what is in them, kept once, put with a project or a pursuit."""
