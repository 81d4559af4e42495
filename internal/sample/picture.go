package sample

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// scene is what a small picture shows: a sky, a ground and things on it.
type scene struct {
	sky, ground, thing color.RGBA
	horizon            int // row where the ground begins, of pictureHeight
	shapes             int // how many things stand on it
	tall               bool
}

// Pictures are this many pixels: enough to see that they are there.
const (
	pictureWidth  = 160
	pictureHeight = 100
)

func rgb(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// scenes by the name in the texts.
var scenes = map[string]scene{
	"port":     {rgb(0xb9d3e3), rgb(0x3f6f8a), rgb(0xb5502f), 62, 7, true},
	"road":     {rgb(0xd9e2e6), rgb(0x6b6b6b), rgb(0xe0b64a), 48, 5, false},
	"field":    {rgb(0xcfe3ee), rgb(0x7f9f3d), rgb(0x4f6f22), 52, 9, false},
	"school":   {rgb(0xd7e6f2), rgb(0xb8a27a), rgb(0xd98b3a), 70, 4, true},
	"hall":     {rgb(0x8c3b32), rgb(0x5a3a2a), rgb(0xe6c35c), 66, 6, false},
	"pitch":    {rgb(0xc5dcea), rgb(0x3f8f46), rgb(0xf2f2f2), 40, 8, false},
	"river":    {rgb(0xe1e6e2), rgb(0x8a7a54), rgb(0x5b4a33), 56, 5, false},
	"market":   {rgb(0xe8dcc4), rgb(0x9a7b52), rgb(0xc14b3a), 58, 9, false},
	"clinic":   {rgb(0xe4eef0), rgb(0xa9c3c6), rgb(0x3f8f8a), 68, 4, true},
	"court":    {rgb(0xddd6c8), rgb(0x7b5a3c), rgb(0x9b2f2a), 64, 5, true},
	"forest":   {rgb(0xc9dccf), rgb(0x3f5f33), rgb(0x2b4a26), 50, 10, true},
	"festival": {rgb(0xf0d9a8), rgb(0xa3612f), rgb(0xb5262a), 60, 9, true},
	"street":   {rgb(0xd6dbe0), rgb(0x77797c), rgb(0x8d6f5c), 72, 8, true},
	"mine":     {rgb(0xcdd0d2), rgb(0x39393b), rgb(0x6a5a3a), 44, 6, false},
}

// rects lays the things of a scene out; the same seed gives the same picture.
func (s scene) rects(seed string) []image.Rectangle {
	h := fnv.New32a()
	_, _ = h.Write([]byte(seed))
	v := h.Sum32()
	next := func(n int) int {
		v = v*1664525 + 1013904223
		return int(v>>16) % n
	}
	rects := make([]image.Rectangle, 0, s.shapes)
	for range s.shapes {
		x, w, tall := next(pictureWidth-12), 6+next(14), 8+next(14)
		if s.tall {
			tall += 18
		}
		base := s.horizon + next(10)
		rects = append(rects, image.Rect(x, base-tall, x+w, base))
	}
	return rects
}

// drawPNG gives a picture of the scene as a PNG of some hundred bytes.
func drawPNG(name, seed string) ([]byte, error) {
	s, ok := scenes[name]
	if !ok {
		return nil, fmt.Errorf("draw picture %s: scene %q is not known", seed, name)
	}
	img := image.NewPaletted(image.Rect(0, 0, pictureWidth, pictureHeight), color.Palette{s.sky, s.ground, s.thing})
	for y := s.horizon; y < pictureHeight; y++ {
		for x := range pictureWidth {
			img.SetColorIndex(x, y, 1)
		}
	}
	for _, r := range s.rects(seed) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.SetColorIndex(x, y, 2)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("draw picture %s: %w", seed, err)
	}
	return b.Bytes(), nil
}

// drawSVG gives the same picture as SVG text.
func drawSVG(name, seed string) ([]byte, error) {
	s, ok := scenes[name]
	if !ok {
		return nil, fmt.Errorf("draw picture %s: scene %q is not known", seed, name)
	}
	hex := func(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d">`, pictureWidth, pictureHeight)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>`, pictureWidth, pictureHeight, hex(s.sky))
	fmt.Fprintf(&b, `<rect y="%d" width="%d" height="%d" fill="%s"/>`, s.horizon, pictureWidth, pictureHeight-s.horizon, hex(s.ground))
	for _, r := range s.rects(seed) {
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, r.Min.X, r.Min.Y, r.Dx(), r.Dy(), hex(s.thing))
	}
	b.WriteString("</svg>\n")
	return []byte(b.String()), nil
}
