/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words as the index of the texts has them. It keeps no texts, so that it can neither say where the
 * words of a query are nor, at once, whether a message has a long beginning of one. */

/* Without marks and case */
char *app_cache_words_fold (const char *text, gsize length);
/* The end of the word that begins at @p, or, where @word is %FALSE, of what is none */
const char *app_cache_words_skip (const char *p, gboolean word);
/* Whether a word of @text begins with @beginning, which is folded */
gboolean app_cache_words_have_beginning (const char *text, const char *beginning);

G_END_DECLS
