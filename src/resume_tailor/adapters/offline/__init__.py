"""The advisor that needs no language model: rules that can only move and repeat what was said."""
