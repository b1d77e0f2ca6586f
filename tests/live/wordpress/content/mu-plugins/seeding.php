<?php
// What a test asks of this site beyond what WordPress does by itself.

// Its readers write faster than WordPress lets one reader write.
add_filter( 'comment_flood_filter', '__return_false', 99 );

// A site that keeps no trash.
if ( get_option( 'tests_no_trash' ) ) {
	define( 'EMPTY_TRASH_DAYS', 0 );
}

// A plugin that has its own mind about one reader's comments.
add_action(
	'wp_set_comment_status',
	function ( $id ) {
		global $wpdb;
		if ( 'giu@vi.example' === get_comment( $id )?->comment_author_email ) {
			$wpdb->update( $wpdb->comments, array( 'comment_approved' => '0' ), array( 'comment_ID' => $id ) );
			clean_comment_cache( $id );
		}
	}
);

// Application passwords switched off.
add_filter( 'wp_is_application_passwords_available', fn( $is ) => $is && ! get_option( 'tests_no_passwords' ) );
