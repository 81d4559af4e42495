package web

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"khobao/index"
	"khobao/internal/export"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// bundleOriginals is how many stored pages of an article, the newest, can be
// opened in a bundle; all of them are in its WARC file.
const bundleOriginals = 3

// bundlePolicy keeps a stored page of a bundle as quiet as the replay does.
const bundlePolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`

// pictureExts are the pictures that a bundle holds.
var pictureExts = map[string]string{
	"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/avif": ".avif", "image/bmp": ".bmp",
}

// bundleSource gives what a bundle is made of.
func (s *Server) bundleSource() export.BundleSource {
	return export.BundleSource{Source: s.deps.Archive, Extras: s.bundleExtras, Originals: s.originals}
}

// bundleExtras gives the pictures and stored pages of an article.
func (s *Server) bundleExtras(ctx context.Context, a *index.Article) (export.BundleArticle, error) {
	var out export.BundleArticle
	files := map[string]string{} // address of a picture → its file
	for _, c := range a.Captions {
		f, err := s.bundlePicture(ctx, c.Image, a)
		if err != nil {
			return out, err
		}
		if f.Name != "" {
			files[c.Image] = "../anh/" + f.Name
		}
		out.Pictures = append(out.Pictures, f)
	}
	captures, err := s.deps.Archive.Captures(ctx, a.ID)
	if err != nil && !failure.Is(err, failure.NotFound) {
		return out, err
	}
	for _, k := range captures[max(len(captures)-bundleOriginals, 0):] {
		o, err := s.bundleOriginal(ctx, k, files)
		if err != nil {
			return out, err
		}
		if o.Name != "" {
			out.Originals = append(out.Originals, o)
		}
	}
	return out, nil
}

func (s *Server) bundlePicture(ctx context.Context, address string, a *index.Article) (export.BundleFile, error) {
	if address == "" {
		return export.BundleFile{}, nil
	}
	id, err := s.deps.Archive.FindCapture(ctx, address, a.Captured)
	if failure.Is(err, failure.NotFound) {
		return export.BundleFile{}, nil
	}
	if err != nil {
		return export.BundleFile{}, err
	}
	p, err := s.deps.Archive.Original(ctx, id)
	if err != nil {
		return export.BundleFile{}, err
	}
	ext := pictureExts[mediaType(p)]
	if ext == "" || !captureForm.MatchString(id) {
		return export.BundleFile{}, nil
	}
	return export.BundleFile{Name: id + ext, Data: p.Body}, nil
}

// bundleOriginal makes a stored page that may be opened from a disk; one of
// another kind is in the WARC file alone.
func (s *Server) bundleOriginal(ctx context.Context, k Capture, files map[string]string) (export.BundleOriginal, error) {
	out := export.BundleOriginal{Captured: k.Captured, Digest: k.Digest, URL: k.URL}
	p, err := s.deps.Archive.Original(ctx, k.ID)
	if err != nil {
		return out, err
	}
	if media := mediaType(p); media != "text/html" && media != "application/xhtml+xml" || len(p.Body) > page.MaxBody || !captureForm.MatchString(k.ID) {
		return out, nil
	}
	select {
	case s.parsing <- struct{}{}:
		defer func() { <-s.parsing }()
	case <-ctx.Done():
		return out, ctx.Err()
	}
	resolve := s.resources(ctx, p)
	body, err := inertHTML(decodeHTML(p), func(ref string) string {
		to := resolve(ref)
		for _, file := range files { // only pictures that are in the bundle
			if id := strings.Trim(to, "/"); id != "" && strings.HasPrefix(file, "../anh/"+id+".") {
				return file
			}
		}
		if strings.HasPrefix(to, "data:") {
			return to
		}
		return ""
	})
	if err != nil {
		return out, fmt.Errorf("make %s inert: %w", k.ID, err)
	}
	out.Name, out.Data = k.ID+".html", bytes.Replace(body, []byte("<head>"), []byte(`<head><meta charset="utf-8">`+bundlePolicy), 1)
	return out, nil
}
