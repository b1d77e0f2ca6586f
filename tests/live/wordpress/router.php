<?php
// What a web server's rewrite rules do: scripts are run, everything else is WordPress's own.
require __DIR__ . '/prepend.php';
$path   = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$script = is_string( $path ) && str_ends_with( $path, '.php' ) && is_file( ABSPATH . $path )
	? $path
	: '/index.php';
$_SERVER['SCRIPT_NAME']     = $script;
$_SERVER['PHP_SELF']        = $script;
$_SERVER['SCRIPT_FILENAME'] = ABSPATH . ltrim( $script, '/' );
unset( $_SERVER['PATH_INFO'] );
require ABSPATH . ltrim( $script, '/' );
