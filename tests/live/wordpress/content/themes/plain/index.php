<!doctype html>
<html <?php language_attributes(); ?>>
<head><?php wp_head(); ?></head>
<body><?php the_title( '<h1>', '</h1>' ); ?></body>
</html>
