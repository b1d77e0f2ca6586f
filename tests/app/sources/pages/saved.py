"""Pages as Vietnamese newspapers' programs make them: an article, and what stands around it."""

from __future__ import annotations

ADDRESS = "https://bao.example/doi-song/cau-nam-song-thong-xe-4821.html"

TITLE = "Cầu Nam Sông thông xe trước Tết"
LEAD = (
    "Sau hai mươi sáu tháng thi công, cây cầu nối hai bờ sông sẽ mở cho xe máy và ô tô con "
    "vào sáng mai, sớm hơn kế hoạch mười ngày."
)
BODY = (
    "Sáng 22/11, những tấm chắn cuối cùng ở đầu cầu phía bắc đã được dỡ đi. Công nhân rửa mặt cầu, "
    "kẻ lại vạch sơn và thử hệ thống đèn trước giờ bàn giao cho thành phố.",
    "Ông Trần Văn Lâm, sáu mươi hai tuổi, người đã chèo đò ở bến này hơn ba mươi năm, đứng nhìn "
    "từ sớm. “Tôi mừng cho lũ trẻ đi học, chỉ tiếc con đò,” ông nói và chỉ tay về phía bến cũ.",
    "Theo ban quản lý, cầu dài 412 mét, rộng mười hai mét, có hai làn ô tô và hai làn xe thô sơ. "
    "Xe tải trên năm tấn vẫn phải đi vòng qua cầu cũ cho tới khi đường dẫn phía nam hoàn thành.",
    "Đường dẫn phía bờ nam còn khoảng ba trăm mét chưa trải nhựa vì vướng bốn hộ dân. Thành phố "
    "cho biết sẽ bàn giao mặt bằng trong tháng mười hai và trải nhựa xong trước Tết.",
)
CAPTION = "Công nhân kẻ vạch sơn trên mặt cầu Nam Sông, sáng 22/11. Ảnh: Thanh Bình"
BYLINE = "Thanh Bình"
SECTION = "Đời sống"
PUBLISHED = "2026-11-22T08:15:00+07:00"
COMMENT = "Bình luận của bạn đọc không phải là một phần của bài báo này, dù nó dài đến đâu."
RELATED = "Giá nhà ven sông tăng gấp đôi sau một năm"

_HEAD = f"""
<title>{TITLE} - Báo Ví Dụ</title>
<meta name="description" content="{LEAD}">
<meta property="og:site_name" content="Báo Ví Dụ">
<meta property="og:title" content="{TITLE} - Báo Ví Dụ">
<meta property="og:description" content="{LEAD[:90]}...">
<meta property="og:url" content="{ADDRESS}">
<meta property="article:published_time" content="{PUBLISHED}">
<meta property="article:section" content="{SECTION}">
<link rel="canonical" href="{ADDRESS}">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}",
 "datePublished": "{PUBLISHED}", "articleSection": "{SECTION}",
 "author": [{{"@type": "Person", "name": "{BYLINE}"}}],
 "publisher": {{"@type": "Organization", "name": "Báo Ví Dụ"}}}}
</script>
<script>var quang_cao = "<p>không phải bài</p>"; if (1 < 2) document.write(quang_cao);</script>
<style>.sapo {{ font-weight: bold }}</style>
"""

_BODY = f"""
<header><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/thoi-su">Thời sự</a></li>
<li><a href="/doi-song">Đời sống</a></li><li><a href="/the-thao">Thể thao</a></li></ul></nav>
</header>
<main><div class="container"><article class="detail-content">
<div class="breadcrumb"><a href="/doi-song">{SECTION}</a></div>
<h1 class="title-detail">{TITLE}</h1>
<div class="detail-time">Chủ nhật, 22/11/2026, 08:15 (GMT+7)</div>
<h2 class="sapo">{LEAD}</h2>
<div class="fck_detail">
<figure class="image"><img src="cau_files/cau.jpg" alt=""><figcaption><p>{CAPTION}</p></figcaption>
</figure>
<p>{BODY[0]}</p>
<p>{BODY[1].replace("ba mươi năm", "<em>ba mươi năm</em>")}</p>
<div class="box-tinlienquan"><strong>Tin liên quan</strong><ul>
<li><a href="/nha">{RELATED}</a></li><li><a href="/do">Chuyến đò cuối cùng</a></li></ul></div>
<p>{BODY[2]}</p>
<p>{BODY[3]}</p>
</div>
<p class="author"><strong>{BYLINE}</strong></p>
<div class="tags">Từ khóa: <a href="/t/cau">cầu</a>, <a href="/t/giao-thong">giao thông</a></div>
</article>
<section id="box_comment"><h3>Ý kiến (2)</h3>
<div class="comment_item"><b>Lan Anh</b><p>{COMMENT}</p></div>
<div class="comment_item"><b>Quốc Huy</b><p>{COMMENT} Tôi xin nói thêm một lần nữa cho rõ.</p></div>
<form><input name="ten" placeholder="Họ và tên"><textarea name="binh-luan"></textarea></form>
</section></div>
<aside><h3>Đọc nhiều</h3><ul><li><a href="/1">{RELATED}</a></li></ul></aside></main>
<footer><p>© 2026 Báo Ví Dụ. Giấy phép số 12/GP. Tổng biên tập: Lê Văn A. Liên hệ quảng cáo:
0900 000 000. Không sao chép khi chưa có sự đồng ý bằng văn bản của tòa soạn.</p></footer>
"""

PAGE = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">{_HEAD}</head><body>{_BODY}</body></html>
"""


def declared(charset: str) -> str:
    """The page with another encoding named in it."""
    return PAGE.replace('charset="utf-8"', f'charset="{charset}"')


OLDER = f"""<html><head>
<!-- saved from url=(0{len(ADDRESS):03})(placeholder) -->
<title>{TITLE} | Báo Ví Dụ</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body><table width="760"><tr><td class="menu"><a href="/">Trang chủ</a> <a href="/ds">Đời sống</a>
</td></tr><tr><td><div class="date">22/11/2026 08:15</div><p class="title">{TITLE}</p>
<p class="Lead">{LEAD}</p><div class="content">
<table class="image"><tr><td><img src="a.jpg"></td></tr>
<tr><td class="PhotoCMS_Caption">{CAPTION}</td></tr></table>
{"".join(f'<p class="Normal">{one}</p>' for one in BODY)}
<p class="Normal" align="right"><b>{BYLINE}</b></p></div></td></tr></table></body></html>
""".replace(f"(0{len(ADDRESS):03})(placeholder)", f"({len(ADDRESS):04}){ADDRESS}")
"""Tables, a lead in a class of its own, and an address only in what the browser wrote."""


def loopback(address: str, _port: int) -> bool:
    """Lets a test's own server be asked, also from the process that reads pages."""
    return address == "127.0.0.1"
