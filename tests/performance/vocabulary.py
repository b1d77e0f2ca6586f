"""The words that generated comments are made of: common ones from lists, the rare tail by rule."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence


def _listed(text: str) -> list[str]:
    return text.split()


_COMMON = _listed("""
và là của không có được cho một người này các thì đã với những để trong cũng khi ở như mà phải ra
nhiều rồi làm thế đi còn lại đến nên vì mới nói anh đó hay nếu bị em sao biết quá ai từ lên nhà tôi
mình chỉ năm vào sẽ thấy việc con ông cả trên nhưng về tiền đang bạn hơn gì cái bao giờ đâu nào đây
chưa đều rất chứ đường xe nữa xã dân hội quốc gia thành phố bác chị nước ngày tháng giá mua bán học
sinh trường thầy cô trẻ em bé cháu chú mẹ cha vợ chồng gia đình thời gian công ty nhân viên lương
thuế luật phạt lỗi đúng sai tốt xấu đẹp ngon rẻ đắt cao thấp lớn nhỏ dài ngắn nhanh chậm xa gần
nhé nhỉ ạ à ơi vâng dạ ừ hả cơ chăng thôi luôn lắm thật hết vẫn cứ tự sau trước giữa ngoài theo
bằng tại do qua lúc hôm nay mai tết sáng trưa chiều tối đêm tuần bữa xem nghe đọc viết hỏi trả lời
tin bài báo ảnh phim nhạc bóng đá đội tuyển cầu thủ trận thắng thua hòa bàn ghi sân khán giả
cầu cống hầm ngập lụt mưa bão nắng nóng lạnh khói bụi rác cây xanh hồ sông biển núi rừng đất ruộng
xăng dầu điện ga vàng đô chứng khoán ngân hàng lãi suất vay nợ lừa đảo mạng điện thoại máy tính
bệnh viện bác sĩ y tá thuốc khám chữa bảo hiểm dịch tiêm phòng sức khỏe ăn uống rượu bia ma túy
công an tòa án tù tội án phạm cướp trộm giết đánh chửi ghen tình yêu cưới ly hôn con cái nuôi dạy
""")

_PAIRS = """
chính quyền|người dân|giao thông|đường phố|kẹt xe|vỉa hè|tai nạn|rượu bia|mũ bảo hiểm|đèn đỏ
xe máy|xe buýt|tàu điện|cao tốc|sân bay|cầu vượt|thi công|chậm tiến độ|đội vốn|lô cốt|ổ gà
học sinh|giáo viên|phụ huynh|học phí|thi cử|điểm số|sách giáo khoa|bạo lực|đại học|cao đẳng
bệnh nhân|bác sĩ|viện phí|bảo hiểm|khẩu trang|vắc xin|sức khỏe|thực phẩm|an toàn|ngộ độc
nhà đất|chung cư|giá nhà|lãi suất|vay vốn|ngân hàng|lạm phát|xăng dầu|thất nghiệp|thu nhập
đội tuyển|bóng đá|trọng tài|huấn luyện viên|cầu thủ|vô địch|cổ động viên|sân cỏ|bàn thắng
môi trường|ô nhiễm|rác thải|nhựa|cây xanh|ngập nước|triều cường|hạn mặn|lũ lụt|sạt lở
ý kiến|đồng tình|phản đối|ủng hộ|chia sẻ|thông cảm|trách nhiệm|xử lý nghiêm|kỷ luật|minh bạch
cảm ơn|tác giả|bài viết|tòa soạn|phóng viên|độc giả|bình luận|thông tin|sự thật|tin giả
Việt Nam|Hà Nội|Sài Gòn|Đà Nẵng|Cần Thơ|Hải Phòng|Huế|Nha Trang|Đà Lạt|Bình Dương|Nghệ An
tuyệt vời|quá hay|thật buồn|đáng tiếc|vô lý|bức xúc|khâm phục|tự hào|xấu hổ|đau lòng|vui mừng
hoà bình|hòa bình|thoả thuận|thỏa thuận|khoẻ mạnh|khỏe mạnh|thuỷ lợi|thủy lợi|xoá bỏ|xóa bỏ
toà án|tòa án|loà xoà|lòa xòa|tuỳ tiện|tùy tiện|quí vị|quý vị|kỉ luật|lí do|lý do|huỷ bỏ|hủy bỏ
"""

_LOOSE = _listed("""
ko k hok dc đc mn mng vs ntn bik bít thik iu ad fb tks ok like share comment covid online livestream
app game smartphone wifi GDP VAT CSGT UBND TPHCM VN 5G AI 2024 2025 2026 10 20 50 100 1000 2k 5tr
50% 100% 24/7 3h 8h sml vcl đm ngu óc chó khốn láo mất dạy bố láo trẻ trâu
""")

_ONSETS = ["", *_listed("b c ch d đ g gi h kh l m n ng nh p ph qu r s t th tr v x")]
_RIMES = _listed("""
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng
eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac
oach oai oan oang oanh oat oay oăc oăn oăng oc oe oen oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ
ơi ơm ơn ơp ơt u ua uân uât uây uc uê ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uyên uyêt
uynh uyt ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
""")
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_STOPPED = _TONES[1], _TONES[5]
_FRONT = tuple("eêi")
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")

FAMILIES = _listed(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai"
)
MIDDLES = _listed("Văn Thị Hữu Đức Thanh Minh Ngọc Thu Quang Xuân Kim Hồng Bảo Gia Anh Tuấn Như")
GIVEN = _listed("""
Anh An Bình Châu Chi Cường Dung Dũng Duy Đạt Giang Hà Hải Hạnh Hiền Hiếu Hoa Hòa Hoà Hùng Huy Hương
Khánh Khoa Lan Linh Long Loan Mai Minh My Nam Nga Ngân Ngọc Nhung Oanh Phát Phong Phúc Phương Quân
Quỳnh Sơn Tâm Thảo Thắng Thành Thủy Thuỷ Tiến Toàn Trang Trí Trung Tú Tuấn Tùng Uyên Vân Vinh Vy Yến
""")
PEN_NAMES = "Bạn đọc|Người Hà Nội|Dân đen|hoa_sim|Nắng|Hai Lúa|Một người cha|asdfgh|Admin|Ẩn danh"

MAIL = _listed("gmail.com yahoo.com outlook.com hotmail.com vnn.vn fpt.vn icloud.com")
WRONG_MAIL = _listed("gmial.com gmail.con yaho.com mailinator.com hotmal.com 10minutemail.com")

EMOJI = _listed("😂 😡 👍 ❤️ 🤣 😢 👏 🙏 😱 🇻🇳 👨‍👩‍👧 🤔 🔥 💯 😭")

SPAM = (
    "Vay nhanh không thế chấp, lãi suất thấp, gọi ngay {phone}",
    "Kiếm 500k mỗi ngày tại nhà, vào {link} để nhận việc",
    "Chuyên nhận lô đề uy tín zalo {phone} {link}",
    "Trúng thưởng iPhone 17, xác nhận tại {link} trước 24h",
    "𝐓𝐨̂̉.𝐧𝐠 𝐇.𝐨̛̣𝐩 {link} khuyến mãi khủng",
    "Xem phim miễn phí full HD {link} không quảng cáo",
)
SHORT = """
Hay quá|Chuẩn|Đúng rồi|Quá đẹp|Buồn thật|Không thể tin được|Cảm ơn tòa soạn|Hay|Chấm hóng|Đồng ý
Quá đúng luôn|Tuyệt vời|Chia buồn cùng gia đình|Xin chúc mừng|Ủng hộ hai tay|Vô lý quá|Chịu thua
""".strip().replace("\n", "|")

TITLES = (
    "{a} {b} ở {place}: {c}",
    "{place} {a} vì {b}",
    "Vì sao {a} {b} {c}?",
    "{a}: {b} và {c}",
    "{place} sắp có {a} {b}",
)


def syllables() -> list[str]:
    """Every syllable that onset, rime and tone allow, about ten thousand, in a fixed order."""
    return [
        onset + _toned(rime, tone)
        for onset in _ONSETS
        for rime in _RIMES
        if _fits(onset, rime)
        for tone in (_STOPPED if rime.endswith(("c", "ch", "p", "t")) else _TONES)
    ]


def _fits(onset: str, rime: str) -> bool:
    if onset in ("c", "g", "ng"):
        return not rime.startswith(_FRONT)
    if onset == "qu":
        return not rime.startswith(("u", "o", "ư"))
    return not (onset == "gi" and rime.startswith("i"))


def _toned(rime: str, tone: str) -> str:
    """Put a tone on the main vowel: one with a mark of its own, or the last but an open end."""
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    marked = [at for at in vowels if rime[at] in _MARKED]
    open_ended = len(vowels) > 1 and vowels[-1] == len(rime) - 1
    at = marked[-1] if marked else vowels[-2 if open_ended else -1]
    return unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])


def pool(seed: int, size: int) -> list[str]:
    """Words in a random order, each as often as it is common.

    Common words come first, then pairs of them, then every syllable and 20,000 made-up compounds;
    the weights fall by Zipf's law.
    """
    random_ = random.Random(seed).random

    def one_of(words: Sequence[str]) -> str:
        return words[int(len(words) * random_())]

    pairs = [pair for line in _PAIRS.split("\n") for pair in line.split("|") if pair]
    tail = sorted(syllables(), key=lambda _: random_())
    middle = sorted(pairs + _LOOSE, key=lambda _: random_())
    made = [f"{one_of(tail)} {one_of(tail)}" for _ in range(20_000)]
    several = [f"{one_of(_COMMON)} {one_of(_COMMON)}" for _ in range(2_000)]
    known = list(dict.fromkeys([*_COMMON, *middle, *several, *tail, *made]))
    weights = [1 / (rank + 5) ** 1.12 for rank in range(len(known))]
    return random.Random(seed).choices(known, weights, k=size)
