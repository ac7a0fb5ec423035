<?php
// Installs one site, fills it, and prints its users and their application passwords.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('PEERS_ADDRESS'), PHP_URL_HOST)
    . ':' . parse_url(getenv('PEERS_ADDRESS'), PHP_URL_PORT);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

$plan = json_decode(stream_get_contents(STDIN), true, flags: JSON_THROW_ON_ERROR);
$password = wp_generate_password(24);
$admin = wp_install($plan['title'], 'admin', 'admin@example.org', true, '', $password);
// Its own first post would be newer than those of the plan.
wp_delete_post(1, true);
switch_theme('twentytwentytwo');
update_option('comment_previously_approved', $plan['moderated'] ? '1' : '0');
update_option('permalink_structure', '/%postname%/');
flush_rewrite_rules();

function peers_login(int $id): array
{
    [$password] = WP_Application_Passwords::create_new_application_password(
        $id,
        ['name' => 'Kindred']
    );
    return ['id' => $id, 'name' => get_userdata($id)->user_login, 'password' => $password];
}

$author = wp_insert_user([
    'user_login' => $plan['author'],
    'user_pass' => wp_generate_password(24),
    'user_email' => $plan['author'] . '@example.org',
    'display_name' => $plan['author_shown'],
    'role' => 'author',
]);
$posts = [];
foreach ($plan['posts'] as $number => $post) {
    // One a day, the last of the plan the newest: the order in feeds is then known.
    $when = gmdate('Y-m-d H:i:s', time() - 86400 * (count($plan['posts']) - $number));
    $posts[] = wp_insert_post(wp_slash([
        'post_title' => $post['title'],
        'post_content' => $post['content'],
        'post_status' => 'publish',
        'post_author' => $author,
        'post_date' => $when,
        'post_date_gmt' => $when,
    ]), true);
}
echo json_encode([
    'admin' => peers_login($admin['user_id']),
    'author' => peers_login($author),
    'posts' => $posts,
], JSON_THROW_ON_ERROR);
