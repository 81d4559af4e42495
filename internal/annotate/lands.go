package annotate

import "strings"

// landNames are countries as papers call them.
var landNames = strings.Split("mỹ,hoa kỳ,anh,pháp,đức,nga,nhật,nhật bản,hàn quốc,trung quốc,thái lan,lào,campuchia,cam-pu-chia,singapore,malaysia,"+
	"indonesia,philippines,myanmar,brunei,đông timor,ấn độ,pakistan,bangladesh,sri lanka,nepal,afghanistan,iran,iraq,israel,palestine,libăng,liban,"+
	"syria,jordan,arập xêút,ả rập xê út,kuwait,qatar,yemen,oman,thổ nhĩ kỳ,ai cập,libya,tunisia,algeria,morocco,sudan,somalia,kenya,ethiopia,"+
	"nigeria,ghana,nam phi,zimbabwe,congo,ý,italia,italy,tây ban nha,bồ đào nha,hà lan,bỉ,thụy sĩ,thụy điển,na uy,đan mạch,phần lan,áo,"+
	"ba lan,séc,cộng hòa séc,slovakia,hungary,romania,bulgaria,hy lạp,ukraine,ukraina,belarus,gruzia,serbia,croatia,ireland,iceland,canada,mexico,"+
	"cuba,brazil,argentina,chile,peru,colombia,venezuela,bolivia,ecuador,uruguay,paraguay,úc,australia,new zealand,triều tiên,cộng hòa dân chủ nhân dân triều tiên,"+
	"đài loan,mông cổ,kazakhstan,uzbekistan,lithuania,latvia,estonia,eu", ",")

// landPhrases finds a country in a text.
var landPhrases = newPhrases(landTable, landNames)

// lands are the countries whose name is one word.
var lands = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range landNames {
		if !strings.Contains(name, " ") {
			m[name] = true
		}
	}
	return m
}()
