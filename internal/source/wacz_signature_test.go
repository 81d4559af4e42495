package source

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"khobao/internal/warc"
)

// testKey is a key of the curve browsers sign with, always the same.
func testKey(n byte) *ecdsa.PrivateKey {
	raw := make([]byte, 48)
	raw[47] = n + 7
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P384(), raw)
	if err != nil {
		panic(err)
	}
	return key
}

// sign signs a text as browsers do, or as ASN.1.
func sign(t testing.TB, key *ecdsa.PrivateKey, text string, asn1 bool) string {
	t.Helper()
	sum := sha256.Sum256([]byte(text))
	if asn1 {
		der, err := key.Sign(rand.Reader, sum[:], crypto.SHA256)
		must(t, err)
		return base64.StdEncoding.EncodeToString(der)
	}
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	must(t, err)
	raw := make([]byte, 96)
	r.FillBytes(raw[:48])
	s.FillBytes(raw[48:])
	return base64.StdEncoding.EncodeToString(raw)
}

// digestFile is a digest file of a manifest, signed by a key that names nobody.
func digestFile(t testing.TB, manifest string, key *ecdsa.PrivateKey) string {
	t.Helper()
	hash := warc.SHA256([]byte(manifest))
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	must(t, err)
	b, err := json.Marshal(map[string]any{"path": "datapackage.json", "hash": hash, "signedData": signedData{
		Hash: hash, Signature: sign(t, key, hash, false), Created: "2024-05-01T00:00:00Z",
		PublicKey: base64.StdEncoding.EncodeToString(public),
	}})
	must(t, err)
	return string(b)
}

// certificate makes one for a name, by an issuer, or by itself when that is nil.
func certificate(t *testing.T, name string, key *ecdsa.PrivateKey, issuer *x509.Certificate, by *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
	}
	if issuer == nil {
		issuer, by = c, key
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage, c.DNSNames = true, true, x509.KeyUsageCertSign, nil
	}
	der, err := x509.CreateCertificate(rand.Reader, c, issuer, &key.PublicKey, by)
	must(t, err)
	c, err = x509.ParseCertificate(der)
	must(t, err)
	return c
}

func pemOf(certs ...*x509.Certificate) string {
	var s string
	for _, c := range certs {
		s += string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	return s
}

// TestJudge holds the verdict of every kind of signature.
func TestJudge(t *testing.T) {
	const hash = "sha256:0102"
	key, caKey := testKey(1), testKey(2)
	ca := certificate(t, "Gốc", caKey, nil, nil)
	cert := certificate(t, "luutru.example", key, ca, caKey)
	roots := x509.NewCertPool()
	roots.AddCert(ca)
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	must(t, err)
	spki := base64.StdEncoding.EncodeToString(public)
	domain := signedData{
		Hash: hash, Signature: sign(t, key, hash, true), Created: "2024-05-01T00:00:00Z",
		Domain: "luutru.example", DomainCert: pemOf(cert, ca),
	}
	plain := signedData{Hash: hash, Signature: sign(t, key, hash, false), PublicKey: spki}
	with := func(s signedData, change func(*signedData)) signedData {
		change(&s)
		return s
	}
	for _, c := range []struct {
		name  string
		s     any
		roots *x509.CertPool
		want  verdict
	}{
		{"none", nil, roots, unsigned},
		{"key", plain, roots, anonymous},
		{"key, ASN.1", with(plain, func(s *signedData) { s.Signature = sign(t, key, hash, true) }), nil, anonymous},
		{"of another hash", with(plain, func(s *signedData) { s.Hash, s.Signature = "sha256:03", sign(t, key, "sha256:03", false) }), roots, forged},
		{"of another hash, not told", with(plain, func(s *signedData) { s.Hash, s.Signature = "", sign(t, key, "sha256:03", false) }), roots, forged},
		{"by another key", with(plain, func(s *signedData) { s.Signature = sign(t, caKey, hash, false) }), roots, forged},
		{"empty", with(plain, func(s *signedData) { s.Signature = "" }), roots, forged},
		{"cut", with(plain, func(s *signedData) { s.Signature = s.Signature[:32] }), roots, forged},
		{"no key", with(plain, func(s *signedData) { s.PublicKey = "" }), roots, strange},
		{"key unreadable", with(plain, func(s *signedData) { s.PublicKey = "AAAA" }), roots, strange},
		{"another form", []int{1}, roots, strange},
		{"domain", domain, roots, vouched},
		{"domain, nobody trusted", domain, nil, unvouched},
		{"domain, another root", domain, x509.NewCertPool(), unvouched},
		{"domain, no chain", with(domain, func(s *signedData) { s.DomainCert = pemOf(cert) }), x509.NewCertPool(), unvouched},
		{"domain, certificate had ended", with(domain, func(s *signedData) { s.Created = "2025-05-01T00:00:00Z" }), roots, unvouched},
		{"domain, no time", with(domain, func(s *signedData) { s.Created = "" }), roots, unvouched},
		{"another domain", with(domain, func(s *signedData) { s.Domain = "khac.example" }), roots, forged},
		{"domain, by another key", with(domain, func(s *signedData) { s.Signature = sign(t, caKey, hash, true) }), roots, forged},
		{"domain, no certificate", with(domain, func(s *signedData) { s.DomainCert = "giấy" }), roots, strange},
	} {
		raw, err := json.Marshal(c.s)
		must(t, err)
		if got, detail := judge(raw, hash, c.roots); got != c.want {
			t.Errorf("%s: verdict %d (%s), want %d", c.name, got, detail, c.want)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add(`{"hash":"sha256:01","signature":"AAAA","publicKey":"AAAA"}`)
	f.Add(`{"signature":"AAAA","domain":"a.example","domainCert":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}`)
	f.Fuzz(func(t *testing.T, raw string) {
		if got, _ := judge(json.RawMessage(raw), "sha256:01", x509.NewCertPool()); got == vouched || got == anonymous {
			t.Errorf("a signature nobody made is taken: %s", raw)
		}
	})
}
