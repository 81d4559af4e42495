package annotate

import "strings"

// The kinds of title: what may stand behind each.
const (
	personal = iota // a given name alone may follow: ông Hải
	rank            // only a full name, or a known one
	office          // also behind the name of its agency: Chủ tịch UBND quận Lê Chân Nguyễn Văn A
)

// personTitles are the words before names, by kind.
var personTitles = []string{
	"ông,bà,anh,chị,cô,chú,bác,cụ,thầy,đồng chí,đ/c,em,cháu,bé,vợ chồng anh,vợ chồng chị,vợ chồng ông,mr,ms",
	"luật sư,ls,bác sĩ,bs,tiến sĩ,ts,pgs.ts,pgs,gs,gs.ts,gs.tskh,tskh,giáo sư,phó giáo sư,thạc sĩ,ths,kỹ sư,ks,kts,kiến trúc sư," +
		"dược sĩ,nhà báo,nhà văn,nhà thơ,nhà nghiên cứu,nhà giáo,nhạc sĩ,ca sĩ,nghệ sĩ,nsnd,nsưt,diễn viên,đạo diễn,họa sĩ," +
		"nhiếp ảnh gia,người mẫu,hoa hậu,á hậu,mc,huấn luyện viên,hlv,cầu thủ,tiền đạo,tiền vệ,hậu vệ,thủ môn,trung vệ,vđv,vận động viên," +
		"kỳ thủ,võ sĩ,trọng tài,thiếu úy,trung úy,thượng úy,đại úy,thiếu tá,trung tá,thượng tá,đại tá,thiếu tướng,trung tướng," +
		"thượng tướng,đại tướng,chuẩn tướng,bị cáo,bị can,nghi can,đối tượng,nghi phạm,nạn nhân,học sinh,sinh viên,nữ sinh,thí sinh," +
		"phóng viên,biên tập viên,thẩm phán,kiểm sát viên,điều tra viên,doanh nhân,y sĩ,y tá,điều dưỡng,liệt sĩ,thương binh,lái xe,tài xế," +
		"giáo viên,hội thẩm,linh mục,thượng tọa,hòa thượng,đại đức,nghệ nhân,tác giả,cựu chiến binh,gs ts,pgs ts",
	"bí thư,phó bí thư,tổng bí thư,chủ tịch,phó chủ tịch,chủ tịch nước,phó chủ tịch nước,thủ tướng,phó thủ tướng,bộ trưởng,thứ trưởng," +
		"giám đốc,phó giám đốc,tổng giám đốc,phó tổng giám đốc,hiệu trưởng,phó hiệu trưởng,trưởng phòng,phó phòng,phó trưởng phòng,trưởng ban," +
		"phó ban,phó trưởng ban,trưởng khoa,phó khoa,viện trưởng,viện phó,phó viện trưởng,vụ trưởng,vụ phó,cục trưởng,cục phó,phó cục trưởng," +
		"tổng cục trưởng,chi cục trưởng,chánh án,phó chánh án,chánh văn phòng,phó văn phòng,chánh thanh tra,trưởng công an,phó công an,đội trưởng," +
		"đội phó,tổ trưởng,trưởng thôn,đại biểu,tổng thống,đại sứ,ngoại trưởng,tổng biên tập,phó tổng biên tập,tổng thư ký,thư ký," +
		"chủ nhiệm,phó chủ nhiệm,ủy viên,tư lệnh,chính ủy,kế toán trưởng,thủ quỹ,thống đốc,tỉnh trưởng,thị trưởng",
}

// lastOfTitle are the last words of titles of people, behind which the name of a
// place is a person: ca sĩ Hà Giang.
var lastOfTitle = func() map[string]bool {
	m := map[string]bool{}
	for _, line := range personTitles[:office] {
		for title := range strings.SplitSeq(line, ",") {
			m[title[strings.LastIndexByte(title, ' ')+1:]] = true
		}
	}
	for _, plain := range []string{"sinh", "viên", "binh", "xe", "nhân", "tá", "cáo", "can", "tượng", "giáo"} {
		delete(m, plain) // also the ends of other words
	}
	return m
}()

// surnames begin names of people.
var surnames = words(`nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lâm phùng mai trịnh đoàn trương
hà tạ thái lương tô châu cao chu tăng quách thạch la lưu vương triệu khổng tống nghiêm doãn giang quan diệp kiều lục mạc ninh ông âu
bạch bành cù cung đàm đồng hàn hứa khúc kim lại lữ mã nhâm nông phí quản sầm thân thi tiêu tôn trà tưởng ung văn vi viên
lò vàng giàng sùng thào lầu cầm tòng quàng bế ma lường cà hoàng đậu đới cấn khuất ngụy sử từ tiết tào trình hầu hạ thiều phương nhan bàn
chử cái vừ điểu siu rơ ksor rmah kpă y h'`)

// family are the surnames that are little else.
var family = words(`nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ ngô dương đinh trịnh đoàn trương hoàng lưu`)

// streets are words behind which a name of a person is that of something else.
var streets = words(`đường phố ngõ hẻm cầu trường thpt thcs hồ chợ phường xã quận huyện giải quỹ công viên tượng đài rạp sân
khu lộ tuyến ngách quảng trường tên tiểu học viện bảo tàng đền chùa tàu`)

// notGiven are words that are seldom a given name at the beginning of a
// sentence.
var notGiven = words(`năm bảy hai ba tư sáu tám chín một tiền tháng khi theo trong vì nên do để tại từ đến ngày sau trước trên dưới
hiện nếu như việc mỗi các những nhiều có không cùng với và thì mà là cả chỉ còn đây đó này tuy bởi ngoài qua hồi sáng chiều
trưa tối đêm công an bình hòa đông nam bắc tây phong trung thành mới lớn chính giá dân nước sao thanh đức anh mỹ nhật
thái pháp hà việt tin luật văn thủy kim ngọc vàng bạc phương linh tâm chí dũng minh thu xuân hạ long sơn giang trường
đoàn hội quốc nhân`)

// countries and the first words of clubs look like names of people, or stand
// before one.
var countries = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq("thái lan,hà lan,hàn quốc,trung quốc,đài loan,la mã,đông nam,tây ban,bồ đào,ba lan,phần lan,ai cập,triều tiên,"+
		"real,manchester,inter,bayern,atletico,sporting,newcastle,"+
		"iraq,iran,ukraine,israel,indonesia,malaysia,singapore,philippines,myanmar,campuchia,bolivia,brazil,argentina,australia,canada,"+
		"venezuela,syria,pakistan,afghanistan,colombia,mexico,peru,chile,cuba,libya,italia,italy,palestine,serbia,uzbekistan,sudan,kenya,"+
		"ecuador,belarus,georgia,hungary,romania,bulgaria,liban,yemen,qatar,lebanon,kazakhstan", ",") {
		m[name] = true
	}
	return m
}()
