package vi

// maxName is the number of tokens of the longest name; a longer run of capitals
// is a title or a heading, where only the lexicon joins.
const maxName = 5

// surnames begin most names of people; one that begins a sentence is then more
// likely a name than the common word.
var surnames = set(`nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào
đinh lâm phùng mai trịnh đoàn trương hà tạ thái lương tô châu cao chu tăng quách thạch la lưu vương
triệu khổng tống nghiêm doãn giang quan diệp kiều lục mạc ninh ông âu bạch bành cù cung đàm đồng
hàn hứa khúc kim lại lữ mã nhâm nông ông phí quản sầm thân thi tiêu tôn trang trà tưởng ung
văn vi viên xa yên`)

// family are the surnames that are little else: one inside a run begins the
// next name (Lâm Đồng | Nguyễn Văn Đẳng).
var family = set(`nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương đinh trịnh đoàn trương`)

// names finds the runs of capitalised tokens that may be a name and gives their
// sizes by first token. A token written in capitals throughout gives no hint. A
// stretch that begins a sentence begins with a capital anyway: its first token
// is taken into a name only if it is a surname or no word that often begins one.
func (l *Lexicon) names(tokens []Token, sizes *[window]uint8, opening bool) {
	for i := 0; i < len(tokens); {
		if !nameToken(&tokens[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(tokens) && nameToken(&tokens[end]) {
			end++
		}
		first := i
		i = end
		if opening && first == 0 && !surnames[tokens[0].Term] && (standing[tokens[0].Term] || openers[tokens[0].Term]) && !l.begins(tokens[:end]) {
			first++
		}
		for first < end-1 {
			n := l.title(tokens[first:end])
			if n == 0 {
				break
			}
			first += n
		}
		for first < end {
			next := l.nextName(tokens[first:end]) + first
			if n := next - first; n > 1 && n <= maxName {
				sizes[first] = uint8(n)
			}
			first = next
		}
	}
}

// begins reports whether the first two tokens of a run are in the lexicon, as
// Bà Rịa may be: then the first is no title.
func (l *Lexicon) begins(run []Token) bool {
	return len(run) > 1 && l.Has(run[0].Term, run[1].Term)
}

// nextName gives where in a run the next name begins: behind a place and at its
// beginning (Lâm Đồng | Nguyễn Văn Đẳng, Hàng Mành | Hà Nội).
func (l *Lexicon) nextName(run []Token) int {
	if surnames[run[0].Term] && !l.begins(run) {
		return len(run)
	}
	for k := 2; k < len(run)-1; k++ {
		if family[run[k].Term] || k == len(run)-2 && l.begins(run[k:]) {
			return k
		}
	}
	return len(run)
}

// smallNames finds names of people written without capitals, as in a query: a
// surname, one of the middle names that only names have, and one more syllable.
func smallNames(tokens []Token, sizes *[window]uint8) {
	for i := range len(tokens) - 2 {
		a, b, c := &tokens[i], &tokens[i+1], &tokens[i+2]
		if (a.Term == "nguyễn" && !standing[b.Term] || family[a.Term] && middles[b.Term]) &&
			!b.Upper && b.Kind == Syllable && c.Kind == Syllable && !standing[c.Term] {
			sizes[i] = 3
		}
	}
}

var middles = set(`văn thị hữu đình đức minh ngọc quốc xuân khắc`)

// openers are common words that often begin a sentence before a name: kin,
// trades, vessels, kinds of place.
var openers = set(`vợ chồng ba má mẹ bố cha chị cụ già cậu nàng chàng gã lão thằng trùm vua chúa tướng lính thợ
tàu thuyền ghe đò cầu cảng ga bến chợ chùa đền đình miếu trường lớp nhóm hội đảng đoàn hãng quán tiệm tuyến hẻm ngõ
làng xóm bản vùng miền đảo sông suối hồ núi đèo vịnh rạch kênh giải cúp vòng trận chuyện tên tuy dù riêng chính
hiện vừa đang theo thưa kính chào hỏi gặp tìm nhờ giúp rời cách gần khắp giữa sang dân khách bạn`)

// title gives the number of tokens of a title or kind of place before a name
// that is written with a capital too: Quận Ngô Quyền, Thành Phố Hải Phòng.
func (l *Lexicon) title(run []Token) int {
	switch {
	case titles[run[0].Term] && !l.begins(run):
		return 1
	case len(run) > 2 && titlePairs[run[0].Term+" "+run[1].Term]:
		return 2
	}
	return 0
}

var titles = set(`ông bà anh chị em cô chú bác quận huyện phường xã tỉnh thôn ấp tp báo bộ sở phòng đội`)

var titlePairs = map[string]bool{
	"thành phố": true, "thị xã": true, "thị trấn": true, "công an": true, "ủy ban": true, "trung tá": true, "đại tá": true,
	"thượng tá": true, "thiếu tá": true, "đại úy": true, "thượng úy": true, "trung úy": true, "giám đốc": true,
	"chủ tịch": true, "bí thư": true, "tiến sĩ": true, "thạc sĩ": true, "giáo sư": true, "bác sĩ": true, "luật sư": true,
	"công ty": true, "tập đoàn": true, "ngân hàng": true, "trường học": true, "đại học": true, "bệnh viện": true,
}

func nameToken(t *Token) bool {
	return t.Upper && !t.Caps && (t.Kind == Syllable || t.Kind == Other)
}
