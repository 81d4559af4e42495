package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/query"
)

// example is a query that the help page runs at a press.
type example struct{ Q, Key string }

// examples are written in words that any newspaper archive holds.
var examples = []example{
	{"giao thông đường bộ", "web.help.and"},
	{"giao thong duong bo", "web.help.unmarked"},
	{"người dân đội mũ bảo hiểm khi đi xe máy", "web.help.run"},
	{"UBND thành phố", "web.help.abbreviation"},
	{"giao thoong duwowngf booj", "web.help.telex"},
	{"=đường", "web.help.exact"},
	{`"an toàn giao thông"`, "web.help.phrase"},
	{"giao thông -tai nạn", "web.help.not"},
	{"tieude:giao thông", "web.help.field"},
	{"tu:2020 den:2021 giao thông", "web.help.period"},
	{"tiền:>100tr giao thông", "figure.help.short"},
}

type helpView struct {
	Examples  []exampleView
	Operators []operatorView // the whole language, from its own table
	Figures   []figureKindView
	Fields    []fieldView
}

type operatorView struct {
	Forms   []string
	Key     string
	Example exampleView
}

// fieldView is a field's label key and the names that may be typed before a colon.
type fieldView struct {
	Key   string
	Names []string
}

type exampleView struct {
	example
	Href string
}

func (s *Server) help(_ *fiber.Ctx, sh *shell) (any, error) {
	sh.State = State{Lang: knownLang(sh.query.Get(langParam))}
	sh.Title = sh.T("web.help.title")
	v := &helpView{}
	for _, e := range examples {
		st := sh.State
		st.Request.Q = e.Q
		v.Examples = append(v.Examples, exampleView{e, st.Search()})
	}
	for _, o := range query.Operators {
		st := sh.State
		st.Request.Q = o.Example
		v.Operators = append(v.Operators, operatorView{o.Forms, "operator." + o.Code, exampleView{example{Q: o.Example}, st.Search()}})
	}
	v.Figures = figureKinds(sh.State)
	for _, f := range index.Fields {
		v.Fields = append(v.Fields, fieldView{"field." + f.Name, append(slices.Clone(f.Aliases), f.Name)})
	}
	return v, nil
}
