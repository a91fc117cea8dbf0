# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of letters: what waits for paraf or signature, a letter, its print, one's own signing key."""
