# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data at rest: sealed under a subject's own key, wrapped by the office's key, wrapped by the master key."""
