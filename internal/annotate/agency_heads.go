package annotate

// agencyKind says what must follow the head of an agency.
type agencyKind uint8

const (
	local    agencyKind = iota // a kind of place and its name: UBND quận Ngô Quyền
	national                   // nothing: complete as it is
	sector                     // its domain, then a place: Sở Y tế Hải Phòng
	named                      // a name of its own: Bệnh viện Bạch Mai
	strict                     // named, and small letters behind the name make it doubtful
)

// agencyHeads are the beginnings of names of agencies; the first form is the one
// written in full.
var agencyHeads = []struct {
	forms string
	kind  agencyKind
}{
	{"ủy ban nhân dân,ubnd", local},
	{"hội đồng nhân dân,hđnd", local},
	{"công an,ca", local},
	{"tòa án nhân dân,tand,tòa án,toà", local},
	{"viện kiểm sát nhân dân,vksnd,viện kiểm sát,vks", local},
	{"Ủy ban Mặt trận Tổ quốc,ubmttq,ủy ban mttq", local},
	{"Liên đoàn Lao động,lđlđ", local},
	{"Hội Nông dân", local},
	{"Hội Liên hiệp Phụ nữ,hội phụ nữ,hội lhpn", local},
	{"Hội Cựu chiến binh,hội ccb", local},
	{"Hội Chữ thập đỏ", local},
	{"Ban Chỉ huy Quân sự,bchqs", local},
	{"Bộ Chỉ huy Quân sự", local},
	{"Bộ Chỉ huy Bộ đội Biên phòng,bộ chỉ huy bđbp", local},
	{"Cục Thuế", local},
	{"Chi cục Thuế", local},
	{"Cục Hải quan", local},
	{"Chi cục Kiểm lâm", local},
	{"Cục Thi hành án dân sự", local},
	{"Chi cục Thi hành án dân sự", local},
	{"Bảo hiểm xã hội,bhxh", local},
	{"Kho bạc Nhà nước,kbnn", local},
	{"Đài Truyền hình", local},
	{"Đài Phát thanh và Truyền hình,đài phát thanh truyền hình,đài pt th", local},
	{"Ban Quản lý dự án", local},
	{"Đoàn Đại biểu Quốc hội,đoàn đbqh", local},

	{"Quốc hội", national},
	{"Văn phòng Quốc hội", national},
	{"Ủy ban Thường vụ Quốc hội", national},
	{"Văn phòng Chính phủ,vpcp", national},
	{"Văn phòng Chủ tịch nước", national},
	{"Thanh tra Chính phủ", national},
	{"Tòa án nhân dân tối cao,tandtc,tand tối cao", national},
	{"Viện kiểm sát nhân dân tối cao,vksndtc,vksnd tối cao", national},
	{"Ngân hàng Nhà nước,nhnn,ngân hàng nhà nước việt nam", national},
	{"Kiểm toán Nhà nước,ktnn", national},
	{"Ủy ban Chứng khoán Nhà nước,ubcknn", national},
	{"Mặt trận Tổ quốc Việt Nam,mttq việt nam", national},
	{"Tổng Liên đoàn Lao động Việt Nam", national},
	{"Phòng Thương mại và Công nghiệp Việt Nam,vcci", national},
	{"Đảng Cộng sản Việt Nam,đcsvn", national},
	{"Bộ Chính trị", national},
	{"Thông tấn xã Việt Nam,ttxvn", national},
	{"Tổng cục Thống kê", national},
	{"Tổng cục Thuế", national},
	{"Tổng cục Hải quan", national},
	{"Tổng cục Du lịch", national},
	{"Tổng cục Cảnh sát", national},
	{"Cục Quản lý Dược", national},
	{"Cục An toàn thực phẩm", national},
	{"Cục Cảnh sát hình sự", national},
	{"Cục Cảnh sát giao thông", national},
	{"Cục Hàng không Việt Nam", national},
	{"Cục Hàng hải Việt Nam", national},
	{"Cục Đường bộ Việt Nam", national},
	{"Cục Đăng kiểm Việt Nam", national},
	{"Liên đoàn Bóng đá Việt Nam,vff,lđbđ việt nam,lđbđvn", national},
	{"Hội Nhà văn Việt Nam", national},
	{"Hội Nhà báo Việt Nam", national},
	{"Đài Truyền hình Việt Nam,vtv", national},
	{"Đài Tiếng nói Việt Nam,vov", national},
	{"Liên hợp quốc,liên hiệp quốc,lhq", national},
	{"Tổ chức Y tế Thế giới,who", national},
	{"Ngân hàng Thế giới", national},
	{"Liên đoàn Bóng đá Thế giới,fifa", national},
	{"Liên đoàn Bóng đá châu Á,afc", national},
	{"Liên đoàn Bóng đá châu Âu,uefa", national},
	{"Công ty cổ phần Bóng đá chuyên nghiệp Việt Nam,vpf", national},
	{"Cơ quan Năng lượng Nguyên tử Quốc tế,iaea", national},
	{"Tổ chức Thương mại Thế giới,wto", national},
	{"Quỹ Tiền tệ Quốc tế,imf", national},
	{"Ngân hàng Phát triển châu Á,adb", national},
	{"Quỹ Nhi đồng Liên hợp quốc,unicef", national},
	{"Tổ chức Giáo dục Khoa học và Văn hóa Liên hợp quốc,unesco", national},
	{"Chương trình Phát triển Liên hợp quốc,undp", national},
	{"Tổ chức Lương thực và Nông nghiệp Liên hợp quốc,fao", national},
	{"Tổ chức Hiệp ước Bắc Đại Tây Dương,nato", national},
	{"Cơ quan Hàng không và Vũ trụ Mỹ,nasa", national},
	{"Cục Điều tra Liên bang Mỹ,fbi", national},
	{"Cơ quan Tình báo Trung ương Mỹ,cia", national},
	{"Tập đoàn Điện lực Việt Nam,evn", national},
	{"Tập đoàn Bưu chính Viễn thông Việt Nam,vnpt", national},
	{"Hiệp hội Vận tải Hàng không Quốc tế,iata", national},

	{"bộ", sector},
	{"sở", sector},

	{"bệnh viện,bv", named},
	{"đại học,trường đại học,đh,trường đh,trường đhsp", named},
	{"học viện", named},
	{"trường trung học phổ thông,trường thpt", named},
	{"trường trung học cơ sở,trường thcs", named},
	{"trường tiểu học", named},
	{"trường cao đẳng,trường cđ", named},
	{"công ty,cty", named},
	{"công ty trách nhiệm hữu hạn,công ty tnhh,cty tnhh", named},
	{"công ty cổ phần,công ty cp,ctcp,cty cp", named},
	{"tổng công ty", named},
	{"tập đoàn", named},
	{"ngân hàng", named},
	{"hiệp hội", strict},
	{"tổng hội", strict},
	{"liên đoàn,lđ", strict},
	{"trung tâm", strict},
	{"viện", strict},
	{"bảo tàng", strict},
	{"nhà hát", strict},
	{"nhà xuất bản,nxb", strict},
	{"ngân hàng thương mại cổ phần,ngân hàng tmcp", named},
}

var agencyPhrases = func() []string {
	lines := make([]string, len(agencyHeads))
	for i, h := range agencyHeads {
		lines[i] = h.forms
	}
	return lines
}()

// domains are what ministries and departments are for; the first form of a line
// is the one written in full, but for its commas. ministry and department say who has them.
var domains = []struct {
	forms                string
	ministry, department bool
}{
	{"Y tế", true, true},
	{"Giáo dục và Đào tạo,Giáo dục Đào tạo,GD ĐT,GD&ĐT,GDĐT", true, true},
	{"Giao thông vận tải,GTVT", true, true},
	{"Tài nguyên và Môi trường,Tài nguyên Môi trường,TN MT,TN&MT,TNMT", true, true},
	{"Kế hoạch và Đầu tư,Kế hoạch Đầu tư,KH ĐT,KH&ĐT,KHĐT", true, true},
	{"Khoa học và Công nghệ,Khoa học Công nghệ,KH CN,KH&CN", true, true},
	{"Khoa học Công nghệ và Môi trường,KHCN&MT,KHCN MT", true, true},
	{"Nông nghiệp và Phát triển nông thôn,NN PTNT,NN&PTNT,NNPTNT", true, true},
	{"Nông nghiệp và Môi trường,NN&MT", true, true},
	{"Lao động Thương binh và Xã hội,Lao động Thương binh Xã hội,LĐ TB XH,LĐ TB&XH,LĐTB&XH,LĐTBXH,LĐTB XH", true, true},
	{"Văn hóa Thể thao và Du lịch,VH TT&DL,VHTTDL,VH TT DL,VHTT&DL", true, true},
	{"Văn hóa Thông tin,Văn hóa và Thông tin,VHTT,VH TT", true, true},
	{"Văn hóa và Thể thao", false, true},
	{"Thông tin và Truyền thông,TT TT,TT&TT,TTTT", true, true},
	{"Bưu chính Viễn thông,Bưu chính và Viễn thông,BC VT,BCVT", true, true},
	{"Tài chính", true, true},
	{"Công an", true, false},
	{"Quốc phòng", true, false},
	{"Ngoại giao", true, false},
	{"Nội vụ", true, true},
	{"Tư pháp", true, true},
	{"Xây dựng", true, true},
	{"Công Thương", true, true},
	{"Công nghiệp", true, true},
	{"Thương mại", true, true},
	{"Thương mại và Du lịch", false, true},
	{"Thủy sản", true, true},
	{"Du lịch", false, true},
	{"Thể dục thể thao,TDTT", false, true},
	{"Quy hoạch Kiến trúc,QH KT", false, true},
	{"Giao thông công chính,GTCC", false, true},
	{"Địa chính Nhà đất,Địa chính và Nhà đất", false, true},
	{"Ngoại vụ", false, true},
	{"Cảnh sát Phòng cháy chữa cháy,Cảnh sát PCCC", false, true},
}

var domainPhrases = func() phrases {
	lines := make([]string, len(domains))
	for i, d := range domains {
		lines[i] = d.forms
	}
	return newPhrases(domainTable, lines)
}()

// partyCommittees are heads that hold the kind of their place.
var partyCommittees = map[string]string{
	"tỉnh ủy": "Tỉnh ủy", "thành ủy": "Thành ủy", "huyện ủy": "Huyện ủy", "quận ủy": "Quận ủy", "thị ủy": "Thị ủy",
}

// levels of abbreviations that hold the kind of place: CATP.
var shortPolice = map[string]string{
	"catp": "thành phố", "cat": "tỉnh", "cah": "huyện", "caq": "quận", "cap": "phường", "cax": "xã",
}

// inner are small words that may stand between the head of a named agency and
// its name.
var inner = words(`cổ phần tnhh mtv cp một thành viên tư nhân liên doanh đa khoa trung ương nhi phụ sản chuyên dân lập bán công
xây dựng thương mại sản xuất đầu tư dịch vụ xuất nhập khẩu vận tải bảo hiểm du lịch máy tính phần mềm thực phẩm
dược phẩm may mặc giầy da tư vấn thiết kế kỹ thuật quốc tế tm dv sx xnk điện lực nước sạch cơ khí tỉnh thành phố quận huyện tp
bao bì nhựa thép gỗ giấy dệt quảng cáo truyền thông giải trí phát triển nhà hạ tầng môi trường đô thị viễn bất động chứng khoán thủy hải`)

// tails are small words that may stand inside and at the end of such a name.
var tails = map[string]bool{
	"đô thị": true, "môi trường": true, "hàng hải": true, "hàng không": true, "đường sắt": true, "đường thủy": true, "thủy sản": true,
	"lương thực": true, "thực phẩm": true, "công trình": true, "khoáng sản": true, "vận tải": true, "bảo hiểm": true, "kỹ thuật": true,
	"quốc dân": true, "trung ương": true, "tổng hợp": true, "quốc gia": true, "quốc tế": true, "nhân dân": true,
}
