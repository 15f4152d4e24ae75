/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-welcome.h"

#include "app-setup-page.h"

/**
 * AppWelcome:
 *
 * What is seen before there is an account: the choice between starting a server and joining one,
 * and the page for each.
 *
 * It does none of the work. Whoever owns it answers [signal@AppWelcome::host] and
 * [signal@AppWelcome::join] with [method@AppWelcome.set_progress] and, if need be,
 * [method@AppWelcome.set_error].
 */
struct _AppWelcome
{
  AdwBin parent_instance;

  AdwNavigationView *navigation;
  AppSetupPage *host_page;
  AppSetupPage *join_page;
  GtkButton *host_button;
  GtkButton *join_button;
  gboolean rejoining;
};

enum
{
  SIGNAL_HOST,
  SIGNAL_JOIN,
  SIGNAL_CANCEL,
  SIGNAL_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppWelcome, app_welcome, ADW_TYPE_BIN)

/* The page that is shown, %NULL at the start. */
static AppSetupPage *
app_welcome_get_page (AppWelcome *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  return APP_IS_SETUP_PAGE (page) ? APP_SETUP_PAGE (page) : NULL;
}

static void
app_welcome_on_host (AppWelcome *self, const char *name, const char *number)
{
  g_signal_emit (self, signals[SIGNAL_HOST], 0, name, number);
}

static void
app_welcome_on_join (AppWelcome *self, AppInviteLink *link, const char *name, const char *number)
{
  g_signal_emit (self, signals[SIGNAL_JOIN], 0, link, name, number);
}

static void
app_welcome_on_cancel (AppWelcome *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static void
app_welcome_host_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_navigation_view_push_by_tag (APP_WELCOME (widget)->navigation, "host");
}

static void
app_welcome_join_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_navigation_view_push_by_tag (APP_WELCOME (widget)->navigation, "join");
}

static void
app_welcome_stop_rejoining (AppWelcome *self)
{
  self->rejoining = FALSE;
  app_setup_page_set_number (self->join_page, NULL);
  app_setup_page_set_link (self->join_page, "");
  app_setup_page_set_error (self->join_page, NULL);
}

static void
app_welcome_on_popped (AppWelcome *self)
{
  if (!self->rejoining)
    return;
  app_welcome_stop_rejoining (self);
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
app_welcome_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_WELCOME);
  G_OBJECT_CLASS (app_welcome_parent_class)->dispose (object);
}

static void
app_welcome_class_init (AppWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_welcome_dispose;

  /**
   * AppWelcome::host:
   * @self: the welcome
   * @name: the person's name
   * @number: the person's user id
   *
   * A server shall be started here, and this person be its first.
   */
  signals[SIGNAL_HOST] = g_signal_new ("host", APP_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AppWelcome::join:
   * @self: the welcome
   * @link: the invitation, or one made of an address
   * @name: the person's name
   * @number: the person's user id
   *
   * This person shall join a server.
   */
  signals[SIGNAL_JOIN] = g_signal_new ("join", APP_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 3, APP_TYPE_INVITE_LINK, G_TYPE_STRING,
                                       G_TYPE_STRING);
  /**
   * AppWelcome::cancel:
   * @self: the welcome
   *
   * What is under way shall be stopped.
   */
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", APP_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AppWelcome::back:
   * @self: the welcome
   *
   * Somebody who was to join again goes back to the account that there is.
   */
  signals[SIGNAL_BACK] = g_signal_new ("back", APP_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);

  g_type_ensure (APP_TYPE_SETUP_PAGE);
  gtk_widget_class_install_action (widget_class, "welcome.host", NULL, app_welcome_host_action);
  gtk_widget_class_install_action (widget_class, "welcome.join", NULL, app_welcome_join_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, host_button);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, host_page);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, join_button);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, join_page);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, navigation);
  gtk_widget_class_bind_template_callback (widget_class, app_welcome_on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, app_welcome_on_host);
  gtk_widget_class_bind_template_callback (widget_class, app_welcome_on_join);
  gtk_widget_class_bind_template_callback (widget_class, app_welcome_on_popped);
}

static void
app_welcome_init (AppWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_welcome_new:
 *
 * Creates a welcome that shows its start.
 *
 * Returns: (transfer floating): the welcome
 */
GtkWidget *
app_welcome_new (void)
{
  return g_object_new (APP_TYPE_WELCOME, NULL);
}

/**
 * app_welcome_set_discovery:
 * @self: the welcome
 * @discovery: (nullable): what finds servers on this network
 *
 * Sets what the servers are found with that are offered to be joined.
 */
void
app_welcome_set_discovery (AppWelcome *self, AppDiscovery *discovery)
{
  g_return_if_fail (APP_IS_WELCOME (self));

  app_setup_page_set_discovery (self->join_page, discovery);
}

/**
 * app_welcome_set_name:
 * @self: the welcome
 * @name: (nullable): what the person is called on this computer
 *
 * Fills in a name to begin with.
 */
void
app_welcome_set_name (AppWelcome *self, const char *name)
{
  g_return_if_fail (APP_IS_WELCOME (self));

  app_setup_page_set_name (self->host_page, name);
  app_setup_page_set_name (self->join_page, name);
}

/**
 * app_welcome_set_link:
 * @self: the welcome
 * @link: an invitation that the app was started with
 *
 * Shows the page to join with this invitation filled in. While something is under way nothing
 * changes.
 */
void
app_welcome_set_link (AppWelcome *self, const char *link)
{
  g_return_if_fail (APP_IS_WELCOME (self));
  g_return_if_fail (link != NULL);

  if (app_welcome_get_busy (self))
    return;
  app_setup_page_set_link (self->join_page, link);
  if (app_welcome_get_page (self) == self->join_page)
    return;
  adw_navigation_view_pop_to_tag (self->navigation, "start");
  adw_navigation_view_push_by_tag (self->navigation, "join");
}

/**
 * app_welcome_rejoin:
 * @self: the welcome
 * @link: where the server is, and an invitation if there is one
 * @name: what the person is called
 * @number: the person's number, which stays
 *
 * Shows the page to join for somebody whom the server does not know any more. It answers with
 * [signal@AppWelcome::join], or with [signal@AppWelcome::back].
 */
void
app_welcome_rejoin (AppWelcome *self, const char *link, const char *name, const char *number)
{
  g_return_if_fail (APP_IS_WELCOME (self));
  g_return_if_fail (link != NULL && number != NULL);

  if (app_welcome_get_busy (self))
    return;
  app_welcome_show_start (self);
  app_setup_page_set_number (self->join_page, number);
  app_setup_page_set_name (self->join_page, name);
  app_setup_page_set_link (self->join_page, link);
  adw_navigation_view_push_by_tag (self->navigation, "join");
  self->rejoining = TRUE;
}

/**
 * app_welcome_get_rejoining:
 * @self: the welcome
 *
 * Returns: whether it is shown to somebody who is to join again
 */
gboolean
app_welcome_get_rejoining (AppWelcome *self)
{
  g_return_val_if_fail (APP_IS_WELCOME (self), FALSE);

  return self->rejoining;
}

/**
 * app_welcome_show_start:
 * @self: the welcome
 *
 * Shows the start, for a new person.
 */
void
app_welcome_show_start (AppWelcome *self)
{
  g_return_if_fail (APP_IS_WELCOME (self));

  if (self->rejoining)
    app_welcome_stop_rejoining (self);
  adw_navigation_view_pop_to_tag (self->navigation, "start");
}

/**
 * app_welcome_set_progress:
 * @self: the welcome
 * @sentence: (nullable): what is being done, %NULL when nothing is
 *
 * Shows on the page where it was asked for that something is under way.
 */
void
app_welcome_set_progress (AppWelcome *self, const char *sentence)
{
  AppSetupPage *page;

  g_return_if_fail (APP_IS_WELCOME (self));

  page = app_welcome_get_page (self);
  if (page != NULL)
    app_setup_page_set_progress (page, sentence);
}

/**
 * app_welcome_get_busy:
 * @self: the welcome
 *
 * Returns: whether something is under way
 */
gboolean
app_welcome_get_busy (AppWelcome *self)
{
  AppSetupPage *page;

  g_return_val_if_fail (APP_IS_WELCOME (self), FALSE);

  page = app_welcome_get_page (self);
  return page != NULL && app_setup_page_get_busy (page);
}

/**
 * app_welcome_set_error:
 * @self: the welcome
 * @sentence: (nullable): what went wrong
 *
 * Ends what was under way and keeps the sentence on the page.
 */
void
app_welcome_set_error (AppWelcome *self, const char *sentence)
{
  AppSetupPage *page;

  g_return_if_fail (APP_IS_WELCOME (self));

  page = app_welcome_get_page (self);
  if (page == NULL)
    return;
  app_setup_page_set_progress (page, NULL);
  app_setup_page_set_error (page, sentence);
}

/**
 * app_welcome_get_error:
 * @self: the welcome
 *
 * Returns: (nullable): the sentence about what is wrong that is shown
 */
const char *
app_welcome_get_error (AppWelcome *self)
{
  AppSetupPage *page;

  g_return_val_if_fail (APP_IS_WELCOME (self), NULL);

  page = app_welcome_get_page (self);
  return page != NULL ? app_setup_page_get_error (page) : NULL;
}
