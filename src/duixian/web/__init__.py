"""Pages by family: `urls` says which there are, `access` who may open them. Templates, styles and scripts beside."""
