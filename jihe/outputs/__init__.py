"""One module per output format. An output arranges what the pipeline hands it; it never computes a verdict."""
