<?php
// Runs the PHP it is given inside WordPress and prints what that returns as JSON. For who knows the
// secret of this one server only.
if ( ! hash_equals( getenv( 'WORDPRESS_SECRET' ), $_SERVER['HTTP_X_SECRET'] ?? '' ) ) {
	http_response_code( 403 );
	exit;
}
require ABSPATH . 'wp-load.php';
echo "\x1e", wp_json_encode( eval( file_get_contents( 'php://input' ) ) );
