/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "server-sha256.h"

/* The examples of FIPS 180-4. */
static void
test_examples (void)
{
  static const char *examples[][2] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  };
  ServerSha256 hash;

  server_sha256_init (&hash);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *text = NULL;

      /* It begins anew with each. */
      server_sha256_update (&hash, examples[i][0], strlen (examples[i][0]));
      text = server_sha256_finish (&hash);
      g_assert_cmpstr (text, ==, examples[i][1]);
    }
}

/* Where the pieces end makes no difference. */
static void
test_pieces (void)
{
  g_autofree guint8 *bytes = g_malloc (100000);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  ServerSha256 hash;
  gsize at = 0;

  for (gsize i = 0; i < 100000; i++)
    bytes[i] = (guint8) (i * 31 + i / 251);
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, 100000);

  server_sha256_init (&hash);
  for (gsize length = 0; at < 100000; length++)
    {
      gsize n = MIN (length, 100000 - at);

      server_sha256_update (&hash, bytes + at, n);
      at += n;
    }
  text = server_sha256_finish (&hash);
  g_assert_cmpstr (text, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sha256/examples", test_examples);
  g_test_add_func ("/sha256/pieces", test_pieces);

  return g_test_run ();
}
