"""The commands, one a module: `read`, `demo`. Each returns its exit code; `cli` lists them."""
