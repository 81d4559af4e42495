package source

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// signedData is the signature of a WACZ (WACZ Signing and Verification 0.1.0):
// of the text of the manifest's hash, by a key that names nobody, or by that of
// a domain's certificate.
type signedData struct {
	Hash      string `json:"hash"`
	Signature string `json:"signature"`
	Created   string `json:"created"`

	PublicKey string `json:"publicKey"` // SubjectPublicKeyInfo, base64

	Domain     string `json:"domain"`
	DomainCert string `json:"domainCert"` // PEM, the signer's first, each signed by the next

	TimeSignature string `json:"timeSignature"` // an RFC 3161 answer to the signature's text, base64
	TimestampCert string `json:"timestampCert"` // PEM, of who stamped it
}

// verdict is what is found of a signature.
type verdict int

const (
	unsigned  verdict = iota
	anonymous         // it fits, of a key that says nothing of its owner
	vouched           // it fits, of a certificate that was accepted when it was made
	unvouched         // it fits, of a certificate whose issuer is not known
	strange           // of a form that is not known
	forged            // it does not fit
)

// judge checks a signature of the manifest with this hash. The detail names the
// signer, or what is wrong.
func judge(raw json.RawMessage, hash string, roots *x509.CertPool) (verdict, string) {
	if len(raw) == 0 || string(raw) == "null" {
		return unsigned, ""
	}
	var s signedData
	if err := json.Unmarshal(raw, &s); err != nil {
		return strange, "JSON"
	}
	if s.Hash != "" && s.Hash != hash {
		return forged, ""
	}
	signature, err := base64.StdEncoding.DecodeString(s.Signature)
	if err != nil || len(signature) == 0 {
		return forged, "base64"
	}
	switch {
	case s.DomainCert != "":
		return judgeDomain(s, hash, signature, roots)
	case s.PublicKey != "":
		return judgeKey(s, hash, signature)
	}
	return strange, "publicKey"
}

func judgeKey(s signedData, hash string, signature []byte) (verdict, string) {
	der, err := base64.StdEncoding.DecodeString(s.PublicKey)
	if err != nil {
		return strange, "publicKey"
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return strange, "publicKey"
	}
	mark := sha256.Sum256(der)
	switch err := fits(key, hash, signature); {
	case errors.Is(err, errKey):
		return strange, fmt.Sprintf("%T", key)
	case err != nil:
		return forged, fmt.Sprintf("%x", mark)
	}
	return anonymous, fmt.Sprintf("%x", mark)
}

func judgeDomain(s signedData, hash string, signature []byte, roots *x509.CertPool) (verdict, string) {
	chain, err := certificates(s.DomainCert)
	if err != nil {
		return strange, "domainCert"
	}
	cert := chain[0]
	switch err := fits(cert.PublicKey, hash, signature); {
	case errors.Is(err, errKey):
		return strange, fmt.Sprintf("%T", cert.PublicKey)
	case err != nil:
		return forged, s.Domain
	}
	if cert.VerifyHostname(s.Domain) != nil && cert.Subject.CommonName != s.Domain {
		return forged, s.Domain
	}
	created, err := time.Parse(time.RFC3339, s.Created)
	if roots == nil || err != nil {
		return unvouched, s.Domain
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	if _, err := cert.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: created, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}); err != nil {
		return unvouched, s.Domain
	}
	return vouched, s.Domain
}

// maxChain bounds the certificates of a chain: a leaf, a few issuers, a root.
const maxChain = 10

// certificates reads a chain in PEM.
func certificates(text string) ([]*x509.Certificate, error) {
	var chain []*x509.Certificate
	for rest := []byte(text); len(chain) < maxChain; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		chain = append(chain, c)
	}
	if len(chain) == 0 {
		return nil, errors.New("no certificate")
	}
	return slices.Clip(chain), nil
}

var (
	errKey  = errors.New("kind of key is not known")
	errFits = errors.New("signature does not fit")
)

// fits checks a signature of a text by SHA-256. That of a curve comes as ASN.1,
// or as browsers write it: r and s, each as long as the curve.
func fits(key crypto.PublicKey, text string, signature []byte) error {
	sum := sha256.Sum256([]byte(text))
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		if ecdsa.VerifyASN1(key, sum[:], signature) {
			return nil
		}
		if n := (key.Curve.Params().BitSize + 7) / 8; len(signature) == 2*n {
			r, s := new(big.Int).SetBytes(signature[:n]), new(big.Int).SetBytes(signature[n:])
			if ecdsa.Verify(key, sum[:], r, s) {
				return nil
			}
		}
		return errFits
	case *rsa.PublicKey:
		if rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) != nil {
			return errFits
		}
		return nil
	}
	return errKey
}
