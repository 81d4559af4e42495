package web

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/export"
)

// apiCall is one call of the API. The document, the page about it and its test
// all read this table; its text is locale key "web.api."+Name.
type apiCall struct {
	Name    string
	Path    string // with {id} for a path parameter
	Params  []string
	Answer  any    // a value of the type of its JSON answer, nil for a file
	Media   string // of the answer
	Example string // an address that works in any archive, "" when there is none
}

// apiStatsAnswer is the answer of /api/v1/stats.
type apiStatsAnswer struct {
	Stats
	Index index.State `json:"index"`
}

// apiSuggested is the answer of /goi-y.
type apiSuggested struct {
	Items []suggestion `json:"items"`
}

const mediaJSON = "application/json"

var apiCalls = []apiCall{
	{"search", "/api/v1/search", []string{"q", "filter", "literal", "sort", "size", "offset", "cursor", "facet", "top", "lang"}, apiFound{}, mediaJSON, "/api/v1/search?q=giao+thong&facet=site&size=5"},
	{"article", "/api/v1/articles/{id}", []string{"id"}, index.Article{}, mediaJSON, ""},
	{"timeline", "/api/v1/timeline", []string{"q", "compare", "step", "filter", "literal", "lang"}, Timeline{}, mediaJSON, "/api/v1/timeline?q=giao+thong&compare=duong"},
	{"export", "/api/v1/export", []string{"q", "filter", "literal", "sort", "format", "column", "lang"}, nil, "application/octet-stream", "/api/v1/export?q=giao+thong&format=csv"},
	{"stats", "/api/v1/stats", nil, apiStatsAnswer{}, mediaJSON, "/api/v1/stats"},
	{"suggest", "/goi-y", []string{"q"}, apiSuggested{}, mediaJSON, "/goi-y?q=giao"},
	{"openapi", "/api/v1/openapi.json", []string{"lang"}, nil, mediaJSON, "/api/v1/openapi.json"},
}

// apiParam is a parameter; its text is locale key "web.api.param."+name.
type apiParam struct {
	kind  string
	many  bool // may stand several times
	enum  []string
	most  int
	start int // default
}

// apiParamOf describes a parameter.
func apiParamOf(name string) apiParam {
	switch name {
	case "filter", "literal":
		return apiParam{kind: "string", many: true}
	case "facet":
		return apiParam{kind: "string", many: true, enum: index.FacetNames()}
	case "sort":
		return apiParam{kind: "string", enum: []string{string(index.Relevance), string(index.Newest), string(index.Oldest)}}
	case "size":
		return apiParam{kind: "integer", most: index.MaxSize, start: index.DefaultSize}
	case "offset", "top":
		return apiParam{kind: "integer", most: index.MaxDepth}
	case "step":
		return apiParam{kind: "string", enum: []string{"year", "month"}}
	case "lang":
		return apiParam{kind: "string", enum: []string{"vi", "en"}}
	case "format":
		var names []string
		for _, f := range export.Formats {
			names = append(names, f.Name)
		}
		return apiParam{kind: "string", enum: names}
	case "column":
		var names []string
		for _, c := range export.Columns {
			names = append(names, c.Name)
		}
		return apiParam{kind: "string", many: true, enum: names}
	}
	return apiParam{kind: "string"}
}

type object = map[string]any

func (s *Server) openAPI(c *fiber.Ctx) error {
	sh := s.shell(c)
	sh.p = s.deps.Locale.In(programLang(c))
	return c.JSON(openAPIOf(sh, s.deps.SiteURL, s.deps.Version))
}

// openAPIOf writes the table as an OpenAPI 3.1 document.
func openAPIOf(sh *shell, base, version string) object {
	schemas, paths := object{}, object{}
	problem := object{"description": sh.T("web.api.problem"), "content": object{"application/problem+json": object{"schema": schemaOf(reflect.TypeFor[Problem](), schemas)}}}
	for _, call := range apiCalls {
		params := []object{}
		for _, name := range call.Params {
			params = append(params, paramObject(sh, call, name))
		}
		answer := object{"schema": object{"type": "object"}}
		if call.Answer != nil {
			answer = object{"schema": schemaOf(reflect.TypeOf(call.Answer), schemas)}
		} else if call.Media != mediaJSON {
			answer = object{"schema": object{"type": "string", "format": "binary"}}
		}
		paths[call.Path] = object{"get": object{
			"operationId": call.Name, "summary": sh.T("web.api." + call.Name), "parameters": params,
			"responses": object{
				"200":     object{"description": sh.T("web.api." + call.Name), "content": object{call.Media: answer}},
				"default": problem,
			},
		}}
	}
	return object{
		"openapi":    "3.1.0",
		"info":       object{"title": "Kho Báo", "version": cmp.Or(version, "0"), "description": sh.T("web.help.api")},
		"servers":    []object{{"url": base}},
		"paths":      paths,
		"components": object{"schemas": schemas},
	}
}

func paramObject(sh *shell, call apiCall, name string) object {
	p := apiParamOf(name)
	schema := object{"type": p.kind}
	if len(p.enum) > 0 {
		schema["enum"] = p.enum
	}
	if p.most > 0 {
		schema["minimum"], schema["maximum"], schema["default"] = 0, p.most, p.start
	}
	if p.many {
		schema = object{"type": "array", "items": schema}
	}
	in := "query"
	if strings.Contains(call.Path, "{"+name+"}") {
		in = "path"
	}
	return object{"name": name, "in": in, "required": in == "path", "description": sh.T("web.api.param." + name), "schema": schema}
}

// schemaOf describes how a type is written as JSON; structs get a schema of
// their own under their name.
func schemaOf(t reflect.Type, schemas object) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[index.Date]():
		return object{"type": []string{"string", "null"}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), schemas)
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem(), schemas)}
	case reflect.Array:
		return object{"type": "array", "items": schemaOf(t.Elem(), schemas), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": schemaOf(t.Elem(), schemas)}
	case reflect.Struct:
		name := strings.TrimPrefix(t.Name(), "api")
		if _, known := schemas[name]; !known {
			out := object{"type": "object", "additionalProperties": false}
			schemas[name] = out
			properties, required := object{}, []string{}
			properties, required = fieldsOf(t, schemas, properties, required)
			slices.Sort(required)
			out["properties"], out["required"] = properties, required
		}
		return object{"$ref": "#/components/schemas/" + name}
	}
	return object{"type": "integer"}
}

func fieldsOf(t reflect.Type, schemas, properties object, required []string) (object, []string) {
	for f := range t.Fields() {
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous && tag == "":
			properties, required = fieldsOf(f.Type, schemas, properties, required)
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		properties[name] = schemaOf(f.Type, schemas)
		if !strings.Contains(options, "omit") {
			required = append(required, name)
		}
	}
	return properties, required
}

// apiView is the data of the page about the API.
type apiView struct{ Calls []apiCallView }

type apiCallView struct {
	apiCall
	Params []apiParamView
}

type apiParamView struct {
	Name string
	Many bool
	Enum []string
}

func (s *Server) apiPage(_ *fiber.Ctx, sh *shell) (any, error) {
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, "API"
	v := &apiView{}
	for _, call := range apiCalls {
		out := apiCallView{apiCall: call}
		for _, name := range call.Params {
			p := apiParamOf(name)
			out.Params = append(out.Params, apiParamView{name, p.many, p.enum})
		}
		v.Calls = append(v.Calls, out)
	}
	return v, nil
}
