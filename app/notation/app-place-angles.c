/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-place-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Coordinates as people type them: first what stands there is cut into numbers, marks and letters,
 * then these are told apart into two angles. */

#define MOST_TOKENS 32
#define MOST_DIGITS 16 /* of a number: more say nothing about a place on the earth */

typedef enum
{
  TOKEN_NUMBER,
  TOKEN_UNIT,       /* the mark of degrees, minutes or seconds: value 0, 1, 2 */
  TOKEN_HEMISPHERE, /* N, S, E or W */
} TokenKind;

typedef struct
{
  TokenKind kind;
  char letter;
  double value;
  gboolean has_sign;
  gboolean has_fraction;
} Token;

typedef struct
{
  Token tokens[MOST_TOKENS];
  guint n_tokens;
  gboolean commas_are_points;
} Lexer;

typedef struct
{
  double degrees;
  char hemisphere; /* '\0': none */
} Angle;

static gboolean
refuse (GError **error)
{
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
      _ ("No place was found in this. Enter coordinates like 52.5163, 13.3777, a geo: link, "
         "or the link of a map."));
  return FALSE;
}

static gboolean
is_tight_comma (const char *text, const char *at)
{
  return *at == ',' && at > text && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[1]);
}

/* A comma between two digits is a decimal one where there are two of them and no point: with one
 * alone it stands between the angles, with more nobody can tell. */
static guint
count_tight_commas (const char *text)
{
  guint n_commas = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_commas += is_tight_comma (text, at);
  return n_commas;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212;
}

/* Which unit the mark at @text stands for, -1 if it is none; @length is its length. */
static int
get_unit (const char *text, gsize *length)
{
  gunichar c = g_utf8_get_char (text);

  *length = g_utf8_next_char (text) - text;
  if (c == 0xb0 || c == 0xba) /* the degree sign, and the ordinal that is taken for it */
    return 0;
  if (c == '"' || c == 0x2033 || c == 0x201d)
    return 2;
  if (c != '\'' && c != 0x2032 && c != 0x2019 && c != 0xb4)
    return -1;
  if (g_utf8_get_char (text + *length) != c)
    return 1;
  *length *= 2; /* two single ones */
  return 2;
}

static gboolean
read_number (Lexer *lexer, const char *text, const char **at, Token *token)
{
  char digits[MOST_DIGITS + 3] = "";
  guint length = 0;
  const char *p = *at;
  gunichar first = g_utf8_get_char (p);

  token->kind = TOKEN_NUMBER;
  token->has_sign = is_minus (first) || first == '+';
  if (is_minus (first))
    digits[length++] = '-';
  if (token->has_sign)
    p = g_utf8_next_char (p);
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (;
       g_ascii_isdigit (*p) || *p == '.' || (lexer->commas_are_points && is_tight_comma (text, p));
       p++)
    {
      gboolean is_point = !g_ascii_isdigit (*p);

      if ((is_point && token->has_fraction) || length > MOST_DIGITS)
        return FALSE;
      token->has_fraction |= is_point;
      digits[length++] = is_point ? '.' : *p;
    }
  token->value = g_ascii_strtod (digits, NULL);
  token->letter = digits[0] == '-' ? '-' : '\0';
  *at = p;
  return TRUE;
}

static gboolean
read_token (Lexer *lexer, const char *text, const char **at)
{
  Token *token = &lexer->tokens[lexer->n_tokens];
  gsize length;
  int unit = get_unit (*at, &length);
  char letter = g_ascii_toupper (**at);

  if (lexer->n_tokens == MOST_TOKENS)
    return FALSE;
  lexer->n_tokens++;
  if (unit >= 0)
    {
      *token = (Token) { TOKEN_UNIT, .value = unit };
      *at += length;
      return TRUE;
    }
  if (letter != '\0' && strchr ("NSEW", letter) != NULL && !g_ascii_isalpha ((*at)[1]))
    {
      *token = (Token) { TOKEN_HEMISPHERE, .letter = letter };
      (*at)++;
      return TRUE;
    }
  *token = (Token) { 0 };
  return read_number (lexer, text, at, token);
}

static gboolean
read_tokens (Lexer *lexer, const char *text)
{
  const char *at = text;

  if (count_tight_commas (text) > 2)
    return FALSE;
  lexer->commas_are_points = strchr (text, '.') == NULL && count_tight_commas (text) == 2;
  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == ',' || c == ';' || c == ':' || c == '/' || c == '(' ||
          c == ')')
        at = g_utf8_next_char (at);
      else if (!read_token (lexer, text, &at))
        return FALSE;
    }
  return lexer->n_tokens > 0;
}

/* The numbers of one angle, with what unit each has. */
static gboolean
read_angle (const Token *tokens, guint n_tokens, Angle *angle)
{
  int unit = -1;
  double degrees = 0;
  gboolean is_negative = FALSE, has_sign = FALSE, has_fraction = FALSE;

  *angle = (Angle) { 0 };
  for (guint i = 0; i < n_tokens; i++)
    {
      const Token *token = &tokens[i];

      if (token->kind == TOKEN_HEMISPHERE && angle->hemisphere == '\0')
        angle->hemisphere = token->letter;
      if (token->kind == TOKEN_HEMISPHERE && (i == 0 || i == n_tokens - 1))
        continue;
      if (token->kind != TOKEN_NUMBER || has_fraction || (unit >= 0 && token->has_sign))
        return FALSE; /* only the last number has decimals, only the first a sign */
      if (i + 1 < n_tokens && tokens[i + 1].kind == TOKEN_UNIT)
        {
          if (tokens[i + 1].value <= unit)
            return FALSE;
          unit = (int) tokens[++i].value;
        }
      else
        unit++;
      if (unit > 2 || (unit > 0 && token->value >= 60))
        return FALSE;
      is_negative |= token->letter == '-';
      has_sign |= token->has_sign;
      has_fraction = token->has_fraction;
      degrees += fabs (token->value) / (unit == 0 ? 1 : unit == 1 ? 60 : 3600);
    }
  if (unit < 0 || (has_sign && angle->hemisphere != '\0'))
    return FALSE; /* "-5° S" says two things at once */
  is_negative |= angle->hemisphere == 'S' || angle->hemisphere == 'W';
  angle->degrees = is_negative ? -degrees : degrees;
  return TRUE;
}

/* Where the second angle begins, 0 if nobody can tell. */
static guint
find_second (const Lexer *lexer)
{
  guint n_numbers = 0, n_degrees = 0, n_letters = 0, seen = 0;

  for (guint i = 0; i < lexer->n_tokens; i++)
    {
      n_numbers += lexer->tokens[i].kind == TOKEN_NUMBER;
      n_letters += lexer->tokens[i].kind == TOKEN_HEMISPHERE;
      n_degrees += lexer->tokens[i].kind == TOKEN_UNIT && lexer->tokens[i].value == 0;
    }
  if (n_letters != 0 && n_letters != 2)
    return 0;
  for (guint i = 1; i < lexer->n_tokens; i++)
    {
      const Token *token = &lexer->tokens[i];
      gboolean is_letter = token->kind == TOKEN_HEMISPHERE;

      if (is_letter)
        return lexer->tokens[0].kind == TOKEN_HEMISPHERE ? i : i + 1;
      if (n_letters > 0 || token->kind != TOKEN_NUMBER)
        continue;
      seen++;
      if (n_degrees == 2 && lexer->tokens[i + 1].kind == TOKEN_UNIT &&
          lexer->tokens[i + 1].value == 0 && i + 1 < lexer->n_tokens)
        return i;
      if (n_degrees == 0 && n_numbers % 2 == 0 && seen == n_numbers / 2)
        return i;
    }
  return 0;
}

/*
 * app_place_parse_angles:
 * @typed: a pair of coordinates
 * @latitude: (out): in degrees
 * @longitude: (out): in degrees
 * @error: return location
 *
 * Takes decimal degrees, degrees and minutes, and degrees, minutes and seconds, with the letters of
 * the hemispheres before or behind them, or signs, or neither. Without letters the latitude comes
 * first.
 *
 * Returns: whether @typed is a pair of coordinates
 */
gboolean
app_place_parse_angles (const char *typed, double *latitude, double *longitude, GError **error)
{
  Lexer lexer = { 0 };
  Angle first, second;
  guint split;
  gboolean is_swapped;

  if (!read_tokens (&lexer, typed))
    return refuse (error);
  split = find_second (&lexer);
  if (split == 0 || !read_angle (lexer.tokens, split, &first) ||
      !read_angle (lexer.tokens + split, lexer.n_tokens - split, &second))
    return refuse (error);
  is_swapped = first.hemisphere == 'E' || first.hemisphere == 'W';
  if (first.hemisphere != '\0' &&
      is_swapped == (second.hemisphere == 'E' || second.hemisphere == 'W'))
    return refuse (error); /* two latitudes, or two longitudes */
  if (is_swapped)
    {
      Angle swap = first;

      first = second;
      second = swap;
    }
  if (!app_place_check (first.degrees, second.degrees, error))
    return FALSE;
  *latitude = first.degrees;
  *longitude = second.degrees;
  return TRUE;
}
