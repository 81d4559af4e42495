package query

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// FigureKind is one row of what numbers can be asked for: the names before the
// colon, the units, and the things that are counted. Its label is locale key
// "figure."+Name.
type FigureKind struct {
	Name    string
	Forms   []string // beside Name; the first one is printed
	Example string   // a query that can be run
	Units   []FigureUnit
	Things  []string // what is counted, where the text has no unit of measure
	Prices  bool     // a number for each of something is of the kind too: đồng/kg
}

// FigureUnit is a unit as articles have it. Numbers of units that are counted in
// one can be compared.
type FigureUnit struct {
	Name  string
	Forms []string // as typed, beside Name
	Times float64  // how much of In it is; 0 for a unit that is counted in itself
	In    string   // name of the unit that it is counted in
}

// Figures lists the kinds. The first unit of a kind is taken where none is typed;
// amounts are printed in the first one of which there is a whole.
var Figures = []FigureKind{
	{Name: "money", Forms: []string{"tiền", "tien", "sốtiền", "sotien"}, Example: `tiền:>100tr`, Prices: true, Units: []FigureUnit{
		{Name: "đồng", Forms: []string{"đ", "dong", "d", "vnđ", "vnd", "đồng việt nam"}},
		{Name: "USD", Forms: []string{"đô la", "đôla", "đô", "do la", "dola", "đô la mỹ", "dollar", "dollars", "$"}},
		{Name: "EUR", Forms: []string{"euro", "euros", "€"}},
		{Name: "bảng Anh", Forms: []string{"bảng", "bang anh", "gbp", "£"}},
		{Name: "yên", Forms: []string{"yen", "yên nhật", "jpy", "¥"}},
		{Name: "nhân dân tệ", Forms: []string{"nhan dan te", "tệ", "ndt", "cny"}},
		{Name: "won", Forms: []string{"krw"}},
		{Name: "baht", Forms: []string{"thb"}},
		{Name: "rúp", Forms: []string{"rup", "rub"}},
	}},
	{Name: "people", Forms: []string{"người", "nguoi", "sốngười", "songuoi"}, Example: `người:>1000`, Units: []FigureUnit{
		{Name: "người", Forms: []string{"nguoi", "people"}},
	}, Things: []string{
		"người", "người dân", "dân", "nhân khẩu", "trẻ", "trẻ em", "cháu", "bé", "em học sinh", "phụ nữ", "nam", "nữ", "nam giới",
		"học sinh", "sinh viên", "giáo viên", "giảng viên", "thí sinh", "học viên", "nghiên cứu sinh", "tân sinh viên", "thầy cô giáo", "thầy cô",
		"cán bộ", "cán bộ chiến sĩ", "chiến sĩ", "công nhân", "lao động", "người lao động", "nhân viên", "công nhân viên", "đảng viên", "đoàn viên",
		"hội viên", "đại biểu", "chuyên gia", "kỹ sư", "bác sĩ", "y tá", "bệnh nhân", "nạn nhân", "tù nhân", "bị cáo", "bị can",
		"đối tượng", "nghi can", "nhân chứng", "binh sĩ", "binh lính", "binh lính mỹ", "lính", "người lính", "cảnh sát", "phóng viên", "nhà báo",
		"hành khách", "du khách", "khách du lịch", "khách", "tình nguyện viên", "cử tri", "vận động viên", "cầu thủ", "trọng tài", "khán giả",
		"diễn viên", "nghệ sĩ", "ca sĩ", "nhạc sĩ", "nông dân", "ngư dân", "thương binh", "liệt sĩ", "con tin", "tay súng", "thầy thuốc",
	}},
	{Name: "households", Forms: []string{"hộ", "ho", "sốhộ", "soho"}, Example: `hộ:>200`, Units: []FigureUnit{
		{Name: "hộ", Forms: []string{"ho", "households"}},
	}, Things: []string{"hộ", "hộ dân", "hộ gia đình", "gia đình"}},
	{Name: "percent", Forms: []string{"phầntrăm", "phantram", "tỷlệ", "tỉlệ", "tyle"}, Example: `phần trăm:>50`, Prices: true, Units: []FigureUnit{
		{Name: "%", Forms: []string{"phần trăm", "phan tram", "percent"}},
	}},
	{Name: "area", Forms: []string{"diệntích", "dientich"}, Example: `diện tích:>10ha`, Units: []FigureUnit{
		{Name: "ha", Forms: []string{"héc ta", "hecta", "hec ta"}, Times: 1e4, In: "m2"},
		{Name: "m2", Forms: []string{"m²", "mét vuông", "met vuong"}},
		{Name: "km2", Forms: []string{"km²", "km vuông"}, Times: 1e6, In: "m2"},
	}},
	{Name: "length", Forms: []string{"dài", "dai", "chiềudài", "chieudai", "khoảngcách", "khoangcach"}, Example: `dài:10km..50km`, Units: []FigureUnit{
		{Name: "km", Forms: []string{"cây số"}, Times: 1e3, In: "m"},
		{Name: "m", Forms: []string{"mét", "met"}},
		{Name: "cm", Times: 1e-2, In: "m"},
		{Name: "mm", Times: 1e-3, In: "m"},
		{Name: "hải lý", Forms: []string{"hai ly"}, Times: 1852, In: "m"},
	}},
	{Name: "weight", Forms: []string{"nặng", "nang", "khốilượng", "khoiluong"}, Example: `nặng:>5 tấn`, Units: []FigureUnit{
		{Name: "tấn", Forms: []string{"tan"}, Times: 1e3, In: "kg"},
		{Name: "kg", Forms: []string{"ký", "kí", "cân", "kilogram"}},
		{Name: "g", Forms: []string{"gam", "gram", "gr"}, Times: 1e-3, In: "kg"},
		{Name: "mg", Times: 1e-6, In: "kg"},
		{Name: "tạ", Forms: []string{"ta"}, Times: 1e2, In: "kg"},
	}},
	{Name: "volume", Forms: []string{"thểtích", "thetich", "dungtích", "dungtich"}, Example: `dung tích:>100 lít`, Units: []FigureUnit{
		{Name: "m3", Forms: []string{"m³", "mét khối", "met khoi"}, Times: 1e3, In: "lít"},
		{Name: "lít", Forms: []string{"lit", "l"}},
		{Name: "ml", Times: 1e-3, In: "lít"},
	}},
	{Name: "age", Forms: []string{"tuổi", "tuoi", "độtuổi", "dotuoi"}, Example: `tuổi:>=100`, Units: []FigureUnit{
		{Name: "tuổi", Forms: []string{"tuoi"}},
	}},
	{Name: "temperature", Forms: []string{"nhiệtđộ", "nhietdo"}, Example: `nhiệt độ:>=40`, Units: []FigureUnit{
		{Name: "°C", Forms: []string{"độ", "độ c", "do c", "do", "c"}},
	}},
	{Name: "vehicles", Forms: []string{"xe", "sốxe", "soxe"}, Example: `xe:>100`, Units: []FigureUnit{
		{Name: "xe", Forms: []string{"chiếc", "chiếc xe"}},
	}, Things: []string{"xe", "xe máy", "xe buýt", "xe tải", "ô tô"}},
}

// FigureKindNamed finds a kind by its Name.
func FigureKindNamed(name string) (*FigureKind, bool) {
	for i := range Figures {
		if Figures[i].Name == name {
			return &Figures[i], true
		}
	}
	return nil, false
}

// figureNamed finds the kind of a name before a colon; name is in NFC.
func figureNamed(name string) *FigureKind {
	name = strings.ToLower(norm.NFC.String(name))
	for i := range Figures {
		k := &Figures[i]
		if k.Name == name {
			return k
		}
		for _, form := range k.Forms {
			if form == name {
				return k
			}
		}
	}
	return nil
}

// unit finds a unit by what is typed, in small letters.
func (k *FigureKind) unit(typed string) *FigureUnit {
	for i := range k.Units {
		u := &k.Units[i]
		if strings.ToLower(u.Name) == typed {
			return u
		}
		for _, form := range u.Forms {
			if form == typed {
				return u
			}
		}
	}
	return nil
}

// base gives the unit that u is counted in.
func (u *FigureUnit) base() string {
	if u.In == "" {
		return u.Name
	}
	return u.In
}

// in gives a number of u in the unit that it is counted in.
func (u *FigureUnit) in(v float64) float64 {
	if u.Times == 0 {
		return decimal(v)
	}
	return decimal(v * u.Times)
}

// decimal rounds to the fifteen places that a float64 keeps of any decimal number,
// so that a number is the same whichever unit it was reckoned from.
func decimal(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64) // in range, as it was written
	return v
}

// measured is where numbers of a unit belong.
type measured struct {
	kind *FigureKind
	unit *FigureUnit
}

// unitsMeasured and thingsCounted say of what kind an article's figures are.
var unitsMeasured, thingsCounted = func() (units, things map[string]measured) {
	units, things = map[string]measured{}, map[string]measured{}
	for i := range Figures {
		k := &Figures[i]
		for _, t := range k.Things {
			things[t] = measured{k, &k.Units[0]}
		}
		if k.Things != nil {
			continue
		}
		for j := range k.Units {
			units[k.Units[j].Name] = measured{k, &k.Units[j]}
		}
	}
	return units, things
}()

// Measured says of what kind a number is that an article tells with a unit or the
// thing counted, and gives it in the unit that its kind is compared in; false where
// it is of no kind. The text of its unit may name what it is for, as in đồng/kg.
func Measured(unit, thing string, value float64) (kind, in string, v float64, ok bool) {
	m, ok := unitsMeasured[unit]
	if !ok {
		first, _, per := strings.Cut(unit, "/")
		if m, ok = unitsMeasured[first]; !ok || !per || !m.kind.Prices {
			m, ok = thingsCounted[thing]
		}
	}
	if !ok || !(value >= 0) {
		return "", "", 0, false
	}
	if v = m.unit.in(value); v > MaxFigure {
		return "", "", 0, false
	}
	return m.kind.Name, m.unit.base(), v, true
}
