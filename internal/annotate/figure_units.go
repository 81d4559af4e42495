package annotate

// kindOf says what a word behind a number is.
type kindOf uint8

const (
	magnitude  kindOf = iota // multiplies
	money                    //
	measured                 // of size, weight, share
	duration                 // also a part of dates: exact rules for each
	classifier               // the thing counted may follow
	thing                    // is itself what is counted
)

// measures are the words that make a number a figure, in all their forms. The
// name is the unit; that of a classifier and a thing is the word found.
var measures = []struct {
	forms string
	name  string
	kind  kindOf
	times float64
}{
	{"trăm", "", magnitude, 1e2},
	{"nghìn,ngàn", "", magnitude, 1e3},
	{"vạn", "", magnitude, 1e4},
	{"triệu,tr", "", magnitude, 1e6},
	{"tỷ,tỉ", "", magnitude, 1e9},

	{"đồng,đ,vnđ,vnd,đồng việt nam", "đồng", money, 1},
	{"usd,đô la,đôla,đô la mỹ", "USD", money, 1},
	{"eur,euro,ơ rô", "EUR", money, 1},
	{"bảng anh,bảng", "bảng Anh", money, 1},
	{"yên,yên nhật,jpy", "yên", money, 1},
	{"nhân dân tệ,ndt", "nhân dân tệ", money, 1},
	{"won", "won", money, 1},
	{"baht", "baht", money, 1},
	{"rúp,rub", "rúp", money, 1},

	{"phần trăm", "%", measured, 1},
	{"điểm phần trăm", "điểm %", measured, 1},
	{"ha,héc ta,hecta,hécta", "ha", measured, 1},
	{"m2,mét vuông,m vuông", "m2", measured, 1},
	{"km2,km vuông,ki lô mét vuông", "km2", measured, 1},
	{"m3,mét khối,m khối", "m3", measured, 1},
	{"m,mét", "m", measured, 1},
	{"km,cây số,ki lô mét,kilômét", "km", measured, 1},
	{"cm,xăng ti mét", "cm", measured, 1},
	{"mm", "mm", measured, 1},
	{"hải lý", "hải lý", measured, 1},
	{"kg,ki lô gam,kilôgam,kilogram", "kg", measured, 1},
	{"g,gam,gram,gr", "g", measured, 1},
	{"mg", "mg", measured, 1},
	{"tấn", "tấn", measured, 1},
	{"tạ", "tạ", measured, 1},
	{"lít", "lít", measured, 1},
	{"ml", "ml", measured, 1},
	{"kw", "kW", measured, 1},
	{"mw", "MW", measured, 1},
	{"kwh", "kWh", measured, 1},
	{"độ c", "°C", measured, 1},
	{"lượng vàng", "lượng vàng", measured, 1},
	{"cây vàng", "lượng vàng", measured, 1},
	{"chỉ vàng", "chỉ vàng", measured, 1},
	{"thùng dầu", "thùng dầu", measured, 1},
	{"tuổi", "tuổi", measured, 1},
	{"tháng tuổi", "tháng tuổi", measured, 1},
	{"w", "W", measured, 1},

	{"giây", "giây", duration, 1},
	{"phút", "phút", duration, 1},
	{"tiếng đồng hồ", "giờ", duration, 1},
	{"ngày", "ngày", duration, 1},
	{"ngày đêm", "ngày", duration, 1},
	{"tuần,tuần lễ", "tuần", duration, 1},
	{"tháng", "tháng", duration, 1},
	{"năm", "năm", duration, 1},
	{"thế kỷ", "thế kỷ", duration, 1},

	{"lượt,bộ,chiếc,cái,con,cây,căn,ngôi,tòa,quyển,cuốn,bức,tấm,tờ,thùng,bao,kiện,gói,hộp,chai,lon,viên,liều,suất,ca," +
		"vụ,mũi,chuyến,đợt,cặp,đôi,bản,hạng mục,trường hợp,loại,hạt,nắm,nhát,trái,quả,cơn,khu,ngọn,gốc,tên,củ,lá,cành,miếng,lát,mảnh,đàn,khẩu,phát,cú,mẻ,thìa,muỗng,chén,lọ," +
		"ống,tuýp,túi,hũ,bữa,tiết,nhánh,thanh,que,kẻ,băng,ổ,lô hàng,chồng,xấp,sợi,tập,thửa,khoản", "", classifier, 1},

	{"người,người dân,nhân khẩu,hộ,hộ dân,hộ gia đình,gia đình,dân,trẻ,trẻ em,cháu,em học sinh,phụ nữ,nam,nữ,nam giới," +
		"học sinh,sinh viên,giáo viên,giảng viên,thí sinh,học viên,nghiên cứu sinh,tân sinh viên,thầy cô giáo,thầy cô", "", thing, 1},
	{"cán bộ,cán bộ chiến sĩ,chiến sĩ,công nhân,lao động,người lao động,nhân viên,công nhân viên,đảng viên,đoàn viên,hội viên," +
		"thành viên,đại biểu,chuyên gia,kỹ sư,bác sĩ,y tá,bệnh nhân,nạn nhân,tù nhân,bị cáo,bị can,đối tượng,nghi can,nhân chứng," +
		"binh sĩ,binh lính,lính,cảnh sát,phóng viên,nhà báo,hành khách,du khách,khách du lịch,khách,tình nguyện viên,cử tri," +
		"vận động viên,cầu thủ,trọng tài,khán giả,diễn viên,nghệ sĩ,ca sĩ,nông dân,ngư dân,thương binh,liệt sĩ,cổ đông,nhà đầu tư", "", thing, 1},
	{"phường,xã,thị trấn,quận,huyện,thị xã,thành phố,tỉnh,tỉnh thành,tỉnh thành phố,quận huyện,phường xã,xã phường,thôn,ấp," +
		"khu dân cư,khu phố,tổ dân phố,nước,quốc gia,vùng,khu vực,địa phương,địa điểm,điểm", "", thing, 1},
	{"trường,trường học,lớp học,phòng học,bệnh viện,cơ sở,cơ quan,đơn vị,doanh nghiệp,công ty,tập đoàn,ngân hàng,cửa hàng," +
		"nhà hàng,khách sạn,siêu thị,chợ,nhà máy,xí nghiệp,hợp tác xã,trang trại,khu công nghiệp,trung tâm,chi nhánh,đại lý," +
		"văn phòng,tổ chức,câu lạc bộ,đội bóng,đội,hãng", "", thing, 1},
	{"bé,cơn bão,trận lũ,bãi,trụ cột,van,set,bãi xe,bãi đỗ xe,làng nghề,nhà thầu,gói thầu,ca sĩ,nhạc sĩ,tác giả,bạn đọc,thầy thuốc,người lính,tay súng,con tin," +
		"thương vong,binh lính mỹ,bàn thua,quả phạt đền,thẻ đỏ,thẻ vàng,bệnh ung thư,mô hình,bài thi,câu hỏi,chuyên đề,hội thảo,ngành,ngành học,chỉ tiêu," +
		"nguyện vọng,điều kiện,nguyên nhân,lý do,bước,giai đoạn,phương án,kịch bản,nội dung,hạng mục công trình", "", thing, 1},
	{"dự án,công trình,chương trình,đề tài,hợp đồng,giải pháp,nhiệm vụ,tiêu chí,mục tiêu,kiến nghị,ý kiến,văn bản,hồ sơ," +
		"giấy phép,chứng chỉ,tài liệu,tác phẩm,bài viết,bài báo,bài hát,ca khúc,bộ phim,phim,đầu sách,sản phẩm,mặt hàng,mẫu," +
		"giải thưởng,huy chương,huy chương vàng,huy chương bạc,huy chương đồng,phiếu,phiếu bầu,ghế,môn,môn học,bệnh,đĩa,chỗ,chỗ ngồi,phần quà,suất quà,suất học bổng,học bổng", "", thing, 1},
	{"xe,xe máy,xe buýt,xe tải,ôtô,ô tô,máy bay,tàu,tàu cá,thuyền,toa,nhà,căn nhà,nhà ở,căn hộ,phòng,tầng,giường,giường bệnh," +
		"cầu,cống,trạm,giếng,máy,máy tính,điện thoại,thuê bao,tài khoản,khẩu súng,viên đạn,tên lửa", "", thing, 1},
	{"gia súc,gia cầm,con lợn,trâu bò,gà,vịt,cổ phiếu,cổ phần,trái phiếu,giao dịch,lần,trận,trận đấu,bàn thắng,bàn,hiệp," +
		"vụ án,vụ việc,vụ tai nạn,tai nạn,vụ cháy,ca nhiễm,ca tử vong,ca mắc,ca bệnh,lượt người,lượt khách,lượt xem", "", thing, 1},
}

var measurePhrases = func() []string {
	lines := make([]string, len(measures))
	for i, m := range measures {
		lines[i] = m.forms
	}
	return lines
}()

// ordinalHeads are words behind which a plain number names one thing rather
// than counts many.
var ordinalHeads = words(`số thứ ngày mùng mồng tháng năm quý điều khoản mục chương trang lớp khối quận phường tổ khóa kỳ
đường phố lộ phòng tầng nhà cấp hạng hồi tập phần lô thửa đội nhóm ngõ ngách hẻm kiệt tuyến vòng khu ấp thôn mã loại
top kênh cụm bảng giờ phút ga bến cầu đảo lần chặng giai lúc kilômét km thập niên tuổi vào thế xóm sư đoàn quân`)

// approximate are words before a number that belong to the figure.
var approximate = words(`hơn gần khoảng trên dưới chừng xấp`)

// notThings are words that name nothing behind a classifier.
var notThings = words(`bị đã được là và của cho có trong ở tại với không này đó mới nữa khác trên để từ đến tới ra vào như
thì mà sẽ đang phải cũng vừa bằng do theo một hai ba mỗi trước sau đầu qua về lên xuống rồi hay hoặc nhưng còn chỉ`)
