# SPDX-License-Identifier: AGPL-3.0-or-later
"""Helpers without domain words, one topic a file."""
