<?php
// The settings of both test sites: what differs comes from the environment.
define('DB_NAME', 'wp');
define('DB_USER', 'wp');
define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:' . getenv('PEERS_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = getenv('PEERS_PREFIX');

define('WP_HOME', getenv('PEERS_ADDRESS'));
define('WP_SITEURL', WP_HOME);
// Application passwords are refused over plain http anywhere but "local".
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
// Nothing of a test may leave this machine.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost');

foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", getenv('PEERS_SECRET') . "-$name-key");
    define("{$name}_SALT", getenv('PEERS_SECRET') . "-$name-salt");
}

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
