// Command khobao is a full-text search and archive service for Vietnamese news:
// pages go in, an archive keeps them, an index finds them, a web site shows them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"khobao/internal/config"
	"khobao/internal/failure"
	"khobao/internal/locale"
	"khobao/internal/progress"
)

// version is the release, written into archives, WARC segments and answers.
const version = "0.1.0"

// cli is every verb and flag. Help texts are locale keys "cli.<verb>" and
// "option.<flag>"; a test finds those that are missing.
type cli struct {
	Demo    demoCmd    `cmd:""`
	Import  importCmd  `cmd:""`
	Crawl   crawlCmd   `cmd:""`
	Extract extractCmd `cmd:""`
	Search  searchCmd  `cmd:""`
	Export  exportCmd  `cmd:""`
	Serve   serveCmd   `cmd:""`
	Reindex reindexCmd `cmd:""`
	Undo    undoCmd    `cmd:""`
	Verify  verifyCmd  `cmd:""`
	Stats   statsCmd   `cmd:""`
	Rules   rulesCmd   `cmd:""`
	Backup  backupCmd  `cmd:""`
	Eval    evalCmd    `cmd:""`
	Analyze analyzeCmd `cmd:""`
	Bench   benches    `cmd:""`
	Config  configCmd  `cmd:""`
	Version versionCmd `cmd:""`
	Help    helpCmd    `cmd:""`

	Archive  string `placeholder:"DIR"`
	Lang     string `placeholder:"vi|en"`
	LogLevel string `placeholder:"LEVEL"`

	ShowVersion versionFlag `name:"version"`
}

// output is embedded by verbs that print results.
type output struct {
	JSON bool
}

// indexFlags is embedded by verbs that may begin a generation of the index.
type indexFlags struct {
	Segment string `placeholder:"khobao|zap"`
}

// app is what every verb is given: the streams, the options and the language.
type app struct {
	env    func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	flags  map[string]string
	values config.Values
	texts  *locale.Catalog
	t      *locale.Printer
	log    *slog.Logger
}

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program without the process: arguments in, exit code out.
func run(args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	texts, err := locale.Load()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failure.RowOf(err).Exit
	}
	a := &app{env: env, stdin: stdin, stdout: stdout, stderr: stderr, texts: texts, t: texts.In(language(args, env))}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once

	err = a.parseAndRun(ctx, args)
	if err == nil || errors.Is(err, errHelpShown) {
		return 0
	}
	fmt.Fprintln(stderr, a.explain(err))
	return failure.RowOf(engineFailure(err)).Exit
}

func (a *app) parseAndRun(ctx context.Context, args []string) error {
	var c cli
	k, err := a.parser(&c)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return a.usage(err)
	}
	a.flags = given(parsed)
	if a.values, err = config.Load(a.env, a.flags); err != nil {
		return configFailure(err)
	}
	if lang := a.values.Get("lang"); lang != "" {
		a.t = a.texts.In(lang)
	}
	a.log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level(a.values.Get("log-level"))}))
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(a)
}

// given lists the flags on the command line that are options of config.
func given(parsed *kong.Context) map[string]string {
	flags := map[string]string{}
	for _, f := range parsed.Flags() {
		for _, o := range config.Options {
			if s, ok := f.Target.Interface().(string); ok && f.Name == o.Name && s != "" {
				flags[o.Name] = s
			}
		}
	}
	return flags
}

// language is known before flags are parsed, since usage errors need it:
// --lang, else KHOBAO_LANG, else the locale of the process.
func language(args []string, env func(string) string) string {
	for i, arg := range args {
		if lang, ok := strings.CutPrefix(arg, "--lang="); ok {
			return lang
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"KHOBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang := env(name); lang != "" {
			return lang
		}
	}
	return ""
}

func level(name string) slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(name)); err != nil {
		return slog.LevelWarn
	}
	return l
}

// explain tells the reader what happened, to which thing, and what to do next.
func (a *app) explain(err error) string {
	if errors.Is(err, context.Canceled) && !failure.Is(err, failure.Canceled) {
		err = failure.New(failure.Canceled, "", err)
	}
	err = engineFailure(err)
	var f *failure.Error
	if !errors.As(err, &f) {
		f = failure.New(failure.Internal, err.Error(), err)
	}
	if f.Kind == failure.Canceled && f.Code == "" { // whoever stopped it knows what it was
		f = failure.New(failure.Canceled, "", err)
	}
	line := progress.FailureLine(progress.Failure{Object: f.Object, Kind: string(f.Kind), Code: f.Code, Detail: f.Detail}, a.t)
	if a.log != nil && f.Err != nil {
		level := slog.LevelInfo
		if f.Kind == failure.Internal {
			level = slog.LevelError // its text says where to look
		}
		a.log.Log(context.Background(), level, "cause", "error", f.Err)
	}
	return "khobao: " + line
}
