package main

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"khobao/internal/sample"
	"khobao/internal/testkit"
	"khobao/internal/testkit/browser"
)

// room is the reading room as its readers meet it: the program serves an archive
// of the sample, and a tab is open on it.
type room struct {
	*browser.Tab
	site, archive string
	seeded        bool // the outside seed page has been imported
}

// openRoom imports the sample and serves it until the test ends.
func openRoom(t *testing.T) *room {
	t.Helper()
	r := &room{Tab: browser.Open(t), archive: filepath.Join(t.TempDir(), "archive")}
	pages := filepath.Join(t.TempDir(), "pages")
	if err := os.Mkdir(pages, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Write(pages); err != nil {
		t.Fatal(err)
	}
	r.run(t, "import", pages)
	serve := r.command(t, "serve", "--addr", "127.0.0.1:0", "--replay-addr", "127.0.0.1:0", "--admin-addr", "127.0.0.1:0")
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(serve.Process.Signal(os.Interrupt), serve.Wait()); err != nil {
			t.Errorf("stop the server: %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for r.site == "" && lines.Scan() {
		r.site = address.FindString(lines.Text())
	}
	if r.site == "" {
		t.Fatal("the server never said where it is")
	}
	return r
}

func (r *room) command(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.Command("khobao", append(args, "--archive", r.archive, "--lang", "vi")...)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+filepath.Join(r.archive, "..", "config"))
	return cmd
}

// run does one command; some of the sample is damaged on purpose, which is code 3.
func (r *room) run(t *testing.T, args ...string) {
	t.Helper()
	out, err := r.command(t, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 3) {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// seed adds the outside page the tasks are told about, or skips the task.
func (r *room) seed(t *testing.T) {
	t.Helper()
	page := testkit.Shared(t, "seed", "article.html")
	if !r.seeded {
		r.run(t, "import", page) // handed to the server
		r.seeded = true
	}
}

// task is one thing a person comes for.
type task struct {
	name string
	do   func(*room, *testing.T)
}

// do does tasks one after the other, each a test of its own.
func (r *room) do(t *testing.T, tasks []task) {
	tab := r.Tab
	for _, task := range tasks {
		t.Run(task.name, func(t *testing.T) {
			r.Tab = tab.For(t)
			task.do(r, t)
		})
	}
}

// search types a query on the front page and waits for its results.
func (r *room) search(q string) {
	r.Do(chromedp.Navigate(r.site+"/"), chromedp.SendKeys(chromedp.CSS("#q"), q))
	r.Leave(chromedp.KeyEvent("\r"))
}

// follow presses a link or button that leads to another page.
func (r *room) follow(selector string) { r.Leave(chromedp.Click(chromedp.CSS(selector))) }

// settled waits until a change in place is done.
func (r *room) settled(condition string) {
	r.Until("(" + condition + ") && !document.documentElement.classList.contains('waiting')")
}

// get reads an address of the site.
func (r *room) get(t *testing.T, path string) string {
	t.Helper()
	res, err := http.Get(r.site + path)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v\n%.300s", path, res.StatusCode, err, body)
	}
	return string(body)
}

// write makes a page of a new article and gives its file.
func (r *room) write(t *testing.T, slug, title string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), slug+".html")
	text := strings.ReplaceAll(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>✎</title>
<link rel="canonical" href="https://baokhu.example/`+slug+`.html"><meta property="article:published_time" content="2019-03-04T08:00:00+07:00"></head>
<body><article><h1>✎</h1><p>Sáng 4/3, phường mở lớp dạy nghề sửa xe máy cho mười hai người ở địa phương, kéo dài ba tháng và không thu học phí.</p>
<p>Ban tổ chức cho biết người học được giới thiệu việc làm ngay sau khi kết thúc khóa đầu tiên của năm nay.</p></article></body></html>`, "✎", title)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Expressions of the search page.
const (
	idsShown   = "[...document.querySelectorAll('.found > .hits > .hit')].map(h => h.dataset.id).join()"
	setShown   = "[...document.querySelectorAll('.found > .hits > .hit')].map(h => h.dataset.id).sort().join()"
	countShown = "document.querySelector('.line [role=status]').textContent.split(',')[0]"
)
