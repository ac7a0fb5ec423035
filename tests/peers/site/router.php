<?php
// Stands in for the web server's rewrite rules: a file that is there is served,
// everything else is WordPress's front page to answer.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
if ($path !== '/' && is_file($root . $path)) {
    return false;
}
$index = is_file(rtrim($root . $path, '/') . '/index.php') ? rtrim($path, '/') : '';
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = "$index/index.php";
$_SERVER['SCRIPT_FILENAME'] = "$root$index/index.php";
chdir(dirname($_SERVER['SCRIPT_FILENAME']));
require $_SERVER['SCRIPT_FILENAME'];
