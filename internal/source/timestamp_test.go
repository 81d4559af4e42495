package source

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// stampSamples are answers of a time stamping authority made with OpenSSL for
// this test, one with its certificate inside, one with it beside.
func stampSamples(t testing.TB) (samples []signedData, roots *x509.CertPool) {
	t.Helper()
	b, err := os.ReadFile("testdata/stamps.json")
	must(t, err)
	var file struct {
		Root   string       `json:"root"`
		Stamps []signedData `json:"stamps"`
	}
	must(t, json.Unmarshal(b, &file))
	roots = x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(file.Root)) || len(file.Stamps) != 2 {
		t.Fatalf("%d stamps", len(file.Stamps))
	}
	return file.Stamps, roots
}

func TestJudgeStamp(t *testing.T) {
	samples, roots := stampSamples(t)
	for _, s := range samples {
		with := func(change func(*signedData)) signedData {
			c := s
			change(&c)
			return c
		}
		spoiled := func(at int) signedData {
			return with(func(c *signedData) {
				der, err := base64.StdEncoding.DecodeString(c.TimeSignature)
				must(t, err)
				der[(at+len(der))%len(der)] ^= 1
				c.TimeSignature = base64.StdEncoding.EncodeToString(der)
			})
		}
		for name, c := range map[string]struct {
			s     signedData
			roots *x509.CertPool
			want  stampVerdict
		}{
			"none":              {with(func(c *signedData) { c.TimeSignature = "" }), roots, unstamped},
			"good":              {s, roots, stamped},
			"nobody trusted":    {s, nil, stampUnvouched},
			"another root":      {s, x509.NewCertPool(), stampUnvouched},
			"of another text":   {with(func(c *signedData) { c.Signature += "A" }), roots, stampForged},
			"no base64":         {with(func(c *signedData) { c.TimeSignature = "?" }), roots, stampStrange},
			"no DER":            {with(func(c *signedData) { c.TimeSignature = "AAAA" }), roots, stampStrange},
			"cut":               {with(func(c *signedData) { c.TimeSignature = c.TimeSignature[:400] }), roots, stampStrange},
			"signature spoiled": {spoiled(-1), roots, stampForged},
		} {
			got, at := judgeStamp(c.s, c.roots)
			if got != c.want {
				t.Errorf("%s: verdict %d, want %d", name, got, c.want)
			}
			if (got == stamped || got == stampUnvouched) && at.Year() != 2026 {
				t.Errorf("%s: time %s", name, at)
			}
		}
	}
	// Without its certificate nothing tells who stamped.
	bare := samples[1]
	bare.TimestampCert = ""
	if got, _ := judgeStamp(bare, roots); got != stampForged {
		t.Errorf("without a certificate: verdict %d", got)
	}
	// No byte of a stamp can be changed and the stamp still say another time.
	_, when := judgeStamp(samples[0], roots)
	der, err := base64.StdEncoding.DecodeString(samples[0].TimeSignature)
	must(t, err)
	for i := range der {
		c := samples[0]
		changed := append([]byte(nil), der...)
		changed[i] ^= 4
		c.TimeSignature = base64.StdEncoding.EncodeToString(changed)
		if got, at := judgeStamp(c, roots); got == stamped && !at.Equal(when) {
			t.Errorf("byte %d changed: still stamped, %s", i, at)
		}
	}
}

func FuzzJudgeStamp(f *testing.F) {
	samples, roots := stampSamples(f)
	for _, s := range samples {
		der, err := base64.StdEncoding.DecodeString(s.TimeSignature)
		must(f, err)
		f.Add(der, s.TimestampCert)
	}
	f.Fuzz(func(t *testing.T, der []byte, cert string) {
		s := signedData{Signature: samples[0].Signature, TimeSignature: base64.StdEncoding.EncodeToString(der), TimestampCert: cert}
		if got, at := judgeStamp(s, roots); got == stamped && at.Year() != 2026 {
			t.Errorf("a stamp nobody made is taken: %s", at)
		}
		s.Signature = strings.Repeat("A", 40)
		if got, _ := judgeStamp(s, roots); got == stamped || got == stampUnvouched {
			t.Error("the stamp of another text is taken")
		}
	})
}
