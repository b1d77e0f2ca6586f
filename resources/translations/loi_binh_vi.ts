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
        <source>Verifying the log</source>
        <translation>Kiểm chứng nhật ký</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Kiểm chứng</translation>
    </message>
    <message>
        <source>Verify the log&apos;s chain</source>
        <translation>Kiểm chứng chuỗi nhật ký</translation>
    </message>
    <message>
        <source>What does not fit in the chain</source>
        <translation>Những chỗ không khớp trong chuỗi</translation>
    </message>
    <message>
        <source>Verifying the chain…</source>
        <translation>Đang kiểm chứng chuỗi…</translation>
    </message>
    <message>
        <source>The chain has not been verified since the window was opened</source>
        <translation>Chưa kiểm chứng chuỗi từ khi mở cửa sổ này</translation>
    </message>
    <message>
        <source>Chain whole · head {0}… · verified {1}</source>
        <translation>Chuỗi nguyên vẹn · đầu chuỗi {0}… · kiểm chứng lúc {1}</translation>
    </message>
    <message>
        <source>Problems in the chain: {0} · verified {1}</source>
        <translation>Chuỗi có {0} chỗ không khớp · kiểm chứng lúc {1}</translation>
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
    <message>
        <source>Moderator&apos;s name</source>
        <translation>Tên người duyệt</translation>
    </message>
    <message>
        <source>This name stands beside your decisions in the log:</source>
        <translation>Tên này đứng cạnh các quyết định của bạn trong nhật ký:</translation>
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
        <source>Log</source>
        <translation>Nhật ký</translation>
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
        <source>Import comments…</source>
        <translation>Nhập lời bình…</translation>
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
</context>
<context>
    <name>Desk</name>
    <message>
        <source>⇅ {0} to send</source>
        <translation>⇅ {0} đang gửi</translation>
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
        <source>TEXT</source>
        <translation>NỘI DUNG</translation>
    </message>
    <message>
        <source>TEXT: STRUCK THROUGH BEFORE, UNDERLINED AFTER</source>
        <translation>NỘI DUNG: GẠCH NGANG LÀ TRƯỚC, GẠCH CHÂN LÀ SAU</translation>
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
</context>
<context>
    <name>Files</name>
    <message>
        <source>Import comments</source>
        <translation>Nhập lời bình</translation>
    </message>
    <message>
        <source>Comments (*.jsonl *.ndjson *.csv *.tsv *.xml);;All files (*)</source>
        <translation>Lời bình (*.jsonl *.ndjson *.csv *.tsv *.xml);;Mọi tệp (*)</translation>
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
    <message>
        <source>{0} log entry exported to {1}</source>
        <translation>Đã xuất {0} dòng nhật ký vào {1}</translation>
    </message>
    <message>
        <source>{0} log entries exported to {1}</source>
        <translation>Đã xuất {0} dòng nhật ký vào {1}</translation>
    </message>
    <message>
        <source>Exporting the log</source>
        <translation>Xuất nhật ký</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Any time</source>
        <translation>Mọi lúc</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
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
    <name>HelpSheet</name>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
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
    <name>LogModel</name>
    <message>
        <source>loading…</source>
        <translation>đang tải…</translation>
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
    <name>Palette</name>
    <message>
        <source>Every command</source>
        <translation>Mọi lệnh</translation>
    </message>
    <message>
        <source>part of a command&apos;s name</source>
        <translation>gõ một phần tên lệnh</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Lệnh</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Các lệnh tìm thấy</translation>
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
        <source>No comment matches the search.</source>
        <translation>Không tìm thấy lời bình nào.</translation>
    </message>
    <message>
        <source>Try fewer words or words without diacritics, or clear the search.</source>
        <translation>Hãy thử ít từ hơn, gõ không dấu, hoặc xóa ô tìm kiếm.</translation>
    </message>
    <message>
        <source>Nothing is left in this queue.</source>
        <translation>Hàng đợi này đã hết.</translation>
    </message>
    <message>
        <source>Choose another queue on the left, or import more comments.</source>
        <translation>Hãy chọn hàng đợi khác ở bên trái, hoặc nhập thêm lời bình.</translation>
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
    <name>ReasonsDialog</name>
    <message>
        <source>Reasons for rejection</source>
        <translation>Lý do từ chối</translation>
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
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Lên</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Xuống</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>At most nine: one digit chooses each.</source>
        <translation>Nhiều nhất chín lý do: mỗi lý do một phím số.</translation>
    </message>
    <message>
        <source>Keep at least one reason.</source>
        <translation>Phải giữ ít nhất một lý do.</translation>
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
</context>
<context>
    <name>ReplyEditor</name>
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
    <name>SearchField</name>
    <message>
        <source>“{0}” is not finished yet.</source>
        <translation>“{0}” chưa gõ xong.</translation>
    </message>
    <message>
        <source>search in comments, names, addresses…   /</source>
        <translation>tìm trong lời bình, tên, email…   /</translation>
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
    <name>StatusLine</name>
    <message>
        <source>What has happened</source>
        <translation>Việc vừa xảy ra</translation>
    </message>
    <message>
        <source>Undo · {0}</source>
        <translation>Hoàn tác · {0}</translation>
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
    <name>Under</name>
    <message>
        <source>What could stand here</source>
        <translation>Những gì có thể điền vào đây</translation>
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
    <name>_OpenQuestion</name>
    <message>
        <source>Open {0} in the browser?</source>
        <translation>Mở {0} trong trình duyệt?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
</context>
</TS>
