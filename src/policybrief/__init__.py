"""Curated, sourced records turned into policy briefs in Word and PDF."""

__version__ = "0.1.0"
