package web

import (
	"bytes"
	"context"
	"fmt"
	"iter"
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

// BundleSource gives what bundles of an archive's articles are made of, one stored
// page after the other.
func BundleSource(a Archive) export.BundleSource {
	return (&bundles{a, make(chan struct{}, 1)}).source()
}

// bundles reads what bundles are made of.
type bundles struct {
	archive Archive
	parsing chan struct{} // one slot for each stored page being made inert
}

func (b *bundles) source() export.BundleSource {
	return export.BundleSource{Source: b.archive, Extras: b.extras, Originals: b.originals}
}

// originals gives the stored records of an article.
func (b *bundles) originals(ctx context.Context, id string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		captures, err := b.archive.Captures(ctx, id)
		if err != nil {
			if !failure.Is(err, failure.NotFound) {
				yield(nil, err)
			}
			return
		}
		for _, k := range captures {
			if !yield(b.archive.Record(ctx, k.ID)) {
				return
			}
		}
	}
}

// extras gives the pictures and stored pages of an article.
func (b *bundles) extras(ctx context.Context, a *index.Article) (export.BundleArticle, error) {
	var out export.BundleArticle
	files := map[string]string{} // address of a picture → its file
	for _, c := range a.Captions {
		f, err := b.picture(ctx, c.Image, a)
		if err != nil {
			return out, err
		}
		if f.Name != "" {
			files[c.Image] = "../anh/" + f.Name
		}
		out.Pictures = append(out.Pictures, f)
	}
	captures, err := b.archive.Captures(ctx, a.ID)
	if err != nil && !failure.Is(err, failure.NotFound) {
		return out, err
	}
	for _, k := range captures[max(len(captures)-bundleOriginals, 0):] {
		o, err := b.original(ctx, k, files)
		if err != nil {
			return out, err
		}
		if o.Name != "" {
			out.Originals = append(out.Originals, o)
		}
	}
	return out, nil
}

func (b *bundles) picture(ctx context.Context, address string, a *index.Article) (export.BundleFile, error) {
	if address == "" {
		return export.BundleFile{}, nil
	}
	id, err := b.archive.FindCapture(ctx, address, a.Captured)
	if failure.Is(err, failure.NotFound) {
		return export.BundleFile{}, nil
	}
	if err != nil {
		return export.BundleFile{}, err
	}
	p, err := b.archive.Original(ctx, id)
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
func (b *bundles) original(ctx context.Context, k Capture, files map[string]string) (export.BundleOriginal, error) {
	out := export.BundleOriginal{Captured: k.Captured, Digest: k.Digest, URL: k.URL}
	p, err := b.archive.Original(ctx, k.ID)
	if err != nil {
		return out, err
	}
	if media := mediaType(p); media != "text/html" && media != "application/xhtml+xml" || len(p.Body) > page.MaxBody || !captureForm.MatchString(k.ID) {
		return out, nil
	}
	select {
	case b.parsing <- struct{}{}:
		defer func() { <-b.parsing }()
	case <-ctx.Done():
		return out, ctx.Err()
	}
	resolve := resources(ctx, b.archive, p)
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
