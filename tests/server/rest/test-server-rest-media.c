/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"

/* Ann, who uploads, Bob, whom she writes to, and Eve, who has nothing to do with it. */
typedef struct
{
  RestFixture rest;
  char *ann;
  char *bob;
  char *eve;
} MediaFixture;

static void
set_up (MediaFixture *fixture, gconstpointer data)
{
  rest_fixture_set_up (&fixture->rest, data);
}

static void
start (MediaFixture *fixture)
{
  rest_fixture_start (&fixture->rest);
  fixture->ann = rest_fixture_register (&fixture->rest, "101", "Ann");
  fixture->bob = rest_fixture_register (&fixture->rest, "102", "Bob");
  fixture->eve = rest_fixture_register (&fixture->rest, "103", "Eve");
}

static void
tear_down (MediaFixture *fixture, gconstpointer data)
{
  g_free (fixture->ann);
  g_free (fixture->bob);
  g_free (fixture->eve);
  rest_fixture_tear_down (&fixture->rest, data);
}

static GBytes *
make_bytes (gsize size)
{
  guint8 *bytes = g_malloc (MAX (size, 1));
  guint32 state = 1;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) ((state = state * 1664525u + 1013904223u) >> 24);

  return g_bytes_new_take (bytes, size);
}

static RestAnswer *
try_upload (MediaFixture *fixture, const char *query, const char *content_type, GBytes *bytes)
{
  g_autofree char *path = g_strconcat ("/v1/media", query, NULL);
  g_autoptr (SoupMessage) message = rest_fixture_message (&fixture->rest, "POST", path);

  return rest_fixture_send (&fixture->rest, message, fixture->ann, content_type, bytes);
}

static LandlineMedia *
upload (MediaFixture *fixture, const char *query, const char *content_type, GBytes *bytes)
{
  g_autoptr (RestAnswer) answer = try_upload (fixture, query, content_type, bytes);
  g_autoptr (GError) error = NULL;
  LandlineMedia *media;

  g_assert_cmpuint (answer->status, ==, 201);
  media = landline_rest_parse_media (answer->text, answer->length, &error);
  g_assert_no_error (error);

  return media;
}

static RestAnswer *
download (MediaFixture *fixture,
          const char *method,
          const char *token,
          LandlineMedia *media,
          const char *header,
          const char *value)
{
  g_autofree char *path = g_strconcat ("/v1/media/", landline_media_get_id (media), NULL);
  g_autoptr (SoupMessage) message = rest_fixture_message (&fixture->rest, method, path);

  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), header, value);

  return rest_fixture_send (&fixture->rest, message, token, NULL, NULL);
}

/* How many files there are on the server, unfinished ones as well. */
static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }

  return n;
}

/* The first file that is found. */
static char *
find_file (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *below = NULL;

      if (!g_file_test (child, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&child);
      below = find_file (child);
      if (below != NULL)
        return g_steal_pointer (&below);
    }

  return NULL;
}

/* Nothing tells when a folder changes: wakes the loop, so that it is looked at. */
static gboolean
look_again (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
assert_n_files (MediaFixture *fixture, guint n)
{
  g_autofree char *folder = server_config_dup_media_folder (fixture->rest.config);
  gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  guint look = g_timeout_add (5, look_again, NULL);

  while (count_files (folder) != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_assert_cmpuint (count_files (folder), ==, n);
}

/* Sizes around what is written and read in one part. */
static void
test_round_trip (MediaFixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 8191, 8192, 262143, 262144, 262145, 524288, 3000001 };

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (sizes[i]);
      g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (LandlineMedia) media = NULL;
      g_autoptr (RestAnswer) answer = NULL;

      g_test_message ("%" G_GSIZE_FORMAT " bytes", sizes[i]);
      media = upload (fixture, "?type=document&name=a.bin", "application/x-test", bytes);
      g_assert_cmpuint (landline_media_get_size (media), ==, sizes[i]);
      g_assert_cmpstr (landline_media_get_sha256 (media), ==, digest);
      g_assert_cmpstr (landline_media_get_content_type (media), ==, "application/x-test");

      answer = download (fixture, "GET", fixture->ann, media, NULL, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpmem (answer->text, answer->length, g_bytes_get_data (bytes, NULL), sizes[i]);
    }
  assert_n_files (fixture, G_N_ELEMENTS (sizes));
}

static void
test_headers (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) head = NULL;
  g_autofree char *etag = NULL;

  start (fixture);
  media = upload (fixture, "?type=media&name=Gr%C3%BC%C3%9Fe%20%22x%22.html",
                  "text/html; charset=utf-8", bytes);
  g_assert_cmpstr (landline_media_get_name (media), ==, "Grüße \"x\".html");
  g_assert_cmpint (landline_media_get_kind (media), ==, LANDLINE_MEDIA_KIND_MEDIA);
  etag = g_strdup_printf ("\"%s\"", landline_media_get_sha256 (media));

  answer = download (fixture, "GET", fixture->ann, media, NULL, NULL);
  g_assert_cmpstr (rest_answer_get_header (answer, "Content-Type"), ==, "text/html");
  g_assert_cmpstr (rest_answer_get_header (answer, "Content-Length"), ==, "1000");
  g_assert_cmpstr (rest_answer_get_header (answer, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (rest_answer_get_header (answer, "ETag"), ==, etag);
  g_assert_cmpstr (rest_answer_get_header (answer, "Accept-Ranges"), ==, "bytes");
  g_assert_cmpstr (rest_answer_get_header (answer, "Content-Disposition"), ==,
                   "attachment; filename=\"Gr____e _x_.html\"; "
                   "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22x%22.html");

  head = download (fixture, "HEAD", fixture->ann, media, NULL, NULL);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->length, ==, 0);
  g_assert_cmpstr (rest_answer_get_header (head, "Content-Length"), ==, "1000");
  g_assert_cmpstr (rest_answer_get_header (head, "ETag"), ==, etag);
}

static void
test_conditions (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (LandlineMedia) media = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *weak = NULL;
  g_autoptr (RestAnswer) same = NULL;
  g_autoptr (RestAnswer) among = NULL;
  g_autoptr (RestAnswer) other = NULL;

  start (fixture);
  media = upload (fixture, "?type=media&name=a.jpg", "image/jpeg", bytes);
  etag = g_strdup_printf ("\"%s\"", landline_media_get_sha256 (media));
  weak = g_strdup_printf ("\"x\", W/%s", etag);

  same = download (fixture, "GET", fixture->ann, media, "If-None-Match", etag);
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpuint (same->length, ==, 0);
  g_assert_cmpstr (rest_answer_get_header (same, "ETag"), ==, etag);
  among = download (fixture, "GET", fixture->ann, media, "If-None-Match", weak);
  g_assert_cmpuint (among->status, ==, 304);
  other = download (fixture, "GET", fixture->ann, media, "If-None-Match", "\"x\"");
  g_assert_cmpuint (other->status, ==, 200);
}

static void
test_ranges (MediaFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *range;
    const char *content_range;
    gsize start;
    gsize length;
  } cases[] = {
    { "bytes=0-0", "bytes 0-0/600000", 0, 1 },
    { "bytes=262143-262144", "bytes 262143-262144/600000", 262143, 2 },
    { "bytes=1-", "bytes 1-599999/600000", 1, 599999 },
    { "bytes=-10", "bytes 599990-599999/600000", 599990, 10 },
    { "bytes=599999-700000", "bytes 599999-599999/600000", 599999, 1 },
  };
  g_autoptr (GBytes) bytes = make_bytes (600000);
  const guint8 *all = g_bytes_get_data (bytes, NULL);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (RestAnswer) behind = NULL;
  g_autoptr (RestAnswer) several = NULL;

  start (fixture);
  media = upload (fixture, "?type=media&name=a.jpg", "image/jpeg", bytes);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = download (fixture, "GET", fixture->ann, media, "Range",
                                                cases[i].range);

      g_assert_cmpuint (answer->status, ==, 206);
      g_assert_cmpstr (rest_answer_get_header (answer, "Content-Range"), ==,
                       cases[i].content_range);
      g_assert_cmpmem (answer->text, answer->length, all + cases[i].start, cases[i].length);
    }

  behind = download (fixture, "GET", fixture->ann, media, "Range", "bytes=600000-");
  g_assert_cmpuint (behind->status, ==, 416);
  g_assert_cmpstr (rest_answer_get_header (behind, "Content-Range"), ==, "bytes */600000");
  several = download (fixture, "GET", fixture->ann, media, "Range", "bytes=0-1,5-6");
  g_assert_cmpuint (several->status, ==, 200);
  g_assert_cmpuint (several->length, ==, 600000);
}

/* Nobody but the uploader, before a message refers to it; then those of the conversation. */
static void
test_who_may_see_it (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (LandlineMedia) media = NULL;
  g_autofree char *body = NULL;
  g_autoptr (RestAnswer) before = NULL;
  g_autoptr (RestAnswer) sent = NULL;
  g_autoptr (RestAnswer) after = NULL;
  g_autoptr (RestAnswer) outside = NULL;
  g_autoptr (RestAnswer) stolen = NULL;
  g_autoptr (RestAnswer) nobody = NULL;

  start (fixture);
  media = upload (fixture, "?type=document&name=plan.pdf", "application/pdf", bytes);
  before = download (fixture, "GET", fixture->bob, media, NULL, NULL);
  rest_answer_assert_refused (before, 404, LANDLINE_ERROR_NOT_FOUND);

  body = g_strdup_printf ("{\"receiver_id\":\"102\",\"type\":\"document\",\"document\":\"%s\"}",
                          landline_media_get_id (media));
  stolen = rest_fixture_call (&fixture->rest, "POST", "/v1/messages", fixture->eve, body);
  rest_answer_assert_refused (stolen, 404, LANDLINE_ERROR_NOT_FOUND);
  sent = rest_fixture_call (&fixture->rest, "POST", "/v1/messages", fixture->ann, body);
  g_assert_cmpuint (sent->status, ==, 201);

  after = download (fixture, "GET", fixture->bob, media, NULL, NULL);
  g_assert_cmpuint (after->status, ==, 200);
  g_assert_cmpuint (after->length, ==, 1000);
  outside = download (fixture, "GET", fixture->eve, media, NULL, NULL);
  rest_answer_assert_refused (outside, 404, LANDLINE_ERROR_NOT_FOUND);
  nobody = download (fixture, "GET", NULL, media, NULL, NULL);
  rest_answer_assert_refused (nobody, 401, LANDLINE_ERROR_UNAUTHORIZED);
}

/* @second is NULL where there is one alone. */
static void
assert_found (RestAnswer *answer, LandlineMedia *first, LandlineMedia *second, gboolean more)
{
  LandlineMedia *expected[] = { first, second };
  gboolean has_more;
  g_autoptr (GPtrArray) found = landline_rest_parse_media_hits (answer->text, answer->length,
                                                                &has_more, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, second != NULL ? 2 : 1);
  g_assert_cmpint (has_more, ==, more);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (landline_media_get_id (landline_media_hit_get_media (found->pdata[i])), ==,
                     landline_media_get_id (expected[i]));
}

/* Page by page, and each with the message that it was sent with. */
static void
test_find_pages (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (10);
  g_autoptr (LandlineMedia) first = NULL;
  g_autoptr (LandlineMedia) second = NULL;
  g_autofree char *body = NULL;
  g_autofree char *behind = NULL;
  g_autoptr (RestAnswer) sent = NULL;
  g_autoptr (RestAnswer) newest = NULL;
  g_autoptr (RestAnswer) rest = NULL;
  g_autoptr (RestAnswer) end = NULL;
  g_autoptr (RestAnswer) bad = NULL;
  g_autofree char *message = NULL;
  LandlineSent result;

  start (fixture);
  first = upload (fixture, "?type=document&name=report.pdf", "application/pdf", bytes);
  second = upload (fixture, "?type=document&name=report.pdf", "application/pdf", bytes);
  body = g_strdup_printf ("{\"receiver_id\":\"102\",\"type\":\"document\",\"document\":\"%s\"}",
                          landline_media_get_id (first));
  sent = rest_fixture_call (&fixture->rest, "POST", "/v1/messages", fixture->ann, body);
  g_assert_true (landline_rest_parse_sent (&result, sent->text, sent->length, NULL));
  newest = rest_fixture_call (&fixture->rest, "GET", "/v1/media?name=report.pdf&limit=1",
                              fixture->ann, NULL);
  assert_found (newest, second, NULL, TRUE);
  g_assert_null (strstr (newest->text, "\"message\""));
  behind = g_strconcat ("/v1/media?name=report.pdf&limit=1&before=", landline_media_get_id (second),
                        NULL);
  rest = rest_fixture_call (&fixture->rest, "GET", behind, fixture->ann, NULL);
  assert_found (rest, first, NULL, FALSE);
  message = g_strdup_printf ("\"message\":{\"id\":\"%s\",\"conversation\":\"%s\",\"seq\":1,"
                             "\"sender_id\":\"101\",\"time\":%" G_GINT64_FORMAT "}",
                             result.id, result.conversation, result.time);
  g_assert_nonnull (strstr (rest->text, message));
  end = rest_fixture_call (&fixture->rest, "GET", "/v1/media?name=report.pdf&before=m_none",
                           fixture->ann, NULL);
  rest_answer_assert_refused (end, 404, LANDLINE_ERROR_NOT_FOUND);
  bad = rest_fixture_call (&fixture->rest, "GET", "/v1/media?name=report.pdf&before=7",
                           fixture->ann, NULL);
  rest_answer_assert_refused (bad, 400, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_find (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (10);
  g_autoptr (LandlineMedia) first = NULL;
  g_autoptr (LandlineMedia) second = NULL;
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) outside = NULL;
  g_autoptr (RestAnswer) without = NULL;

  start (fixture);
  first = upload (fixture, "?type=document&name=report.pdf", "application/pdf", bytes);
  second = upload (fixture, "?type=document&name=report.pdf", "application/pdf", bytes);
  answer = rest_fixture_call (&fixture->rest, "GET", "/v1/media?name=report.pdf", fixture->ann,
                              NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  assert_found (answer, second, first, FALSE);

  outside = rest_fixture_call (&fixture->rest, "GET", "/v1/media?name=report.pdf", fixture->eve,
                               NULL);
  g_assert_cmpstr (outside->text, ==, "{\"media\":[],\"more\":false}");
  without = rest_fixture_call (&fixture->rest, "GET", "/v1/media", fixture->ann, NULL);
  rest_answer_assert_refused (without, 400, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_names (MediaFixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (4096, 'x');
  g_autofree char *long_query = g_strconcat ("?type=document&name=", long_name, ".pdf", NULL);
  g_autoptr (GBytes) bytes = make_bytes (10);
  g_autoptr (LandlineMedia) path = NULL;
  g_autoptr (LandlineMedia) control = NULL;
  g_autoptr (LandlineMedia) turned = NULL;
  g_autoptr (LandlineMedia) longest = NULL;
  g_autoptr (LandlineMedia) none = NULL;
  g_autoptr (RestAnswer) answer = NULL;

  start (fixture);
  path = upload (fixture, "?type=document&name=..%2F..%2Fetc%2Fpasswd", "a/b", bytes);
  g_assert_cmpstr (landline_media_get_name (path), ==, "passwd");
  control = upload (fixture, "?type=document&name=a%0D%0ASet-Cookie:%20x.txt", "a/b", bytes);
  g_assert_cmpstr (landline_media_get_name (control), ==, "aSet-Cookie: x.txt");
  turned = upload (fixture, "?type=document&name=invoice%E2%80%AEgpj.exe", "a/b", bytes);
  g_assert_cmpstr (landline_media_get_name (turned), ==, "invoicegpj.exe");
  longest = upload (fixture, long_query, "a/b", bytes);
  g_assert_cmpuint (strlen (landline_media_get_name (longest)), ==, 255);
  none = upload (fixture, "?type=document", "/nonsense", bytes);
  g_assert_cmpstr (landline_media_get_name (none), ==, "file");
  g_assert_cmpstr (landline_media_get_content_type (none), ==, "application/octet-stream");

  answer = download (fixture, "GET", fixture->ann, control, NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (rest_answer_get_header (answer, "Set-Cookie"));
}

/* At the limit and one past it, for each type. */
static void
test_limits (MediaFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    gsize size;
    guint status;
  } cases[] = {
    { "?type=media&name=a", 1000, 201 },       { "?type=media&name=a", 1001, 413 },
    { "?type=document&name=a", 300000, 201 },  { "?type=document&name=a", 300001, 413 },
    { "?type=document&name=a", 2000000, 413 }, { "?type=status&name=a", 10, 400 },
  };

  server_config_set_limit (fixture->rest.config, SERVER_CONFIG_MEDIA_BYTES, 1000);
  server_config_set_limit (fixture->rest.config, SERVER_CONFIG_DOCUMENT_BYTES, 300000);
  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (cases[i].size);
      g_autoptr (RestAnswer) answer = try_upload (fixture, cases[i].query, "a/b", bytes);

      g_test_message ("%s, %" G_GSIZE_FORMAT " bytes", cases[i].query, cases[i].size);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].status == 413)
        rest_answer_assert_refused (answer, 413, LANDLINE_ERROR_TOO_LARGE);
    }
  assert_n_files (fixture, 2);
}

static void
test_storage_full (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) large = make_bytes (90000);
  g_autoptr (GBytes) small = make_bytes (9000);
  g_autoptr (LandlineMedia) first = NULL;
  g_autoptr (LandlineMedia) third = NULL;
  g_autoptr (RestAnswer) second = NULL;

  server_config_set_limit (fixture->rest.config, SERVER_CONFIG_STORAGE_BYTES, 100000);
  start (fixture);
  first = upload (fixture, "?type=document&name=a", "a/b", large);
  second = try_upload (fixture, "?type=document&name=b", "a/b", large);
  rest_answer_assert_refused (second, 507, LANDLINE_ERROR_STORAGE_FULL);
  third = upload (fixture, "?type=document&name=c", "a/b", small);
  assert_n_files (fixture, 2);
}

/* The answer comes before the body does, and the connection ends, even where the peer does not end
 * it. */
static void
test_refused_before_the_body (MediaFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *head;
    const char *status;
  } cases[] = {
    { "POST /v1/media?type=media&name=a HTTP/1.1\r\nContent-Length: 16777217\r\n", " 413 " },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\nContent-Length: 104857601\r\n", " 413 " },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\nContent-Length: 104857601\r\n"
      "Expect: 100-continue\r\n",
      " 413 " },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", " 411 " },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\n", " 411 " },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n",
      " 4" },
    { "POST /v1/media?type=document&name=a HTTP/1.1\r\nContent-Length: -5\r\n", " 4" },
  };

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = g_strdup_printf (
          "%sHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", cases[i].head, fixture->ann);
      g_autofree char *answer = NULL;

      g_test_message ("%s", cases[i].head);
      answer = rest_fixture_exchange (&fixture->rest, request, i == 0);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 4"));
      g_assert_nonnull (strstr (answer, cases[i].status));
    }
  assert_n_files (fixture, 0);
}

/* Says something to the server and leaves the connection open, without reading from it. */
static GSocketConnection *
say (MediaFixture *fixture, const char *request, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->rest.port, NULL,
                                                &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             length, NULL, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

/* The head of an upload of a million bytes, and less than a third of it. */
static GSocketConnection *
say_half_a_file (MediaFixture *fixture)
{
  g_autoptr (GString) request = g_string_new (NULL);
  GSocketConnection *connection;

  g_string_append_printf (request,
                          "POST /v1/media?type=document&name=a HTTP/1.1\r\nHost: localhost\r\n"
                          "Content-Length: 1000000\r\nAuthorization: Bearer %s\r\n\r\n",
                          fixture->ann);
  for (guint i = 0; i < 30000; i++)
    g_string_append (request, "0123456789");
  connection = say (fixture, request->str, request->len);
  assert_n_files (fixture, 1);

  return connection;
}

/* Half a file, and the peer is gone: nothing stays. */
static void
test_broken_off (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;

  start (fixture);
  connection = say_half_a_file (fixture);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  assert_n_files (fixture, 0);
}

/* The same, and the server stops: the parts of it let go of each other, whatever is under way. */
static void
test_stopped_in_an_upload (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;

  start (fixture);
  connection = say_half_a_file (fixture);
  rest_fixture_stop (&fixture->rest);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Asks for a file that does not fit into the buffers of a connection, and does not take it. */
static GSocketConnection *
ask_and_wait (MediaFixture *fixture)
{
  g_autoptr (GBytes) bytes = make_bytes (20000000);
  g_autoptr (LandlineMedia) media = NULL;
  g_autofree char *request = NULL;
  GSocketConnection *connection;
  GInputStream *input;
  char head[4] = "";

  media = upload (fixture, "?type=document&name=a", "a/b", bytes);
  request = g_strdup_printf ("GET /v1/media/%s HTTP/1.1\r\nHost: localhost\r\n"
                             "Authorization: Bearer %s\r\n\r\n",
                             landline_media_get_id (media), fixture->ann);
  connection = say (fixture, request, strlen (request));
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while (!g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (input)))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_input_stream_read (input, head, sizeof head, NULL, NULL), ==, 4);
  g_assert_cmpmem (head, 4, "HTTP", 4);

  return connection;
}

static void
test_download_not_taken (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (RestAnswer) answer = NULL;

  start (fixture);
  connection = ask_and_wait (fixture);
  answer = rest_fixture_call (&fixture->rest, "GET", "/v1/me", fixture->ann, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static void
test_stopped_in_a_download (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;

  start (fixture);
  connection = ask_and_wait (fixture);
  rest_fixture_stop (&fixture->rest);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Cut short behind the server's back: a clear refusal instead of half a file. */
static void
test_damaged (MediaFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = server_config_dup_media_folder (fixture->rest.config);
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) gone = NULL;
  g_autofree char *file = NULL;

  start (fixture);
  media = upload (fixture, "?type=document&name=a", "a/b", bytes);
  file = find_file (folder);
  g_assert_cmpint (truncate (file, 500), ==, 0);
  answer = download (fixture, "GET", fixture->ann, media, NULL, NULL);
  g_assert_cmpuint (answer->status, >=, 400);
  g_assert_nonnull (strstr (answer->text, "\"message\":\"The"));

  g_assert_cmpint (g_unlink (file), ==, 0);
  gone = download (fixture, "GET", fixture->ann, media, NULL, NULL);
  g_assert_cmpuint (gone->status, >=, 400);
}

#define MEDIA_TEST(path, function)                                                                 \
  g_test_add (path, MediaFixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  MEDIA_TEST ("/server/rest/media/round-trip", test_round_trip);
  MEDIA_TEST ("/server/rest/media/headers", test_headers);
  MEDIA_TEST ("/server/rest/media/conditions", test_conditions);
  MEDIA_TEST ("/server/rest/media/ranges", test_ranges);
  MEDIA_TEST ("/server/rest/media/who-may-see-it", test_who_may_see_it);
  MEDIA_TEST ("/server/rest/media/find", test_find);
  MEDIA_TEST ("/server/rest/media/find-pages", test_find_pages);
  MEDIA_TEST ("/server/rest/media/names", test_names);
  MEDIA_TEST ("/server/rest/media/limits", test_limits);
  MEDIA_TEST ("/server/rest/media/storage-full", test_storage_full);
  MEDIA_TEST ("/server/rest/media/refused-before-the-body", test_refused_before_the_body);
  MEDIA_TEST ("/server/rest/media/broken-off", test_broken_off);
  MEDIA_TEST ("/server/rest/media/stopped-in-an-upload", test_stopped_in_an_upload);
  MEDIA_TEST ("/server/rest/media/download-not-taken", test_download_not_taken);
  MEDIA_TEST ("/server/rest/media/stopped-in-a-download", test_stopped_in_a_download);
  MEDIA_TEST ("/server/rest/media/damaged", test_damaged);

  return g_test_run ();
}
