<?php
// Makes the site once: settings of a newsroom, its accounts, its articles. Prints them as JSON.
$socket = getenv( 'WORDPRESS_HOME' ) . '/db.sock';
mysqli_query(
	mysqli_connect( 'localhost', 'root', '', '', 0, $socket ),
	'CREATE DATABASE wordpress CHARACTER SET utf8mb4'
);

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = parse_url( getenv( 'WORDPRESS_URL' ), PHP_URL_HOST );
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Báo Thử', 'admin', 'admin@bao.example', true, '', wp_generate_password() );

$options = array(
	'permalink_structure'  => '/%year%/%monthnum%/%postname%/',
	'timezone_string'      => 'Asia/Ho_Chi_Minh',
	'comment_moderation'   => 1, // every comment waits
	'moderation_notify'    => 0,
	'comments_notify'      => 0,
	'template'             => 'plain',
	'stylesheet'           => 'plain',
);
foreach ( $options as $name => $value ) {
	update_option( $name, $value );
}
$wp_rewrite->init();
$wp_rewrite->flush_rules( false );
wp_delete_comment( 1, true );

function account( $login, $name, $role ) {
	$id = wp_insert_user(
		array(
			'user_login'   => $login,
			'user_pass'    => wp_generate_password(),
			'user_email'   => "$login@bao.example",
			'display_name' => $name,
			'role'         => $role,
		)
	);
	list( $password ) = WP_Application_Passwords::create_new_application_password(
		$id,
		array( 'name' => 'Lời Bình' )
	);
	return array( $id, WP_Application_Passwords::chunk_password( $password ) );
}

function article( $title, $body, $more = array() ) {
	return wp_insert_post(
		array_merge(
			array(
				'post_title'   => $title,
				'post_content' => $body,
				'post_status'  => 'publish',
				'post_author'  => 1,
			),
			$more
		)
	);
}

list( $editor, $password )        = account( 'bientap', 'Biên tập viên', 'editor' );
list( $reader, $reader_password ) = account( 'docgia', 'Độc giả', 'subscriber' );

$section = wp_insert_term( 'Thời sự & Xã hội', 'category' )['term_id'];
$posts   = array(
	article(
		'Bắc Kạn & Thái Nguyên: mưa lớn <em>bất thường</em>',
		"<!-- wp:paragraph -->\n<p>Mưa lớn kéo dài từ đêm qua, nhiều tuyến đường bị chia cắt.</p>\n"
			. "<!-- /wp:paragraph -->\n\n<h2>Nước lên nhanh</h2>\n<p>Người dân phải di dời.</p>",
		array(
			'post_excerpt'  => 'Nhiều tuyến đường bị chia cắt.',
			'post_category' => array( $section ),
			'post_author'   => $editor,
		)
	),
	article( 'Giá vàng hôm nay', 'Giá vàng giảm nhẹ.' ),
);
$closed  = article( 'Bài đã đóng bình luận', 'Không nhận lời bình nữa.', array( 'comment_status' => 'closed' ) );
$page    = article( 'Giới thiệu', 'Về tòa soạn.', array( 'post_type' => 'page', 'comment_status' => 'open' ) );

echo "\x1e", wp_json_encode( compact( 'editor', 'password', 'reader_password', 'posts', 'closed', 'page' ) );
