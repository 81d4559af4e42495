package web

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/diff"
	"khobao/internal/export"
)

// apiCall is one call of the API. The document, the page about it and its test
// all read this table; its text is locale key "web.api."+Name.
type apiCall struct {
	Name    string
	Path    string   // with {id} for a path parameter
	Params  []string // "cdx.sort" is a parameter "sort" that means something else than in searches
	Answer  any      // a value of the type of its JSON answer, nil for a file
	Media   string   // of the answer
	Example string   // an address that works in any archive, "" when there is none
	Method  string   // "" is GET
	Body    string   // media type of what is sent, "" when nothing is
}

// method is the call's method.
func (c apiCall) method() string { return cmp.Or(c.Method, "GET") }

// Verb is the call's method, as it is shown.
func (c apiCall) Verb() string { return c.method() }

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
	{Name: "search", Path: "/api/v1/search", Params: []string{"q", "filter", "literal", "sort", "size", "offset", "cursor", "facet", "top", "fold", "lang"}, Answer: apiFound{}, Media: mediaJSON, Example: "/api/v1/search?q=giao+thong&facet=site&size=5"},
	{Name: "article", Path: "/api/v1/articles/{id}", Params: []string{"id", "version", "lang"}, Answer: index.Article{}, Media: mediaJSON},
	{Name: "versions", Path: "/api/v1/articles/{id}/versions", Params: []string{"id"}, Answer: apiVersions{}, Media: mediaJSON},
	{Name: "diff", Path: "/api/v1/articles/{id}/diff", Params: []string{"id", "from", "to", "other", "lang"}, Answer: diff.Diff{}, Media: mediaJSON},
	{Name: "captures", Path: "/api/v1/articles/{id}/captures", Params: []string{"id"}, Answer: apiCaptures{}, Media: mediaJSON},
	{Name: "similar", Path: "/api/v1/articles/{id}/similar", Params: []string{"id"}, Answer: apiArticles{}, Media: mediaJSON},
	{Name: "reprints", Path: "/api/v1/articles/{id}/reprints", Params: []string{"id"}, Answer: apiReprints{}, Media: mediaJSON},
	{Name: "values", Path: "/api/v1/values/{field}", Params: []string{"field", "q", "filter", "literal", "sift", "cursor", "lang"}, Answer: apiValues{}, Media: mediaJSON, Example: "/api/v1/values/section?sift=thoi"},
	{Name: "calendar", Path: "/api/v1/calendar", Params: []string{"year", "lang"}, Answer: apiCalendar{}, Media: mediaJSON, Example: "/api/v1/calendar?year=2021"},
	{Name: "thisday", Path: "/api/v1/this-day", Params: []string{"day", "lang"}, Answer: apiThisDay{}, Media: mediaJSON, Example: "/api/v1/this-day?day=25-08"},
	{Name: "site", Path: "/api/v1/sites/{site}", Params: []string{"site", "lang"}, Answer: SiteFacts{}, Media: mediaJSON},
	{Name: "places", Path: "/api/v1/places", Params: []string{"name", "lang"}, Answer: apiPlaces{}, Media: mediaJSON, Example: "/api/v1/places?name=ngo+quyen"},
	{Name: "place", Path: "/api/v1/place", Params: []string{"key", "lang"}, Answer: apiPlaceLife{}, Media: mediaJSON},
	{Name: "timeline", Path: "/api/v1/timeline", Params: []string{"q", "compare", "step", "filter", "literal", "lang"}, Answer: Timeline{}, Media: mediaJSON, Example: "/api/v1/timeline?q=giao+thong&compare=duong"},
	{Name: "concordance", Path: "/api/v1/concordance", Params: []string{"q", "filter", "literal", "sort", "cursor", "lang"}, Answer: apiConcordance{}, Media: mediaJSON, Example: "/api/v1/concordance?q=giao+thong"},
	{Name: "lines", Path: "/api/v1/lines", Params: []string{"lang"}, Answer: apiLines{}, Media: mediaJSON, Method: "POST", Body: "text/plain"},
	{Name: "export", Path: "/api/v1/export", Params: []string{"q", "filter", "literal", "sort", "fold", "format", "column", "lang"}, Media: "application/octet-stream", Example: "/api/v1/export?q=giao+thong&format=csv"},
	{Name: "keep", Path: "/api/v1/receipts", Params: []string{"q", "filter", "literal", "sort", "lang"}, Answer: apiKept{}, Media: mediaJSON, Method: "POST"},
	{Name: "receipt", Path: "/api/v1/receipts/{id}", Params: []string{"id"}, Answer: Receipt{}, Media: mediaJSON},
	{Name: "since", Path: "/api/v1/receipts/{id}/since", Params: []string{"id"}, Answer: apiSince{}, Media: mediaJSON},
	{Name: "stats", Path: "/api/v1/stats", Answer: apiStatsAnswer{}, Media: mediaJSON, Example: "/api/v1/stats"},
	{Name: "suggest", Path: "/goi-y", Params: []string{"q"}, Answer: apiSuggested{}, Media: mediaJSON, Example: "/goi-y?q=giao"},
	{Name: "cdx", Path: "/cdx", Params: []string{"url", "matchType", "output", "from", "to", "closest", "cdx.sort", "limit", "fl", "cdx.filter", "collapse"}, Media: "text/plain"},
	{Name: "timegate", Path: "/timegate/{address}", Params: []string{"address"}, Media: "text/html"},
	{Name: "timemap", Path: "/timemap/link/{address}", Params: []string{"address"}, Media: "application/link-format"},
	{Name: "timemapjson", Path: "/timemap/json/{address}", Params: []string{"address"}, Answer: timeMapAnswer{}, Media: mediaJSON},
	{Name: "openapi", Path: "/api/v1/openapi.json", Params: []string{"lang"}, Media: mediaJSON, Example: "/api/v1/openapi.json"},
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
		return apiParam{kind: "string", enum: sortsOfAPI()}
	case "size":
		return apiParam{kind: "integer", most: index.MaxSize, start: index.DefaultSize}
	case "offset", "top":
		return apiParam{kind: "integer", most: index.MaxDepth}
	case "field":
		return apiParam{kind: "string", enum: index.FacetNames()}
	case "fold":
		return apiParam{kind: "string", enum: []string{"0", "1"}}
	case "version", "year":
		return apiParam{kind: "integer"}
	case "cdx.sort":
		return apiParam{kind: "string", enum: []string{"reverse", "closest"}}
	case "cdx.filter":
		return apiParam{kind: "string", many: true}
	case "matchType":
		return apiParam{kind: "string", enum: []string{"exact", "prefix", "host", "domain"}}
	case "output":
		return apiParam{kind: "string", enum: []string{"text", "json", "cdxj"}}
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

// shortParam is a parameter's name in addresses.
func shortParam(name string) string { return name[strings.IndexByte(name, '.')+1:] }

type object = map[string]any

func (s *Server) openAPI(c *fiber.Ctx) error {
	sh := s.shell(c)
	sh.p = s.deps.Locale.In(programLang(c))
	return c.JSON(openAPIOf(sh, s.deps.SiteURL, s.deps.Version))
}

// openAPIOf writes the table as an OpenAPI 3.1 document.
func openAPIOf(sh *shell, base, version string) object {
	schemas, paths := object{}, object{}
	told := object{}
	for _, name := range []string{"RateLimit-Policy", "RateLimit"} {
		told[name] = object{"description": sh.T("web.api.ratelimit"), "schema": object{"type": "string"}}
	}
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
		status := "200"
		switch {
		case call.Name == "keep":
			status = "201"
		case call.Name == "timegate":
			status = "302"
		}
		done := object{"description": sh.T("web.api." + call.Name), "content": object{call.Media: answer}}
		if strings.HasPrefix(call.Path, "/api/") {
			done["headers"] = told
		}
		op := object{
			"operationId": call.Name, "summary": sh.T("web.api." + call.Name), "parameters": params,
			"responses": object{status: done, "default": problem},
		}
		if call.Body != "" {
			op["requestBody"] = object{"required": true, "content": object{call.Body: object{"schema": object{"type": "string"}}}}
		}
		methods, _ := paths[call.Path].(object)
		if methods == nil {
			methods = object{}
		}
		methods[strings.ToLower(call.method())] = op
		paths[call.Path] = methods
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
	return object{"name": shortParam(name), "in": in, "required": in == "path", "description": sh.T("web.api.param." + name), "schema": schema}
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
	Key  string // of its text
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
			out.Params = append(out.Params, apiParamView{shortParam(name), "web.api.param." + name, p.many, p.enum})
		}
		v.Calls = append(v.Calls, out)
	}
	return v, nil
}
