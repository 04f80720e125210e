"""The application: command line, pipeline and outputs. It asks `checks` for verdicts and never computes one."""

__version__ = "0.1.0"
