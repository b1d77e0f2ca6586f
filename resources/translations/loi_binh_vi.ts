<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN">
<context>
    <name>ActionBar</name>
    <message>
        <source>Decide</source>
        <translation>Quyết định</translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <source>The whole article</source>
        <translation>Toàn văn bài viết</translation>
    </message>
    <message>
        <source>Open the article in the browser</source>
        <translation>Mở bài viết trong trình duyệt</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(không có tiêu đề)</translation>
    </message>
    <message>
        <source>Picture: {0}</source>
        <translation>Ảnh: {0}</translation>
    </message>
    <message>
        <source>Fold away</source>
        <translation>Thu gọn</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Đọc tiếp</translation>
    </message>
    <message>
        <source>Show more ({0} of {1} characters)</source>
        <translation>Xem thêm (đã hiện {0} trong {1} ký tự)</translation>
    </message>
</context>
<context>
    <name>ArticlesAtDesk</name>
    <message>
        <source>Read the article from a saved page</source>
        <translation>Đọc bài từ trang đã lưu</translation>
    </message>
    <message>
        <source>Saved pages (*.html *.htm *.mhtml *.mht *.txt);;All files (*)</source>
        <translation>Trang đã lưu (*.html *.htm *.mhtml *.mht *.txt);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Đang đọc {0}</translation>
    </message>
    <message>
        <source>This article has no address to fetch from.</source>
        <translation>Bài này không có địa chỉ để tải.</translation>
    </message>
    <message>
        <source>Fetching the article&apos;s page</source>
        <translation>Đang tải trang của bài</translation>
    </message>
    <message>
        <source>{0}: its page says nothing new.</source>
        <translation>{0}: trang không có gì mới.</translation>
    </message>
    <message>
        <source>{0}: kept as a new article; nobody has commented on it here yet.</source>
        <translation>{0}: đã lưu là bài mới; ở đây chưa ai bình luận.</translation>
    </message>
    <message>
        <source>{0}: read from its page.</source>
        <translation>{0}: đã đọc từ trang của bài.</translation>
    </message>
</context>
<context>
    <name>ArticlesChart</name>
    <message>
        <source>ARTICLES WITH MOST COMMENTS</source>
        <translation>BÀI NHIỀU LỜI BÌNH NHẤT</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>đã quyết</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Lời bình</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Đang chờ</translation>
    </message>
    <message>
        <source>{0}: {1} comments, {2} waiting</source>
        <translation>{0}: {1} lời bình, {2} đang chờ</translation>
    </message>
</context>
<context>
    <name>AtSiteLine</name>
    <message>
        <source>At its site</source>
        <translation>Ở trang</translation>
    </message>
</context>
<context>
    <name>BacklogChart</name>
    <message>
        <source>WAITING NOW, BY AGE</source>
        <translation>ĐANG CHỜ, THEO THỜI GIAN CHỜ</translation>
    </message>
    <message>
        <source>Nothing waits: everything is decided.</source>
        <translation>Không còn gì chờ: mọi lời bình đã được quyết.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Đã chờ</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Đang chờ</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} đang chờ</translation>
    </message>
    <message>
        <source>{0} waiting, the oldest for {1}</source>
        <translation>{0} đang chờ, lâu nhất {1}</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} waiting</source>
        <translation>{0}: {1} trong {2} đang chờ</translation>
    </message>
</context>
<context>
    <name>BulkStrip</name>
    <message>
        <source>Decide many comments at once</source>
        <translation>Quyết định nhiều lời bình một lúc</translation>
    </message>
    <message>
        <source>{0}: {1} comment</source>
        <translation>{0}: {1} lời bình</translation>
    </message>
    <message>
        <source>{0}: {1} comments</source>
        <translation>{0}: {1} lời bình</translation>
    </message>
    <message>
        <source>It gives a reason to look twice: {0}.</source>
        <translation>Lời bình này có điều cần xem kỹ: {0}.</translation>
    </message>
    <message>
        <source>It is not flagged.</source>
        <translation>Lời bình này không có gì cần xem kỹ.</translation>
    </message>
    <message>
        <source>Decide it</source>
        <translation>Thực hiện</translation>
    </message>
    <message>
        <source>Decide it, though flagged</source>
        <translation>Vẫn thực hiện dù cần xem kỹ</translation>
    </message>
    <message>
        <source>{0} of them gives a reason to look twice: {1}.</source>
        <translation>{0} lời trong số đó cần xem kỹ: {1}.</translation>
    </message>
    <message>
        <source>{0} of them give a reason to look twice: {1}.</source>
        <translation>{0} lời trong số đó cần xem kỹ: {1}.</translation>
    </message>
    <message>
        <source>Only the {0} without flags</source>
        <translation>Chỉ {0} lời còn lại</translation>
    </message>
    <message>
        <source>All {0}, flagged too</source>
        <translation>Cả {0} lời</translation>
    </message>
    <message>
        <source>None of them is flagged.</source>
        <translation>Không lời nào cần xem kỹ.</translation>
    </message>
    <message>
        <source>Decide {0}</source>
        <translation>Quyết định {0} lời</translation>
    </message>
    <message>
        <source>Cancel · Esc</source>
        <translation>Hủy · Esc</translation>
    </message>
    <message>
        <source>listed words</source>
        <translation>từ cấm</translation>
    </message>
    <message>
        <source>links</source>
        <translation>liên kết</translation>
    </message>
    <message>
        <source>phone numbers</source>
        <translation>số điện thoại</translation>
    </message>
    <message>
        <source>names</source>
        <translation>họ tên</translation>
    </message>
    <message>
        <source>addresses</source>
        <translation>email</translation>
    </message>
    <message>
        <source>same text again</source>
        <translation>trùng nội dung</translation>
    </message>
    <message>
        <source>hidden or damaged characters</source>
        <translation>ký tự ẩn hoặc hỏng</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>sửa sau khi duyệt</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>no name</source>
        <translation>không tên</translation>
    </message>
    <message>
        <source>newsroom</source>
        <translation>tòa soạn</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>{0} đã duyệt</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>đã biên tập</translation>
    </message>
</context>
<context>
    <name>ChainLine</name>
    <message>
        <source>What does not fit in the chain</source>
        <translation>Những chỗ không khớp trong chuỗi</translation>
    </message>
    <message>
        <source>Checking the log</source>
        <translation>Đang kiểm tra nhật ký</translation>
    </message>
    <message>
        <source>Check the chain</source>
        <translation>Kiểm tra chuỗi</translation>
    </message>
    <message>
        <source>Check the log&apos;s chain</source>
        <translation>Kiểm tra chuỗi của nhật ký</translation>
    </message>
    <message>
        <source>Checking the chain…</source>
        <translation>Đang kiểm tra chuỗi…</translation>
    </message>
    <message>
        <source>Nobody has checked the chain since this window was opened</source>
        <translation>Chuỗi chưa được kiểm tra từ khi mở cửa sổ này</translation>
    </message>
    <message>
        <source>✓ Chain whole · entries: {0} · checked at {1}</source>
        <translation>✓ Chuỗi nguyên vẹn · {0} dòng · kiểm tra lúc {1}</translation>
    </message>
    <message>
        <source>The chain&apos;s head: {0}</source>
        <translation>Đầu chuỗi: {0}</translation>
    </message>
    <message>
        <source>⚠ Problems in the chain: {0} in {1} entries · checked at {2}</source>
        <translation>⚠ Chuỗi có {0} chỗ sai trong {1} dòng · kiểm tra lúc {2}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ẩn</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… và {0} chỗ nữa</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Nothing in this time.</source>
        <translation>Không có gì trong thời gian này.</translation>
    </message>
    <message>
        <source>More about: {0}</source>
        <translation>Thêm về: {0}</translation>
    </message>
    <message>
        <source>Save, show as a table</source>
        <translation>Lưu, xem dạng bảng</translation>
    </message>
    <message>
        <source>Save as picture or CSV…</source>
        <translation>Lưu thành ảnh hoặc CSV…</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Dạng bảng</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Appearance: as the system&apos;s</source>
        <translation>Giao diện: theo hệ thống</translation>
    </message>
    <message>
        <source>Appearance: light</source>
        <translation>Giao diện: sáng</translation>
    </message>
    <message>
        <source>Appearance: dark</source>
        <translation>Giao diện: tối</translation>
    </message>
    <message>
        <source>Appearance: high contrast</source>
        <translation>Giao diện: tương phản cao</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All by {0}</source>
        <translation>Mọi lời bình của {0}</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm kiếm</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} trên {1}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Approve</source>
        <translation>Duyệt</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Từ chối…</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Thư rác</translation>
    </message>
    <message>
        <source>Back to pending</source>
        <translation>Đưa về chờ duyệt</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Biên tập</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Làm lại</translation>
    </message>
    <message>
        <source>Next comment</source>
        <translation>Lời bình sau</translation>
    </message>
    <message>
        <source>Previous comment</source>
        <translation>Lời bình trước</translation>
    </message>
    <message>
        <source>Mark or unmark</source>
        <translation>Chọn hoặc bỏ chọn</translation>
    </message>
    <message>
        <source>Mark all of the queue</source>
        <translation>Chọn cả hàng đợi</translation>
    </message>
    <message>
        <source>Clear marks</source>
        <translation>Bỏ chọn tất cả</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm kiếm</translation>
    </message>
    <message>
        <source>Keep this search as a queue</source>
        <translation>Giữ tìm kiếm này thành hàng đợi</translation>
    </message>
    <message>
        <source>Show new comments</source>
        <translation>Xem lời bình mới</translation>
    </message>
    <message>
        <source>Read the article</source>
        <translation>Đọc bài viết</translation>
    </message>
    <message>
        <source>Open the article in the browser</source>
        <translation>Mở bài viết trong trình duyệt</translation>
    </message>
    <message>
        <source>Every comment of this writer</source>
        <translation>Mọi lời bình của người này</translation>
    </message>
    <message>
        <source>Comments on this article</source>
        <translation>Lời bình của bài này</translation>
    </message>
    <message>
        <source>Mark all on this article</source>
        <translation>Đánh dấu cả bài này</translation>
    </message>
    <message>
        <source>Import comments…</source>
        <translation>Nhập lời bình…</translation>
    </message>
    <message>
        <source>Read the article from a saved page…</source>
        <translation>Đọc bài từ trang đã lưu…</translation>
    </message>
    <message>
        <source>Fetch the article&apos;s page</source>
        <translation>Tải trang của bài</translation>
    </message>
    <message>
        <source>Connect a site…</source>
        <translation>Kết nối một trang…</translation>
    </message>
    <message>
        <source>Export comments…</source>
        <translation>Xuất lời bình…</translation>
    </message>
    <message>
        <source>Export the log…</source>
        <translation>Xuất nhật ký…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Deliveries to the sites</source>
        <translation>Gửi về trang</translation>
    </message>
    <message>
        <source>Fetch and send now</source>
        <translation>Nhận và gửi ngay</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Tùy chọn…</translation>
    </message>
    <message>
        <source>Templates for replies…</source>
        <translation>Mẫu trả lời…</translation>
    </message>
    <message>
        <source>Connected sites…</source>
        <translation>Các trang đã kết nối…</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Đổi phím tắt…</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Chào mừng</translation>
    </message>
    <message>
        <source>Reasons for rejection…</source>
        <translation>Lý do từ chối…</translation>
    </message>
    <message>
        <source>Moderator&apos;s name…</source>
        <translation>Tên người duyệt…</translation>
    </message>
    <message>
        <source>Tiếng Việt</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Next appearance</source>
        <translation>Giao diện kế tiếp</translation>
    </message>
    <message>
        <source>Every command…</source>
        <translation>Mọi lệnh…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <source>Move and mark</source>
        <translation>Di chuyển và chọn</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Bàn duyệt</translation>
    </message>
</context>
<context>
    <name>CommentsSheet</name>
    <message>
        <source>Export comments</source>
        <translation>Xuất lời bình</translation>
    </message>
    <message>
        <source>WHICH COMMENTS</source>
        <translation>LỜI BÌNH NÀO</translation>
    </message>
    <message>
        <source>FOR WHAT</source>
        <translation>ĐỂ DÙNG Ở ĐÂU</translation>
    </message>
    <message>
        <source>Lời Bình and other programs (.jsonl)</source>
        <translation>Lời Bình và chương trình khác (.jsonl)</translation>
    </message>
    <message>
        <source>WordPress (.xml)</source>
        <translation>WordPress (.xml)</translation>
    </message>
    <message>
        <source>Isso (.json)</source>
        <translation>Isso (.json)</translation>
    </message>
    <message>
        <source>FROM WHERE</source>
        <translation>TỪ NGUỒN NÀO</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>Từ nguồn nào</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>Mọi nguồn</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Isso takes the comments of one source: choose it.</source>
        <translation>Isso chỉ nhận lời bình của một nguồn: hãy chọn nguồn đó.</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>đang đếm…</translation>
    </message>
    <message>
        <source>There are no such comments.</source>
        <translation>Không có lời bình nào như vậy.</translation>
    </message>
    <message>
        <source>{0} comment</source>
        <translation>{0} lời bình</translation>
    </message>
    <message>
        <source>{0} comments</source>
        <translation>{0} lời bình</translation>
    </message>
</context>
<context>
    <name>ConnectSheet</name>
    <message>
        <source>This is needed to log in.</source>
        <translation>Cần có để đăng nhập.</translation>
    </message>
    <message>
        <source>Type where the site is.</source>
        <translation>Hãy gõ địa chỉ của trang.</translation>
    </message>
    <message>
        <source>Looking for WordPress or Isso there</source>
        <translation>Đang tìm WordPress hoặc Isso ở đó</translation>
    </message>
    <message>
        <source>Logging in to {0}</source>
        <translation>Đang đăng nhập vào {0}</translation>
    </message>
    <message>
        <source>Looking where WordPress makes passwords</source>
        <translation>Đang tìm chỗ tạo mật khẩu trong WordPress</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Kết nối</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Connect a site</source>
        <translation>Kết nối một trang</translation>
    </message>
    <message>
        <source>Connect {0} again</source>
        <translation>Kết nối lại {0}</translation>
    </message>
    <message>
        <source>Its new comments arrive by themselves, and what is decided here goes back.</source>
        <translation>Lời bình mới tự về đây, và quyết định ở đây tự gửi lại trang.</translation>
    </message>
    <message>
        <source>Where is the site?</source>
        <translation>Trang ở địa chỉ nào?</translation>
    </message>
    <message>
        <source>Any page of it will do, such as bao.vn; or where Isso answers.</source>
        <translation>Trang chủ hay bài nào cũng được, ví dụ bao.vn; với Isso thì địa chỉ của Isso.</translation>
    </message>
</context>
<context>
    <name>Connecting</name>
    <message>
        <source>{0} is connected: its comments are on their way.</source>
        <translation>Đã kết nối {0}: lời bình đang được lấy về.</translation>
    </message>
    <message>
        <source>Its password is in the system&apos;s keyring.</source>
        <translation>Mật khẩu đã cất ở nơi giữ mật khẩu của máy.</translation>
    </message>
    <message>
        <source>There is no keyring on this system: its password is kept for this session only.</source>
        <translation>Máy này không có nơi cất mật khẩu: mật khẩu chỉ được giữ đến khi đóng bàn duyệt.</translation>
    </message>
    <message>
        <source>Connecting {0}</source>
        <translation>Đang kết nối {0}</translation>
    </message>
    <message>
        <source>{0} is disconnected; its comments and the log stay.</source>
        <translation>Đã ngắt kết nối {0}; lời bình và nhật ký vẫn còn.</translation>
    </message>
    <message>
        <source>Disconnecting {0}</source>
        <translation>Đang ngắt kết nối {0}</translation>
    </message>
</context>
<context>
    <name>ContextPane</name>
    <message>
        <source>The comment and what belongs to it</source>
        <translation>Lời bình và những gì liên quan</translation>
    </message>
    <message>
        <source>No comment is selected.</source>
        <translation>Chưa chọn lời bình nào.</translation>
    </message>
</context>
<context>
    <name>ConversationPane</name>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Conversation, scrolled</source>
        <translation>Hội thoại, cuộn được</translation>
    </message>
    <message>
        <source>CONVERSATION · {0} comment</source>
        <translation>HỘI THOẠI · {0} lời bình</translation>
    </message>
    <message>
        <source>CONVERSATION · {0} comments</source>
        <translation>HỘI THOẠI · {0} lời bình</translation>
    </message>
    <message>
        <source>further away, not shown: {0}</source>
        <translation>ở xa hơn, không hiện: {0}</translation>
    </message>
</context>
<context>
    <name>DayChart</name>
    <message>
        <source>Comments by hour of the day</source>
        <translation>Lời bình theo giờ trong ngày</translation>
    </message>
    <message>
        <source>most from {0} to {1} h</source>
        <translation>nhiều nhất {0}–{1} giờ</translation>
    </message>
    <message>
        <source>{0} comment, written between {1} and {2} o&apos;clock</source>
        <translation>{0} lời bình, viết trong khoảng {1} đến {2} giờ</translation>
    </message>
    <message>
        <source>{0} comments, most of them between {1} and {2} o&apos;clock</source>
        <translation>{0} lời bình, nhiều nhất từ {1} đến {2} giờ</translation>
    </message>
</context>
<context>
    <name>DeliveriesAtDesk</name>
    <message>
        <source>{0} delivery failed</source>
        <translation>{0} lần gửi bị lỗi</translation>
    </message>
    <message>
        <source>{0} deliveries failed</source>
        <translation>{0} lần gửi bị lỗi</translation>
    </message>
    <message>
        <source>{0} · {1} shows why</source>
        <translation>{0} · {1} để xem vì sao</translation>
    </message>
</context>
<context>
    <name>DeliveriesMark</name>
    <message>
        <source>{0} to send</source>
        <translation>{0} chờ gửi</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} lỗi gửi</translation>
    </message>
    <message>
        <source>Deliveries: {0}</source>
        <translation>Gửi về trang: {0}</translation>
    </message>
</context>
<context>
    <name>DeliveriesWindow</name>
    <message>
        <source>Deliveries</source>
        <translation>Gửi về trang</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Gửi ngay</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Bỏ gửi…</translation>
    </message>
    <message>
        <source>Show the comment</source>
        <translation>Xem lời bình</translation>
    </message>
    <message>
        <source>Retry all…</source>
        <translation>Gửi lại tất cả…</translation>
    </message>
    <message>
        <source>Give all up…</source>
        <translation>Bỏ tất cả…</translation>
    </message>
    <message>
        <source>Send all now</source>
        <translation>Gửi ngay tất cả</translation>
    </message>
    <message>
        <source>the first {0} of {1} are shown</source>
        <translation>hiện {0} lần đầu trong {1}</translation>
    </message>
    <message>
        <source>the latest {0} of {1} are shown</source>
        <translation>hiện {0} lần mới nhất trong {1}</translation>
    </message>
    <message>
        <source>No site is connected: what is decided stays here.</source>
        <translation>Chưa kết nối trang nào: mọi quyết định chỉ lưu ở đây.</translation>
    </message>
    <message>
        <source>Nothing waits: every decision has reached its site.</source>
        <translation>Không còn gì chờ: mọi quyết định đã đến trang.</translation>
    </message>
    <message>
        <source>Nothing has failed.</source>
        <translation>Không có lần gửi nào bị lỗi.</translation>
    </message>
    <message>
        <source>Nothing has been sent yet.</source>
        <translation>Chưa gửi lần nào.</translation>
    </message>
    <message>
        <source>Nothing was given up.</source>
        <translation>Không có lần gửi nào bị bỏ.</translation>
    </message>
    <message>
        <source>Give up this delivery?</source>
        <translation>Bỏ lần gửi này?</translation>
    </message>
    <message>
        <source>Give up {0} deliveries?</source>
        <translation>Bỏ {0} lần gửi này?</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Bỏ gửi</translation>
    </message>
    <message>
        <source>Give up everything that failed ({0})?</source>
        <translation>Bỏ mọi lần gửi bị lỗi ({0})?</translation>
    </message>
    <message>
        <source>Give all up</source>
        <translation>Bỏ tất cả</translation>
    </message>
    <message>
        <source>Giving deliveries up</source>
        <translation>Đang bỏ các lần gửi bị lỗi</translation>
    </message>
    <message>
        <source>Send everything that failed ({0}) again?</source>
        <translation>Gửi lại mọi lần bị lỗi ({0})?</translation>
    </message>
    <message>
        <source>Where something was changed at a site meanwhile, what was decided here goes over it.</source>
        <translation>Chỗ nào ở trang đã bị đổi trong lúc đó sẽ bị quyết định ở đây ghi đè.</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Gửi lại tất cả</translation>
    </message>
    <message>
        <source>The site</source>
        <translation>Trang</translation>
    </message>
    <message>
        <source>{0} keeps what it has, and the desk shows that again; the log keeps what was decided. This cannot be undone.</source>
        <translation>{0} giữ nguyên những gì đang có và bàn duyệt lại hiện như ở đó; nhật ký vẫn giữ quyết định. Không hoàn tác được.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>A folder cannot be imported</source>
        <translation>Không nhập được cả thư mục</translation>
    </message>
    <message>
        <source>Drop here to read the article from its page</source>
        <translation>Thả vào đây để đọc bài từ trang của nó</translation>
    </message>
    <message>
        <source>Drop here to look inside the file</source>
        <translation>Thả vào đây để xem tệp có gì</translation>
    </message>
    <message>
        <source>Drop here to look inside {0} files</source>
        <translation>Thả vào đây để xem {0} tệp có gì</translation>
    </message>
    <message>
        <source>Open it and drop the files that are in it.</source>
        <translation>Hãy mở thư mục ra và thả các tệp bên trong.</translation>
    </message>
    <message>
        <source>What is not known of the article yet is filled in.</source>
        <translation>Những gì chưa biết về bài sẽ được điền vào.</translation>
    </message>
    <message>
        <source>Folders are left out. Nothing is written before you say so.</source>
        <translation>Thư mục được bỏ qua. Chưa ghi gì khi bạn chưa đồng ý.</translation>
    </message>
    <message>
        <source>You see what is in it first. Nothing is written before you say so.</source>
        <translation>Bạn xem trước tệp có gì. Chưa ghi gì khi bạn chưa đồng ý.</translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>NOTE</source>
        <translation>GHI CHÚ</translation>
    </message>
    <message>
        <source>Text of the entry</source>
        <translation>Nội dung của dòng nhật ký</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Choose an entry to see the whole of it.</source>
        <translation>Chọn một dòng để xem toàn bộ.</translation>
    </message>
    <message>
        <source>NAME, ADDRESS AND TEXT HAVE BEEN ERASED</source>
        <translation>TÊN, EMAIL VÀ NỘI DUNG ĐÃ ĐƯỢC XÓA</translation>
    </message>
    <message>
        <source>Show at the desk</source>
        <translation>Xem ở bàn duyệt</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>Làm lại</translation>
    </message>
    <message>
        <source>Undo this batch of {0}</source>
        <translation>Hoàn tác đợt {0} dòng này</translation>
    </message>
    <message>
        <source>Do this batch of {0} again</source>
        <translation>Làm lại đợt {0} dòng này</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>NỘI DUNG</translation>
    </message>
    <message>
        <source>TEXT: STRUCK THROUGH BEFORE, UNDERLINED AFTER</source>
        <translation>NỘI DUNG: GẠCH NGANG LÀ TRƯỚC, GẠCH CHÂN LÀ SAU</translation>
    </message>
    <message>
        <source>A BATCH OF {0}</source>
        <translation>ĐỢT {0} DÒNG</translation>
    </message>
    <message>
        <source>Press → to see what is in it, ← to close it again.</source>
        <translation>Nhấn → để xem từng dòng, ← để gấp lại.</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… và {0} chỗ nữa</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Người duyệt</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Mã lời bình</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>Undoes entry</source>
        <translation>Hoàn tác dòng</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Đợt</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Mã băm</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Số dòng</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Số bài</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>{0}, {1}, in part</source>
        <translation>{0}, {1}, một phần</translation>
    </message>
    <message>
        <source>Undone by</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>ExportAtDesk</name>
    <message>
        <source>comments-{0}</source>
        <translation>loi-binh-{0}</translation>
    </message>
    <message>
        <source>Comments (*{0})</source>
        <translation>Lời bình (*{0})</translation>
    </message>
    <message>
        <source>Export comments</source>
        <translation>Xuất lời bình</translation>
    </message>
    <message>
        <source>{0} comment exported to {1}</source>
        <translation>Đã xuất {0} lời bình vào {1}</translation>
    </message>
    <message>
        <source>{0} comments exported to {1}</source>
        <translation>Đã xuất {0} lời bình vào {1}</translation>
    </message>
    <message>
        <source>{0} texts hold characters that other programs will see as �</source>
        <translation>{0} nội dung có ký tự mà chương trình khác sẽ thấy là �</translation>
    </message>
    <message>
        <source>Exporting comments</source>
        <translation>Đang xuất lời bình</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export the log</source>
        <translation>Xuất nhật ký</translation>
    </message>
    <message>
        <source>WHICH DAYS</source>
        <translation>NHỮNG NGÀY NÀO</translation>
    </message>
    <message>
        <source>AS WHAT</source>
        <translation>DẠNG TỆP</translation>
    </message>
    <message>
        <source>Workbook for reading (.xlsx)</source>
        <translation>Bảng tính để đọc (.xlsx)</translation>
    </message>
    <message>
        <source>CSV, verifiable (.csv)</source>
        <translation>CSV, kiểm chứng được (.csv)</translation>
    </message>
    <message>
        <source>JSON Lines, verifiable (.jsonl)</source>
        <translation>JSON Lines, kiểm chứng được (.jsonl)</translation>
    </message>
    <message>
        <source>NAMES, ADDRESSES AND TEXTS</source>
        <translation>TÊN, EMAIL VÀ NỘI DUNG</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>Ghi cả</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Bỏ ra</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>đang đếm…</translation>
    </message>
    <message>
        <source>There is nothing in the log for these days.</source>
        <translation>Những ngày này nhật ký chưa có gì.</translation>
    </message>
    <message>
        <source>{0} entry</source>
        <translation>{0} dòng</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} dòng</translation>
    </message>
</context>
<context>
    <name>FiguresRow</name>
    <message>
        <source>{0} the period before</source>
        <translation>kỳ trước {0}</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>ĐẾN</translation>
    </message>
    <message>
        <source>DECIDED</source>
        <translation>ĐÃ QUYẾT</translation>
    </message>
    <message>
        <source>WAITING NOW</source>
        <translation>ĐANG CHỜ</translation>
    </message>
    <message>
        <source>MEDIAN TIME TO A DECISION</source>
        <translation>THỜI GIAN CHỜ (TRUNG VỊ)</translation>
    </message>
    <message>
        <source>of all time</source>
        <translation>từ trước đến nay</translation>
    </message>
    <message>
        <source>nothing the period before</source>
        <translation>kỳ trước chưa có gì</translation>
    </message>
    <message>
        <source>{0} when this time began</source>
        <translation>đầu kỳ {0}</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Import comments</source>
        <translation>Nhập lời bình</translation>
    </message>
    <message>
        <source>Comments (*.jsonl *.ndjson *.csv *.tsv *.xml *.json *.gz *.db);;All files (*)</source>
        <translation>Lời bình (*.jsonl *.ndjson *.csv *.tsv *.xml *.json *.gz *.db);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>Nhập {0}</translation>
    </message>
    <message>
        <source>{0}: {1} new, {2} updated, {3} already there, {4} rejected</source>
        <translation>{0}: {1} lời bình mới, {2} cập nhật, {3} đã có, {4} bị loại</translation>
    </message>
    <message>
        <source>the rejected rows are listed in {0}</source>
        <translation>các dòng bị loại được ghi trong {0}</translation>
    </message>
    <message>
        <source>{0}: stopped, as asked; what was already brought in is kept, and importing the file again goes on from there</source>
        <translation>{0}: đã dừng theo yêu cầu; phần đã nhập được giữ lại, nhập lại tệp này sẽ tiếp tục từ đó</translation>
    </message>
    <message>
        <source>not begun: {0}</source>
        <translation>chưa bắt đầu: {0}</translation>
    </message>
    <message>
        <source>This is a sample newsroom: try anything.</source>
        <translation>Đây là tòa soạn mẫu: bạn cứ thử thoải mái.</translation>
    </message>
    <message>
        <source>Preparing the sample newsroom</source>
        <translation>Chuẩn bị tòa soạn mẫu</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>All moderators</source>
        <translation>Mọi người duyệt</translation>
    </message>
    <message>
        <source>All decisions</source>
        <translation>Mọi quyết định</translation>
    </message>
    <message>
        <source>Article…</source>
        <translation>Bài viết…</translation>
    </message>
    <message>
        <source>Text, name, email, note…  Ctrl+F</source>
        <translation>Nội dung, tên, email, ghi chú…  Ctrl+F</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>From this day</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Up to and including this day</source>
        <translation>Đến hết ngày</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Người duyệt</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <source>Article&apos;s title or address</source>
        <translation>Tiêu đề hoặc địa chỉ bài viết</translation>
    </message>
    <message>
        <source>Text, name, address or note</source>
        <translation>Nội dung, tên, email hoặc ghi chú</translation>
    </message>
</context>
<context>
    <name>FlowChart</name>
    <message>
        <source>COMMENTS IN AND DECIDED</source>
        <translation>LỜI BÌNH ĐẾN VÀ ĐÃ QUYẾT</translation>
    </message>
    <message>
        <source>in</source>
        <translation>đến</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>đã quyết</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Đến</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Đã quyết</translation>
    </message>
    <message>
        <source>Most came in: {0} · {1}</source>
        <translation>Nhiều nhất: {0} lời bình · {1}</translation>
    </message>
    <message>
        <source>{0}: {1} in, {2} decided</source>
        <translation>{0}: {1} đến, {2} đã quyết</translation>
    </message>
</context>
<context>
    <name>Found</name>
    <message>
        <source>new</source>
        <translation>mới</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>thay đổi</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>đã có</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>bị loại</translation>
    </message>
    <message>
        <source>new articles</source>
        <translation>bài viết mới</translation>
    </message>
    <message>
        <source>{0} new article is here already, by its path alone or by its whole address: its comments may come in twice.</source>
        <translation>{0} bài viết mới đã có ở đây, chỉ theo đường dẫn hoặc theo cả địa chỉ trang: lời bình của bài có thể bị nhập hai lần.</translation>
    </message>
    <message>
        <source>{0} new articles are here already, by their paths alone or by their whole addresses: their comments may come in twice.</source>
        <translation>{0} bài viết mới đã có ở đây, chỉ theo đường dẫn hoặc theo cả địa chỉ trang: lời bình của các bài ấy có thể bị nhập hai lần.</translation>
    </message>
    <message>
        <source>Say the same site as last time.</source>
        <translation>Hãy chỉ ra cùng một trang như lần trước.</translation>
    </message>
    <message>
        <source>{0} new, {1} changed, {2} already there, {3} rejected</source>
        <translation>{0} mới, {1} thay đổi, {2} đã có, {3} bị loại</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>Bỏ qua: {0}</translation>
    </message>
    <message>
        <source>{0} row cannot be used</source>
        <translation>{0} dòng không dùng được</translation>
    </message>
    <message>
        <source>{0} rows cannot be used</source>
        <translation>{0} dòng không dùng được</translation>
    </message>
    <message>
        <source>line {0}</source>
        <translation>dòng {0}</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>WHAT THE DESK LOOKS LIKE</source>
        <translation>BÀN DUYỆT TRÔNG NHƯ THẾ NÀO</translation>
    </message>
    <message>
        <source>NEW COMMENTS</source>
        <translation>LỜI BÌNH MỚI</translation>
    </message>
    <message>
        <source>ARTICLES</source>
        <translation>BÀI VIẾT</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Tên của bạn</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Giao diện</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Độ thoáng</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>It stands beside each of your decisions in the log.</source>
        <translation>Tên này đứng cạnh mỗi quyết định của bạn trong nhật ký.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Theo hệ thống</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Sáng</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tối</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Tương phản cao</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Thoáng</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Gọn</translation>
    </message>
    <message>
        <source>Tell me of new comments</source>
        <translation>Báo khi có lời bình mới</translation>
    </message>
    <message>
        <source>A quiet message from the system while the desk is not in front.</source>
        <translation>Một tin nhắn lặng lẽ của hệ thống, khi bạn đang ở cửa sổ khác.</translation>
    </message>
    <message>
        <source>Count at the tray icon</source>
        <translation>Số ở biểu tượng khay</translation>
    </message>
    <message>
        <source>How many comments are pending, to be seen without opening the desk.</source>
        <translation>Có bao nhiêu lời bình chờ duyệt, nhìn là biết mà không cần mở bàn duyệt.</translation>
    </message>
    <message>
        <source>Fetch an article&apos;s page when I ask for it</source>
        <translation>Tải trang của bài khi tôi yêu cầu</translation>
    </message>
    <message>
        <source>Only from public web addresses; otherwise save the page and read it here.</source>
        <translation>Chỉ từ địa chỉ web công cộng; nếu không, hãy lưu trang rồi đọc tại đây.</translation>
    </message>
    <message>
        <source>A comment in this size</source>
        <translation>Một lời bình ở cỡ chữ này</translation>
    </message>
    <message>
        <source>A name needs at least one letter. Until then you sign as {0}.</source>
        <translation>Tên cần có ít nhất một chữ cái. Cho tới lúc đó, bạn vẫn ký là {0}.</translation>
    </message>
</context>
<context>
    <name>HeatChart</name>
    <message>
        <source>WHEN READERS WRITE</source>
        <translation>BẠN ĐỌC VIẾT LÚC NÀO</translation>
    </message>
    <message>
        <source>Choose two years or less to see the hours of the day.</source>
        <translation>Hãy chọn không quá hai năm để xem theo giờ trong ngày.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Busiest: {0}</source>
        <translation>Đông nhất: {0}</translation>
    </message>
    <message>
        <source>{0}, {1}:00–{2}:00: {3} in</source>
        <translation>{0}, {1}:00–{2}:00: {3} lời bình</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>find a command or a key</source>
        <translation>tìm lệnh hoặc phím</translation>
    </message>
    <message>
        <source>Find among the keys</source>
        <translation>Tìm trong các phím</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Đổi phím tắt…</translation>
    </message>
    <message>
        <source>No command and no key is called that.</source>
        <translation>Không có lệnh hay phím nào như vậy.</translation>
    </message>
    <message>
        <source>Keys of {0}, {1} changed</source>
        <translation>Bộ phím {0}, đã đổi {1}</translation>
    </message>
    <message>
        <source>Keys of {0}, {1} changed since</source>
        <translation>Bộ phím {0}, đã đổi {1}</translation>
    </message>
    <message>
        <source>Keys of {0}</source>
        <translation>Bộ phím {0}</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>Trong danh sách</translation>
    </message>
    <message>
        <source>Next, previous</source>
        <translation>Lời bình sau, trước</translation>
    </message>
    <message>
        <source>A page on, a page back</source>
        <translation>Trang sau, trang trước</translation>
    </message>
    <message>
        <source>First, last</source>
        <translation>Đầu, cuối</translation>
    </message>
    <message>
        <source>From part to part of the desk</source>
        <translation>Sang phần khác của bàn duyệt</translation>
    </message>
    <message>
        <source>When rejecting</source>
        <translation>Khi từ chối</translation>
    </message>
    <message>
        <source>Choose the reason</source>
        <translation>Chọn lý do</translation>
    </message>
    <message>
        <source>Close without one</source>
        <translation>Đóng, không chọn</translation>
    </message>
    <message>
        <source>While writing a reply</source>
        <translation>Khi viết trả lời</translation>
    </message>
    <message>
        <source>Approve and reply</source>
        <translation>Duyệt và trả lời</translation>
    </message>
    <message>
        <source>Insert a template</source>
        <translation>Chèn mẫu trả lời</translation>
    </message>
    <message>
        <source>Close, the text is kept</source>
        <translation>Đóng, bản nháp vẫn còn</translation>
    </message>
    <message>
        <source>In the search field</source>
        <translation>Trong ô tìm kiếm</translation>
    </message>
    <message>
        <source>Choose what is offered</source>
        <translation>Chọn gợi ý</translation>
    </message>
    <message>
        <source>Take what is offered</source>
        <translation>Lấy gợi ý</translation>
    </message>
    <message>
        <source>Empty it, then back to the list</source>
        <translation>Xóa chữ, rồi về danh sách</translation>
    </message>
    <message>
        <source>In our own queues</source>
        <translation>Ở hàng đợi của tòa soạn</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Đổi tên</translation>
    </message>
    <message>
        <source>Move down, up</source>
        <translation>Chuyển xuống, lên</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Bỏ</translation>
    </message>
</context>
<context>
    <name>InsightsWindow</name>
    <message>
        <source>Reading…</source>
        <translation>Đang đọc…</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Ảnh (*.png)</translation>
    </message>
    <message>
        <source>Figures as CSV (*.csv)</source>
        <translation>Số liệu CSV (*.csv)</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Đọc lại</translation>
    </message>
    <message>
        <source>No comments yet. When some have come in and were decided, this shows how.</source>
        <translation>Chưa có lời bình nào. Khi có lời bình đến và được quyết, số liệu hiện ở đây.</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>{0} · as of {1}</source>
        <translation>{0} · lúc {1}</translation>
    </message>
</context>
<context>
    <name>IssoForm</name>
    <message>
        <source>Administration password</source>
        <translation>Mật khẩu quản trị</translation>
    </message>
    <message>
        <source>As it stands in Isso&apos;s own configuration, below [admin].</source>
        <translation>Như đã ghi trong tệp cấu hình của Isso, dưới mục [admin].</translation>
    </message>
    <message>
        <source>Replies are signed as</source>
        <translation>Ký tên khi trả lời</translation>
    </message>
    <message>
        <source>What readers see above them.</source>
        <translation>Tên bạn đọc thấy trên câu trả lời.</translation>
    </message>
    <message>
        <source>With the e-mail address</source>
        <translation>Kèm địa chỉ email</translation>
    </message>
    <message>
        <source>Readers never see it; Isso may want one.</source>
        <translation>Bạn đọc không thấy; Isso có thể bắt buộc.</translation>
    </message>
    <message>
        <source>Isso deletes what nobody decides</source>
        <translation>Isso tự xóa lời bình không ai duyệt</translation>
    </message>
    <message>
        <source>Isso does not tell after how many days (its setting purge-after; 30 where nobody has changed it). Told here, the desk says how long there is to decide.</source>
        <translation>Isso không cho biết sau bao nhiêu ngày (thiết lập purge-after; nếu chưa ai đổi thì là 30). Ghi ở đây thì bàn duyệt sẽ báo còn bao lâu để quyết định.</translation>
    </message>
    <message>
        <source>Days after which Isso deletes it</source>
        <translation>Số ngày trước khi Isso tự xóa</translation>
    </message>
    <message>
        <source>days</source>
        <translation>ngày</translation>
    </message>
</context>
<context>
    <name>KeyStrip</name>
    <message>
        <source>Press the key for “{0}”. Esc leaves it.</source>
        <translation>Nhấn phím cho “{0}”. Esc để thôi.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Đổi phím</translation>
    </message>
    <message>
        <source>Give it a key</source>
        <translation>Đặt phím</translation>
    </message>
    <message>
        <source>Add another key</source>
        <translation>Thêm một phím</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Bỏ phím</translation>
    </message>
    <message>
        <source>As in the preset</source>
        <translation>Như bộ phím gốc</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Phím khác</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Thôi</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys like those of</source>
        <translation>Phím giống như ở</translation>
    </message>
    <message>
        <source>Choosing one puts every key to what it is there.</source>
        <translation>Chọn một bộ thì mọi phím trở về như ở đó.</translation>
    </message>
    <message>
        <source>find a command or a key</source>
        <translation>tìm lệnh hoặc phím</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Tìm lệnh hoặc phím</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Lệnh và phím tắt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>đã đổi</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>chưa có phím</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Hoàn lại</translation>
    </message>
    <message>
        <source>Enter changes the key · + adds another · Del takes it away</source>
        <translation>Enter đổi phím · + thêm phím · Del bỏ phím</translation>
    </message>
    <message>
        <source>No command and no key is called that.</source>
        <translation>Không có lệnh hay phím nào như vậy.</translation>
    </message>
    <message>
        <source>Keys of {0} from now on.</source>
        <translation>Từ giờ dùng bộ phím {0}.</translation>
    </message>
    <message>
        <source>{0} is “{1}”. Give it to “{2}” instead?</source>
        <translation>{0} là “{1}”. Chuyển sang “{2}”?</translation>
    </message>
    <message>
        <source>Give it to “{0}”</source>
        <translation>Chuyển sang “{0}”</translation>
    </message>
    <message>
        <source>“{0}” is {1} from now on.</source>
        <translation>Từ giờ “{0}” là {1}.</translation>
    </message>
    <message>
        <source>“{0}” has no key from now on.</source>
        <translation>Từ giờ “{0}” không còn phím.</translation>
    </message>
    <message>
        <source>this is no key that a command can have.</source>
        <translation>đây không phải phím dùng được cho lệnh.</translation>
    </message>
    <message>
        <source>it closes and leaves, everywhere.</source>
        <translation>phím này để đóng và thoát ở mọi nơi.</translation>
    </message>
    <message>
        <source>it leads from part to part of the desk.</source>
        <translation>phím này để sang phần khác của bàn duyệt.</translation>
    </message>
    <message>
        <source>it presses and chooses what has the keyboard.</source>
        <translation>phím này để nhấn và chọn chỗ đang đứng.</translation>
    </message>
    <message>
        <source>it moves in lists and in texts.</source>
        <translation>phím này để di chuyển trong danh sách và văn bản.</translation>
    </message>
    <message>
        <source>digits choose reasons and templates.</source>
        <translation>phím số để chọn lý do và mẫu trả lời.</translation>
    </message>
    <message>
        <source>it is for editing texts and names.</source>
        <translation>phím này để sửa văn bản và tên.</translation>
    </message>
    <message>
        <source>it belongs to the system.</source>
        <translation>phím này thuộc về hệ thống.</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>An edit or a note is not saved yet. Closing now loses what was written.</source>
        <translation>Có nội dung biên tập hoặc ghi chú chưa lưu. Đóng bây giờ sẽ mất phần đã viết.</translation>
    </message>
    <message>
        <source>Close the desk?</source>
        <translation>Đóng bàn duyệt?</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Viết tiếp</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Đóng, không lưu</translation>
    </message>
</context>
<context>
    <name>LogAtDesk</name>
    <message>
        <source>{0} log entry exported to {1}</source>
        <translation>Đã xuất {0} dòng nhật ký ra {1}</translation>
    </message>
    <message>
        <source>{0} log entries exported to {1}</source>
        <translation>Đã xuất {0} dòng nhật ký ra {1}</translation>
    </message>
    <message>
        <source>Exporting the log</source>
        <translation>Đang xuất nhật ký</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>loading…</source>
        <translation>đang tải…</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>đã hoàn tác</translation>
    </message>
    <message>
        <source>undone in part</source>
        <translation>hoàn tác một phần</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Người duyệt</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <source>Writer</source>
        <translation>Người viết</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Bài viết</translation>
    </message>
    <message>
        <source>Reason, status</source>
        <translation>Lý do, trạng thái</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>đã xóa</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} dòng</translation>
    </message>
    <message>
        <source>{0} articles</source>
        <translation>{0} bài</translation>
    </message>
    <message>
        <source>batch, open</source>
        <translation>đợt, đang mở</translation>
    </message>
    <message>
        <source>batch, closed</source>
        <translation>đợt, đang gấp</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>Exporting the log</source>
        <translation>Xuất nhật ký</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Entries of the log</source>
        <translation>Các dòng nhật ký</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Xuất…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Everything shown…</source>
        <translation>Mọi dòng đang xem…</translation>
    </message>
    <message>
        <source>Without names, addresses and texts…</source>
        <translation>Bỏ tên, email và nội dung…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>{0} entry</source>
        <translation>{0} dòng</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} dòng</translation>
    </message>
    <message>
        <source>{0} entry matches</source>
        <translation>{0} dòng phù hợp</translation>
    </message>
    <message>
        <source>{0} entries match</source>
        <translation>{0} dòng phù hợp</translation>
    </message>
    <message>
        <source>log-{0}.xlsx</source>
        <translation>nhat-ky-{0}.xlsx</translation>
    </message>
    <message>
        <source>Workbook for reading (*.xlsx)</source>
        <translation>Bảng tính để đọc (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV, verifiable (*.csv)</source>
        <translation>CSV, kiểm chứng được (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines, verifiable (*.jsonl)</source>
        <translation>JSON Lines, kiểm chứng được (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Xuất nhật ký</translation>
    </message>
</context>
<context>
    <name>MedianChart</name>
    <message>
        <source>MEDIAN TIME TO A DECISION</source>
        <translation>THỜI GIAN CHỜ DUYỆT (TRUNG VỊ)</translation>
    </message>
    <message>
        <source>Nothing was decided in this time.</source>
        <translation>Chưa quyết lời bình nào trong thời gian này.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Đã quyết</translation>
    </message>
    <message>
        <source>Median, seconds</source>
        <translation>Trung vị, giây</translation>
    </message>
    <message>
        <source>Half within {0}, nine in ten within {1}</source>
        <translation>Một nửa trong {0}, chín phần mười trong {1}</translation>
    </message>
    <message>
        <source>{0}: nothing decided</source>
        <translation>{0}: không quyết lời bình nào</translation>
    </message>
    <message>
        <source>{0}: {1}, of {2} decided</source>
        <translation>{0}: {1}, trong {2} lời bình đã quyết</translation>
    </message>
</context>
<context>
    <name>MissingText</name>
    <message>
        <source>May the desk fetch pages, such as this from {0}?</source>
        <translation>Cho bàn duyệt tải trang, như trang này từ {0}?</translation>
    </message>
    <message>
        <source>The article&apos;s text is not here.</source>
        <translation>Chưa có nội dung bài.</translation>
    </message>
    <message>
        <source>The article&apos;s page is being read…</source>
        <translation>Đang đọc trang của bài…</translation>
    </message>
    <message>
        <source>From a saved page…</source>
        <translation>Từ trang đã lưu…</translation>
    </message>
    <message>
        <source>Read the article from a saved page</source>
        <translation>Đọc bài từ trang đã lưu</translation>
    </message>
    <message>
        <source>Fetch the page</source>
        <translation>Tải trang</translation>
    </message>
    <message>
        <source>Fetch the article&apos;s page from its address</source>
        <translation>Tải trang của bài từ địa chỉ</translation>
    </message>
    <message>
        <source>Allow and fetch</source>
        <translation>Cho phép và tải</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
</context>
<context>
    <name>Moderating</name>
    <message>
        <source>This waits for the decision under way.</source>
        <translation>Đang chờ quyết định trước hoàn tất.</translation>
    </message>
    <message>
        <source>Deciding</source>
        <translation>Ghi quyết định</translation>
    </message>
    <message>
        <source>Not saved: somebody decided or changed this comment meanwhile. Look at it again; what you wrote is kept.</source>
        <translation>Chưa lưu: trong lúc đó có người đã quyết định hoặc sửa lời bình này. Hãy xem lại; phần bạn viết vẫn được giữ.</translation>
    </message>
</context>
<context>
    <name>ModeratorsChart</name>
    <message>
        <source>DECISIONS BY MODERATOR</source>
        <translation>QUYẾT ĐỊNH THEO BIÊN TẬP VIÊN</translation>
    </message>
    <message>
        <source>Nothing was decided in this time.</source>
        <translation>Chưa quyết lời bình nào trong thời gian này.</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Biên tập viên</translation>
    </message>
    <message>
        <source>{0} decisions by one moderator</source>
        <translation>{0} quyết định của một người</translation>
    </message>
    <message>
        <source>{0} decisions by {1} moderators</source>
        <translation>{0} quyết định của {1} người</translation>
    </message>
</context>
<context>
    <name>NameStrip</name>
    <message>
        <source>Who sits here?</source>
        <translation>Ai ngồi bàn này?</translation>
    </message>
    <message>
        <source>This name stands in the log beside every decision made here.</source>
        <translation>Tên này đứng cạnh mỗi quyết định ở bàn này trong nhật ký.</translation>
    </message>
    <message>
        <source>The moderator&apos;s name</source>
        <translation>Tên người duyệt</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>tên của bạn</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Lưu tên</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
</context>
<context>
    <name>OpenQuestion</name>
    <message>
        <source>Open {0} in the browser?</source>
        <translation>Mở {0} trong trình duyệt?</translation>
    </message>
    <message>
        <source>There is no address here that a browser could open.</source>
        <translation>Ở đây không có địa chỉ nào mà trình duyệt mở được.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>OrderedPage</name>
    <message>
        <source>Removed: {0}</source>
        <translation>Đã bỏ: {0}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Đưa lên</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Đưa xuống</translation>
    </message>
</context>
<context>
    <name>OwnList</name>
    <message>
        <source>Rename</source>
        <translation>Đổi tên</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Chuyển lên</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Chuyển xuống</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
</context>
<context>
    <name>OwnQueues</name>
    <message>
        <source>The queue “{0}” is back.</source>
        <translation>Đã đưa hàng đợi “{0}” trở lại.</translation>
    </message>
    <message>
        <source>Type a search first: it can then be kept as a queue.</source>
        <translation>Hãy gõ tìm kiếm trước, rồi mới giữ thành hàng đợi được.</translation>
    </message>
    <message>
        <source>Kept as a queue: give it a name.</source>
        <translation>Đã giữ thành hàng đợi: hãy đặt tên.</translation>
    </message>
    <message>
        <source>Removed the queue “{0}”.</source>
        <translation>Đã bỏ hàng đợi “{0}”.</translation>
    </message>
    <message>
        <source>Moved the queue “{0}”.</source>
        <translation>Đã chuyển chỗ hàng đợi “{0}”.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>General</source>
        <translation>Chung</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Reasons for rejection</source>
        <translation>Lý do từ chối</translation>
    </message>
    <message>
        <source>Templates for replies</source>
        <translation>Mẫu trả lời</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Trang kết nối</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Every command</source>
        <translation>Mọi lệnh</translation>
    </message>
    <message>
        <source>a command, a queue, an article…</source>
        <translation>tên lệnh, hàng đợi, bài viết…</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Lệnh</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Các lệnh tìm thấy</translation>
    </message>
    <message>
        <source>Nothing that can be done now is called that.</source>
        <translation>Không có việc nào làm được lúc này mang tên đó.</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter does it · Esc closes</source>
        <translation>↑ ↓ chọn · Enter thực hiện · Esc đóng</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>Mở {0}</translation>
    </message>
    <message>
        <source>Article: {0}</source>
        <translation>Bài viết: {0}</translation>
    </message>
    <message>
        <source>Appearance: as the system&apos;s</source>
        <translation>Giao diện: theo hệ thống</translation>
    </message>
    <message>
        <source>Appearance: light</source>
        <translation>Giao diện: sáng</translation>
    </message>
    <message>
        <source>Appearance: dark</source>
        <translation>Giao diện: tối</translation>
    </message>
    <message>
        <source>Appearance: high contrast</source>
        <translation>Giao diện: tương phản cao</translation>
    </message>
    <message>
        <source>Density: comfortable</source>
        <translation>Danh sách: thoáng</translation>
    </message>
    <message>
        <source>Density: compact</source>
        <translation>Danh sách: gọn</translation>
    </message>
    <message>
        <source>Text size: {0} %</source>
        <translation>Cỡ chữ: {0} %</translation>
    </message>
</context>
<context>
    <name>PeriodRow</name>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 ngày</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 ngày</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>Một năm</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Từ … đến …</translation>
    </message>
    <message>
        <source>Key {0}</source>
        <translation>Phím {0}</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Thời gian xem</translation>
    </message>
    <message>
        <source>From this day</source>
        <translation>Từ ngày này</translation>
    </message>
    <message>
        <source>Up to and including this day</source>
        <translation>Đến hết ngày này</translation>
    </message>
</context>
<context>
    <name>Periods</name>
    <message>
        <source>Any time</source>
        <translation>Mọi lúc</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Tuần này</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Tháng này</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 ngày qua</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 ngày qua</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Từ … đến …</translation>
    </message>
</context>
<context>
    <name>PlaceDelegate</name>
    <message>
        <source>Name of the queue</source>
        <translation>Tên hàng đợi</translation>
    </message>
</context>
<context>
    <name>PreferencesWindow</name>
    <message>
        <source>Preferences</source>
        <translation>Tùy chọn</translation>
    </message>
    <message>
        <source>find a preference</source>
        <translation>tìm một tùy chọn</translation>
    </message>
    <message>
        <source>Find a preference</source>
        <translation>Tìm một tùy chọn</translation>
    </message>
    <message>
        <source>Pages, and what was found</source>
        <translation>Các trang và những gì tìm thấy</translation>
    </message>
    <message>
        <source>Nothing is called that. Try another word.</source>
        <translation>Không có gì tên như vậy. Hãy thử một từ khác.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Save the rejected rows</source>
        <translation>Lưu các dòng bị loại</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Bảng (*.csv)</translation>
    </message>
    <message>
        <source>The rejected rows are listed in {0}</source>
        <translation>Các dòng bị loại được liệt kê trong {0}</translation>
    </message>
    <message>
        <source>Listing the rejected rows</source>
        <translation>Đang liệt kê các dòng bị loại</translation>
    </message>
    <message>
        <source>Before importing</source>
        <translation>Trước khi nhập</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Trong tệp có gì</translation>
    </message>
    <message>
        <source>Save the rejected rows…</source>
        <translation>Lưu các dòng bị loại…</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} tệp</translation>
    </message>
    <message>
        <source>Looking at {0}</source>
        <translation>Đang xem {0}</translation>
    </message>
    <message>
        <source>{0} · {1} row read</source>
        <translation>{0} · đã đọc {1} dòng</translation>
    </message>
    <message>
        <source>{0} · {1} rows read</source>
        <translation>{0} · đã đọc {1} dòng</translation>
    </message>
    <message>
        <source>WordPress export</source>
        <translation>Tệp xuất của WordPress</translation>
    </message>
    <message>
        <source>Every row is read and compared with what is here already. With a very large file that takes a while; it can be imported without it.</source>
        <translation>Mỗi dòng được đọc và so với những gì đã có ở đây. Tệp rất lớn thì mất một lúc; cũng có thể nhập luôn mà không xem.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Import without looking</source>
        <translation>Nhập luôn, không xem</translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation>Nhập {0}</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Nhập</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Chưa ghi gì cả.</translation>
    </message>
    <message>
        <source>All of it is here already.</source>
        <translation>Tất cả đều đã có ở đây.</translation>
    </message>
    <message>
        <source>There is nothing in it to import.</source>
        <translation>Không có gì để nhập.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel · Esc</source>
        <translation>Hủy · Esc</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>This comment is no longer there.</source>
        <translation>Lời bình này không còn nữa.</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>đã chọn</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>không tên</translation>
    </message>
    <message>
        <source>on: {0}</source>
        <translation>bài: {0}</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Comments</source>
        <translation>Lời bình</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Thứ tự</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>mới nhất trước</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>cũ nhất trước</translation>
    </message>
    <message>
        <source>No comments yet.</source>
        <translation>Chưa có lời bình nào.</translation>
    </message>
    <message>
        <source>Import a file, or drop one on this window: its comments will wait here.</source>
        <translation>Nhập một tệp hoặc thả tệp vào cửa sổ này: lời bình trong tệp sẽ chờ ở đây.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Nhập…</translation>
    </message>
    <message>
        <source>No comment matches the search.</source>
        <translation>Không tìm thấy lời bình nào.</translation>
    </message>
    <message>
        <source>Try fewer words or words without diacritics, or clear the search.</source>
        <translation>Hãy thử ít từ hơn, gõ không dấu, hoặc xóa ô tìm kiếm.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Xóa tìm kiếm</translation>
    </message>
    <message>
        <source>Nothing is left in this queue.</source>
        <translation>Hàng đợi này đã hết.</translation>
    </message>
    <message>
        <source>New comments come here by themselves. Other queues are on the left.</source>
        <translation>Lời bình mới sẽ tự hiện ở đây. Các hàng đợi khác nằm bên trái.</translation>
    </message>
    <message>
        <source>{0} · {1} marked</source>
        <translation>{0} · {1} đã chọn</translation>
    </message>
    <message>
        <source>1 new comment</source>
        <translation>1 lời bình mới</translation>
    </message>
    <message>
        <source>{0} new comments</source>
        <translation>{0} lời bình mới</translation>
    </message>
</context>
<context>
    <name>ReasonsChart</name>
    <message>
        <source>REASONS FOR REJECTION</source>
        <translation>LÝ DO TỪ CHỐI</translation>
    </message>
    <message>
        <source>Nothing was rejected in this time.</source>
        <translation>Chưa từ chối lời bình nào trong thời gian này.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <source>{0} rejected; most often: {1}</source>
        <translation>{0} lời bị từ chối; nhiều nhất: {1}</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} % of the rejected</source>
        <translation>{0}: {1}, {2} % số bị từ chối</translation>
    </message>
</context>
<context>
    <name>ReasonsPage</name>
    <message>
        <source>New reason</source>
        <translation>Lý do mới</translation>
    </message>
    <message>
        <source>At most nine: one digit chooses each.</source>
        <translation>Nhiều nhất là chín: mỗi lý do một phím số.</translation>
    </message>
    <message>
        <source>Keep at least one reason.</source>
        <translation>Hãy giữ ít nhất một lý do.</translation>
    </message>
    <message>
        <source>In Vietnamese</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>Tiếng Anh</translation>
    </message>
    <message>
        <source>Note kept with the rejection</source>
        <translation>Ghi chú khi từ chối</translation>
    </message>
    <message>
        <source>For example: {moderator} rejected {name} on “{article}”.</source>
        <translation>Ví dụ: {người duyệt} từ chối {tên} ở bài “{bài}”.</translation>
    </message>
    <message>
        <source>Only moderators see it; undoing the rejection takes it back. Empty: no note.</source>
        <translation>Chỉ người duyệt thấy; hoàn tác thì ghi chú cũng mất. Để trống: không ghi.</translation>
    </message>
</context>
<context>
    <name>RejectionStrip</name>
    <message>
        <source>Reasons for a rejection</source>
        <translation>Lý do từ chối</translation>
    </message>
    <message>
        <source>REJECT BECAUSE</source>
        <translation>TỪ CHỐI VÌ</translation>
    </message>
    <message>
        <source>REJECT {0} COMMENTS BECAUSE</source>
        <translation>TỪ CHỐI {0} LỜI BÌNH VÌ</translation>
    </message>
    <message>
        <source>1–9 choose · Esc closes</source>
        <translation>1–9 chọn · Esc đóng</translation>
    </message>
    <message>
        <source>{0} + note</source>
        <translation>{0} + ghi chú</translation>
    </message>
</context>
<context>
    <name>ReplyEditor</name>
    <message>
        <source>No template has the key {0}.</source>
        <translation>Chưa có mẫu nào dùng phím {0}.</translation>
    </message>
    <message>
        <source>Reply to {0} as the newsroom</source>
        <translation>Trả lời {0} nhân danh tòa soạn</translation>
    </message>
    <message>
        <source>Send reply</source>
        <translation>Gửi trả lời</translation>
    </message>
    <message>
        <source>Approve and reply</source>
        <translation>Duyệt và trả lời</translation>
    </message>
    <message>
        <source>Edit the comment by {0}</source>
        <translation>Biên tập lời bình của {0}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Save and approve</source>
        <translation>Lưu và duyệt</translation>
    </message>
    <message>
        <source>Note on the comment by {0}, for moderators only</source>
        <translation>Ghi chú về lời bình của {0}, chỉ người duyệt xem được</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Lưu ghi chú</translation>
    </message>
    <message>
        <source>the newsroom</source>
        <translation>tòa soạn</translation>
    </message>
    <message>
        <source>What the edit changes</source>
        <translation>Những chỗ được biên tập</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Esc closes, your text is kept</source>
        <translation>Esc đóng, nội dung vẫn được giữ</translation>
    </message>
    <message>
        <source>Remove hidden characters</source>
        <translation>Bỏ ký tự ẩn</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Đang lưu…</translation>
    </message>
    <message>
        <source>Draft kept</source>
        <translation>Đã giữ bản nháp</translation>
    </message>
    <message>
        <source>The text was cut at {0} characters.</source>
        <translation>Nội dung bị cắt ở {0} ký tự.</translation>
    </message>
</context>
<context>
    <name>RightColumn</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ Quay lại</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Quay lại danh sách</translation>
    </message>
    <message>
        <source>Back to the list · Esc</source>
        <translation>Quay lại danh sách · Esc</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>“{0}” is not finished yet.</source>
        <translation>“{0}” chưa gõ xong.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm kiếm</translation>
    </message>
    <message>
        <source>Show the whole queue again</source>
        <translation>Xem lại cả hàng đợi</translation>
    </message>
    <message>
        <source>Keep this search as a queue</source>
        <translation>Giữ tìm kiếm này thành hàng đợi</translation>
    </message>
    <message>
        <source>search in comments, names, addresses…</source>
        <translation>tìm trong lời bình, tên, email…</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide</source>
        <translation>Ẩn</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>Hide: {0}</source>
        <translation>Ẩn: {0}</translation>
    </message>
    <message>
        <source>Show: {0}</source>
        <translation>Hiện: {0}</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>QUEUES</source>
        <translation>HÀNG ĐỢI</translation>
    </message>
    <message>
        <source>OUR OWN</source>
        <translation>CỦA TÒA SOẠN</translation>
    </message>
    <message>
        <source>ARTICLES</source>
        <translation>BÀI VIẾT</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Hàng đợi</translation>
    </message>
    <message>
        <source>Queues of our own</source>
        <translation>Hàng đợi của tòa soạn</translation>
    </message>
    <message>
        <source>Articles with pending comments</source>
        <translation>Bài viết có lời bình chờ duyệt</translation>
    </message>
</context>
<context>
    <name>Site</name>
    <message>
        <source>you are {0}</source>
        <translation>bạn là {0}</translation>
    </message>
    <message>
        <source>{0} waits</source>
        <translation>{0} đang chờ</translation>
    </message>
    <message>
        <source>{0} wait</source>
        <translation>{0} đang chờ</translation>
    </message>
</context>
<context>
    <name>SiteField</name>
    <message>
        <source>The file names its pages by their paths only. Which site are they on?</source>
        <translation>Tệp chỉ ghi đường dẫn của các bài viết. Chúng thuộc trang nào?</translation>
    </message>
</context>
<context>
    <name>SiteLines</name>
    <message>
        <source>Connect again…</source>
        <translation>Kết nối lại…</translation>
    </message>
    <message>
        <source>Connect {0} again</source>
        <translation>Kết nối lại {0}</translation>
    </message>
</context>
<context>
    <name>SiteRow</name>
    <message>
        <source>not brought in yet</source>
        <translation>chưa lấy về lần nào</translation>
    </message>
    <message>
        <source>last brought in: {0}</source>
        <translation>lấy về gần nhất: {0}</translation>
    </message>
    <message>
        <source>Connect again…</source>
        <translation>Kết nối lại…</translation>
    </message>
    <message>
        <source>Connect {0} again</source>
        <translation>Kết nối lại {0}</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Ngắt kết nối…</translation>
    </message>
    <message>
        <source>Disconnect {0}</source>
        <translation>Ngắt kết nối {0}</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>No site is connected: comments come from files only, and nothing is sent anywhere.</source>
        <translation>Chưa kết nối trang nào: lời bình chỉ đến từ tệp, và không có gì được gửi đi đâu.</translation>
    </message>
    <message>
        <source>Connect a site…</source>
        <translation>Kết nối một trang…</translation>
    </message>
    <message>
        <source>SENDING</source>
        <translation>GỬI ĐI</translation>
    </message>
    <message>
        <source>Hold each decision before it is sent</source>
        <translation>Giữ mỗi quyết định trước khi gửi</translation>
    </message>
    <message>
        <source>As long as it is held, undoing it leaves no trace at the site. Isso deletes for good what is rejected: there it cannot be taken back once it was sent.</source>
        <translation>Khi còn đang giữ, hoàn tác không để lại dấu vết gì ở trang. Isso xóa hẳn lời bình bị từ chối: đã gửi đi thì ở đó không lấy lại được.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>giây</translation>
    </message>
</context>
<context>
    <name>StatesRow</name>
    <message>
        <source>Waiting</source>
        <translation>Đang chờ</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Đã bỏ</translation>
    </message>
    <message>
        <source>Key {0}</source>
        <translation>Phím {0}</translation>
    </message>
    <message>
        <source>Deliveries shown</source>
        <translation>Các lần gửi được xem</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>What has happened</source>
        <translation>Việc vừa xảy ra</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>Hoàn tác quyết định vừa rồi</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
</context>
<context>
    <name>Syncing</name>
    <message>
        <source>Fetching and sending…</source>
        <translation>Đang nhận và gửi…</translation>
    </message>
    <message>
        <source>Fetching and sending broke off and begins again by itself: {0}</source>
        <translation>Việc nhận và gửi bị ngắt, sẽ tự bắt đầu lại: {0}</translation>
    </message>
    <message>
        <source>There is nothing to fetch from: no site is connected yet.</source>
        <translation>Chưa có nơi nào để nhận: chưa kết nối trang nào.</translation>
    </message>
    <message>
        <source>What is new has been fetched.</source>
        <translation>Đã nhận những gì mới.</translation>
    </message>
    <message>
        <source>A site has not answered yet; it is asked on.</source>
        <translation>Có trang chưa trả lời; vẫn đang hỏi tiếp.</translation>
    </message>
    <message>
        <source>{0} sites are in trouble: {1}</source>
        <translation>{0} trang đang trục trặc: {1}</translation>
    </message>
    <message>
        <source>{0} · {1} shows why</source>
        <translation>{0} · {1} để xem vì sao</translation>
    </message>
</context>
<context>
    <name>TemplateField</name>
    <message>
        <source>Insert ▾</source>
        <translation>Chèn ▾</translation>
    </message>
    <message>
        <source>Insert a variable</source>
        <translation>Chèn biến</translation>
    </message>
    <message>
        <source>Stays as it is, since it is no variable: {0}</source>
        <translation>Không phải biến nên giữ nguyên: {0}</translation>
    </message>
    <message>
        <source>PREVIEW</source>
        <translation>XEM TRƯỚC</translation>
    </message>
    <message>
        <source>a reader without a name</source>
        <translation>bạn đọc không ghi tên</translation>
    </message>
    <message>
        <source>PREVIEW · {0}</source>
        <translation>XEM TRƯỚC · {0}</translation>
    </message>
    <message>
        <source>The text was cut at {0} characters.</source>
        <translation>Nội dung bị cắt ở {0} ký tự.</translation>
    </message>
    <message>
        <source>Writer&apos;s name</source>
        <translation>Tên bạn đọc</translation>
    </message>
    <message>
        <source>Article&apos;s title</source>
        <translation>Tên bài</translation>
    </message>
    <message>
        <source>Who replies or decides</source>
        <translation>Người trả lời hoặc duyệt</translation>
    </message>
</context>
<context>
    <name>TemplateMenu</name>
    <message>
        <source>Templates ▾</source>
        <translation>Mẫu ▾</translation>
    </message>
    <message>
        <source>Insert a template</source>
        <translation>Chèn mẫu trả lời</translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+9 insert the first nine</source>
        <translation>Ctrl+1 … Ctrl+9 chèn chín mẫu đầu</translation>
    </message>
    <message>
        <source>No templates yet</source>
        <translation>Chưa có mẫu nào</translation>
    </message>
    <message>
        <source>Change templates…</source>
        <translation>Sửa các mẫu…</translation>
    </message>
    <message>
        <source>Write templates…</source>
        <translation>Soạn mẫu…</translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message>
        <source>New template</source>
        <translation>Mẫu mới</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên mẫu</translation>
    </message>
    <message>
        <source>For example: Thanks</source>
        <translation>Ví dụ: Cảm ơn</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Lời trả lời</translation>
    </message>
    <message>
        <source>Thank you, {name}, for writing to us.</source>
        <translation>Cảm ơn {tên} đã viết cho tòa soạn.</translation>
    </message>
    <message>
        <source>No templates yet. A template is a reply that is written often: while you reply, Ctrl+1 inserts the first, with the reader&apos;s name in its place.</source>
        <translation>Chưa có mẫu nào. Mẫu là lời trả lời hay dùng: khi đang trả lời, Ctrl+1 chèn mẫu đầu tiên, tên bạn đọc được điền sẵn.</translation>
    </message>
    <message>
        <source>Add examples</source>
        <translation>Thêm mẫu ví dụ</translation>
    </message>
    <message>
        <source>Write the first one</source>
        <translation>Soạn mẫu đầu tiên</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>Comment by {0}</source>
        <translation>Lời bình của {0}</translation>
    </message>
    <message>
        <source>Newsroom</source>
        <translation>Tòa soạn</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(không tên)</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>đã biên tập</translation>
    </message>
    <message>
        <source>answers {0}</source>
        <translation>trả lời {0}</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>và {0} điều nữa</translation>
    </message>
    <message>
        <source>note · {0} {1}:</source>
        <translation>ghi chú · {0} {1}:</translation>
    </message>
    <message>
        <source>{0} more replies</source>
        <translation>{0} trả lời khác</translation>
    </message>
    <message>
        <source>Show more ({0} of {1} characters)</source>
        <translation>Xem thêm (đã hiện {0} trong {1} ký tự)</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>What the edit changed</source>
        <translation>Những chỗ đã biên tập</translation>
    </message>
    <message>
        <source>original</source>
        <translation>bản gốc</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Nhập</translation>
    </message>
    <message>
        <source>Every command</source>
        <translation>Mọi lệnh</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
</context>
<context>
    <name>Under</name>
    <message>
        <source>What could stand here</source>
        <translation>Những gì có thể điền vào đây</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Decisions made here now stand in the log as {0}.</source>
        <translation>Từ nay quyết định ở bàn này được ghi vào nhật ký dưới tên {0}.</translation>
    </message>
    <message>
        <source>The sample newsroom opens in a window of its own.</source>
        <translation>Tòa soạn mẫu đang mở ở một cửa sổ riêng.</translation>
    </message>
    <message>
        <source>The sample newsroom could not be opened.</source>
        <translation>Không mở được tòa soạn mẫu.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Somebody decides: write a name first.</source>
        <translation>Quyết định nào cũng có người đứng tên: hãy viết tên trước.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Chào mừng</translation>
    </message>
    <message>
        <source>Welcome to Lời Bình</source>
        <translation>Chào mừng đến với Lời Bình</translation>
    </message>
    <message>
        <source>Here readers&apos; comments are read beside their article and decided, by keyboard.</source>
        <translation>Nơi đọc lời bình của bạn đọc ngay bên bài viết và duyệt bằng bàn phím.</translation>
    </message>
    <message>
        <source>WHO SITS HERE?</source>
        <translation>AI NGỒI BÀN NÀY?</translation>
    </message>
    <message>
        <source>LANGUAGE</source>
        <translation>NGÔN NGỮ</translation>
    </message>
    <message>
        <source>HOW TO BEGIN</source>
        <translation>BẮT ĐẦU THẾ NÀO?</translation>
    </message>
    <message>
        <source>The moderator&apos;s name</source>
        <translation>Tên người duyệt</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>tên của bạn</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Nhập…</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Kết nối…</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Mở tòa soạn mẫu</translation>
    </message>
    <message>
        <source>Go to the desk</source>
        <translation>Vào bàn duyệt</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>This name stands in the log beside every decision made here.</source>
        <translation>Tên này đứng cạnh mỗi quyết định ở bàn này trong nhật ký.</translation>
    </message>
    <message>
        <source>Kept: decisions made here stand in the log in this name.</source>
        <translation>Đã lưu: quyết định ở bàn này được ghi vào nhật ký dưới tên này.</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Nhập một tệp</translation>
    </message>
    <message>
        <source>JSON Lines, CSV, or what WordPress, Disqus, Isso and others export: choose it, or drop it anywhere on this window. You see what is in it before anything is written.</source>
        <translation>JSON Lines, CSV, hoặc tệp xuất của WordPress, Disqus, Isso và các hệ thống khác: chọn tệp, hoặc thả vào bất cứ đâu trên cửa sổ này. Bạn xem trước tệp có gì rồi mới ghi.</translation>
    </message>
    <message>
        <source>Connect a site</source>
        <translation>Kết nối một trang</translation>
    </message>
    <message>
        <source>WordPress or Isso: its comments arrive by themselves, and what is decided here goes back there.</source>
        <translation>WordPress hoặc Isso: lời bình tự về đây, và quyết định ở đây tự gửi lại trang.</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Xem thử trước đã</translation>
    </message>
    <message>
        <source>A sample newsroom opens in a second window. Try anything there: it is made up, yours is not touched, and it is gone when that window is closed.</source>
        <translation>Tòa soạn mẫu mở ở một cửa sổ khác. Cứ thử mọi thứ: lời bình ở đó là bịa, tòa soạn của bạn không bị đụng tới, và đóng cửa sổ ấy là hết.</translation>
    </message>
</context>
<context>
    <name>WordPressForm</name>
    <message>
        <source>Account</source>
        <translation>Tài khoản</translation>
    </message>
    <message>
        <source>The name it logs in with. It has to be an editor&apos;s or an administrator&apos;s.</source>
        <translation>Tên dùng để đăng nhập. Phải là tài khoản biên tập viên hoặc quản trị viên.</translation>
    </message>
    <message>
        <source>Application password</source>
        <translation>Mật khẩu ứng dụng</translation>
    </message>
    <message>
        <source>Not the password one logs in with, but one that WordPress makes for this program alone. It can be taken back there at any time.</source>
        <translation>Không phải mật khẩu đăng nhập thường ngày, mà là mật khẩu WordPress tạo riêng cho chương trình này. Muốn thu hồi lúc nào cũng được, ngay trong WordPress.</translation>
    </message>
    <message>
        <source>Make one in WordPress…</source>
        <translation>Tạo mật khẩu trong WordPress…</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>stop</source>
        <translation>dừng</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} · {1} s left</source>
        <translation>{0} · còn {1} giây</translation>
    </message>
    <message>
        <source>{0} · {1} min left</source>
        <translation>{0} · còn {1} phút</translation>
    </message>
</context>
<context>
    <name>WriterPane</name>
    <message>
        <source>Writer</source>
        <translation>Người viết</translation>
    </message>
    <message>
        <source>All comments by this writer</source>
        <translation>Mọi lời bình của người này</translation>
    </message>
    <message>
        <source>also as {0}</source>
        <translation>còn ký tên {0}</translation>
    </message>
    <message>
        <source>same machine: {0} other</source>
        <translation>cùng máy: {0} người khác</translation>
    </message>
    <message>
        <source>same machine: {0} others</source>
        <translation>cùng máy: {0} người khác</translation>
    </message>
    <message>
        <source>first comment</source>
        <translation>lần đầu viết</translation>
    </message>
    <message>
        <source>no history yet</source>
        <translation>chưa có lịch sử</translation>
    </message>
    <message>
        <source>{0} pending</source>
        <translation>{0} chờ duyệt</translation>
    </message>
    <message>
        <source>none decided yet</source>
        <translation>chưa có quyết định nào</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>{0} đã duyệt</translation>
    </message>
    <message>
        <source>{0} rejected</source>
        <translation>{0} bị từ chối</translation>
    </message>
    <message>
        <source>{0} spam</source>
        <translation>{0} thư rác</translation>
    </message>
    <message>
        <source>latest {0}</source>
        <translation>gần nhất {0}</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(không tên)</translation>
    </message>
    <message>
        <source>(no address)</source>
        <translation>(không có email)</translation>
    </message>
    <message>
        <source>believable address</source>
        <translation>email đáng tin</translation>
    </message>
</context>
<context>
    <name>_LeavingQuestion</name>
    <message>
        <source>Nothing more is brought in from {0}; its comments and the log stay.</source>
        <translation>Sẽ không lấy gì từ {0} về nữa; lời bình và nhật ký vẫn còn.</translation>
    </message>
    <message>
        <source>{0} delivery that has not gone out yet is given up.</source>
        <translation>{0} mục chưa gửi đi sẽ bị bỏ.</translation>
    </message>
    <message>
        <source>{0} deliveries that have not gone out yet are given up.</source>
        <translation>{0} mục chưa gửi đi sẽ bị bỏ.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Ngắt kết nối</translation>
    </message>
    <message>
        <source>Stay connected</source>
        <translation>Giữ kết nối</translation>
    </message>
</context>
</TS>
