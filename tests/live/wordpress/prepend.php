<?php
// Lets the packaged WordPress find its configuration in the test's own folder.
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', getenv( 'WORDPRESS_HOME' ) . '/site/' );
}
