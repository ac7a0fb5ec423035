<?php
// What a test can switch on a site by laying an (empty) file into PEERS_SWITCHES:
//   open    takes comments over REST without a login, as some blogs do
//   held    every comment waits for a moderator
//   strip   the server takes the login off requests, as some hosts do
//   flood   WordPress's own rule of one comment in 15 seconds; without the file it
//           is off, or every second test would have to wait for it
function peers_switch(string $name): bool
{
    return file_exists(getenv('PEERS_SWITCHES') . "/$name");
}

add_filter('rest_allow_anonymous_comments', fn() => peers_switch('open'));
add_filter(
    'pre_comment_approved',
    fn($approved) => peers_switch('held') && !is_wp_error($approved) ? 0 : $approved
);
if (!peers_switch('flood')) {
    remove_filter('comment_flood_filter', 'wp_throttle_comment_flood');
}

if (peers_switch('strip')) {
    unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW']);
}

// A pingback is checked by fetching the page that links; WordPress would not fetch it
// from loopback, nor from a port of ours.
add_filter('http_request_host_is_external', '__return_true');
add_filter(
    'http_allowed_safe_ports',
    fn($ports, $host, $url) => [...$ports, parse_url($url, PHP_URL_PORT)],
    10,
    3
);
