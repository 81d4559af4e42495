package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"khobao/index"
	"khobao/internal/config"
	"khobao/internal/export"
	"khobao/internal/failure"
	"khobao/internal/locale"
)

// errHelpShown ends a run whose --help was printed.
var errHelpShown = errors.New("help shown")

// parser builds kong's parser with our help texts and our own help page, since
// kong's is English only.
func (a *app) parser(c *cli) (*kong.Kong, error) {
	k, err := kong.New(c, kong.Name("khobao"), kong.Writers(a.stdout, a.stderr), kong.Exit(func(int) {}),
		kong.Bind(a), kong.Help(a.help), kong.ConfigureHelp(kong.HelpOptions{}))
	if err != nil {
		return nil, err
	}
	describe(k.Model.Node, "", a.t)
	return k, nil
}

// named are the lists that texts of options name, so that none is written twice.
func named(f *kong.Flag) []any {
	var formats []string
	for _, format := range export.Formats {
		formats = append(formats, format.Name)
	}
	return []any{
		"Fields", strings.Join(index.FilterNames(), ", "), "Formats", strings.Join(formats, ", "),
		"Choices", choices(f.Enum),
	}
}

// choices writes an enum of kong for people: the empty choice is not typed.
func choices(enum string) string {
	list := strings.FieldsFunc(enum, func(r rune) bool { return r == ',' || r == '"' })
	return strings.Join(list, ", ")
}

// describe gives each verb, argument and flag its text; a flag that means another
// thing to one verb has a text of that verb's. A verb below another has both
// names in its keys: "cli.rules.list".
func describe(n *kong.Node, verb string, t *locale.Printer) {
	for _, f := range n.Flags {
		key := "option." + verb + "." + f.Name
		if !t.Has(key) {
			key = "option." + f.Name
		}
		f.Help = t.Text(key, named(f)...)
	}
	for _, p := range n.Positional {
		p.Help = t.Text("argument." + verb + "." + p.Name)
	}
	for _, child := range n.Children {
		name := strings.TrimPrefix(verb+"."+child.Name, ".")
		child.Help = t.Text("cli." + name)
		describe(child, name, t)
	}
}

// verbOf gives the names of a verb and of those above it, parted by sep.
func verbOf(n *kong.Node, sep string) string {
	if n.Parent == nil || n.Parent.Type == kong.ApplicationNode {
		return n.Name
	}
	return verbOf(n.Parent, sep) + sep + n.Name
}

// help prints the page of the program or of one verb.
func (a *app) help(_ kong.HelpOptions, ctx *kong.Context) error {
	w, node := a.stdout, ctx.Selected()
	if node == nil {
		fmt.Fprintf(w, "%s\n\n%s\n  khobao %s\n", a.t.Text("cli"), a.t.Text("help.usage"), a.t.Text("help.verb-form"))
		a.table(w, "help.verbs", verbRows(ctx.Model.Node))
		a.table(w, "help.options", a.flagRows(ctx.Model.Flags))
		a.table(w, "help.exit-codes", a.exitRows())
		return errHelpShown
	}
	fmt.Fprintf(w, "%s\n\n%s\n  khobao %s\n", node.Help, a.t.Text("help.usage"), usageLine(node))
	if key := "cli." + verbOf(node, ".") + ".more"; a.t.Has(key) {
		fmt.Fprintf(w, "\n%s\n", a.t.Text(key))
	}
	a.table(w, "help.verbs", verbRows(node))
	var args [][2]string
	for _, p := range node.Positional {
		args = append(args, [2]string{strings.ToUpper(p.Name), p.Help})
	}
	a.table(w, "help.arguments", args)
	a.table(w, "help.options", a.flagRows(append(append([]*kong.Flag(nil), node.Flags...), ctx.Model.Flags...)))
	return errHelpShown
}

func verbRows(n *kong.Node) [][2]string {
	var rows [][2]string
	for _, child := range n.Children {
		rows = append(rows, [2]string{child.Name, child.Help})
	}
	return rows
}

func (a *app) flagRows(flags []*kong.Flag) [][2]string {
	var rows [][2]string
	for _, f := range flags {
		name := "--" + f.Name
		if !f.IsBool() {
			holder := f.PlaceHolder
			if holder == "" {
				holder = strings.ToUpper(f.Name)
			}
			name += " " + holder
		}
		rows = append(rows, [2]string{name, f.Help + a.fallback(f)})
	}
	return rows
}

// fallback names an option's variable and its default.
func (a *app) fallback(f *kong.Flag) string {
	var parts []string
	def := f.Default
	for _, o := range config.Options {
		if o.Name == f.Name {
			parts, def = append(parts, o.Env()), o.Default(a.env)
		}
	}
	if def != "" {
		parts = append(parts, a.t.Text("help.default")+" "+def)
	}
	if len(parts) == 0 {
		return ""
	}
	return " [" + strings.Join(parts, ", ") + "]"
}

// exitRows lists each exit code once with the kinds that give it.
func (a *app) exitRows() [][2]string {
	rows := [][2]string{{"0", a.t.Text("exit.0")}}
	for code := 1; code <= 4; code++ {
		rows = append(rows, [2]string{fmt.Sprint(code), a.t.Text(fmt.Sprintf("exit.%d", code))})
	}
	return rows
}

func (a *app) table(w io.Writer, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, utf8.RuneCountInString(r[0]))
	}
	fmt.Fprintf(w, "\n%s\n", a.t.Text(title))
	for _, r := range rows {
		pad := strings.Repeat(" ", wide-utf8.RuneCountInString(r[0]))
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], pad, r[1])
	}
}

func usageLine(n *kong.Node) string {
	parts := []string{verbOf(n, " ")}
	var below []string
	for _, child := range n.Children {
		below = append(below, child.Name)
	}
	if len(below) > 0 {
		parts = append(parts, strings.Join(below, "|"))
	}
	for _, p := range n.Positional {
		s := strings.ToUpper(p.Name)
		if p.IsCumulative() {
			s += "..."
		}
		if !p.Required {
			s = "[" + s + "]"
		}
		parts = append(parts, s)
	}
	return strings.Join(append(parts, "[--…]"), " ")
}

// usageErrors turns kong's English messages into ours; the last row takes what
// no other does.
var usageErrors = []struct {
	pattern *regexp.Regexp
	key     string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean .*)?$`), "usage.unknown-flag"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean .*)?$`), "usage.unexpected"},
	{regexp.MustCompile(`^expected one of (.*)$`), "usage.verb"},
	{regexp.MustCompile(`^expected "?<?(.*?)>?(?: \.\.\.)?"?$`), "usage.missing"},
	{regexp.MustCompile(`^missing flags: (.*)$`), "usage.missing"},
	{regexp.MustCompile(`^(--\S+) must be one of (.*) but got .*$`), "usage.choice"},
	{regexp.MustCompile(`^(--\S+?): expected .* but got "EOL".*$`), "usage.no-value"},
	{regexp.MustCompile(`^(--\S+?): expected a valid .* but got "?(.*?)"?$`), "usage.number"},
	{regexp.MustCompile(`^(--\S+?): expected .* but got "(-.*?)" \(short flag\).*$`), "usage.dash"},
	{regexp.MustCompile(`^(--\S+?): (.*)$`), "usage.bad-value"},
	{regexp.MustCompile(`^()(.*)$`), "usage.other"},
}

// usage words a parse error and points at the help of the verb that was meant.
func (a *app) usage(err error) error {
	if errors.Is(err, errHelpShown) {
		return err
	}
	verb, node := "", (*kong.Node)(nil)
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		if node = parse.Context.Model.Node; parse.Context.Selected() != nil {
			node = parse.Context.Selected()
			verb = verbOf(node, " ")
		}
	}
	for _, row := range usageErrors {
		m := row.pattern.FindStringSubmatch(err.Error())
		if m == nil {
			continue
		}
		m = append(m, "", "")
		object, detail := m[1], m[2]
		switch row.key {
		case "usage.unknown-flag", "usage.unexpected":
			if node != nil {
				detail = meant(node, object)
			}
		case "usage.missing":
			if !strings.HasPrefix(object, "--") { // an argument, as the help writes it
				object = strings.ToUpper(object)
			}
		case "usage.choice":
			detail = choices(detail)
		}
		said := a.t.Text(row.key, "Object", object, "Detail", detail)
		help := a.t.Text("usage.help", "Command", strings.Join(strings.Fields("khobao "+verb+" --help"), " "))
		return &failure.Error{Kind: failure.Usage, Object: said + "; " + help, Err: err}
	}
	return &failure.Error{Kind: failure.Usage, Object: err.Error()}
}
