package source

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"slices"
	"time"
)

// stampVerdict is what is found of the time stamp of a signature.
type stampVerdict int

const (
	unstamped      stampVerdict = iota
	stamped                     // it fits, of an authority that is known
	stampUnvouched              // it fits, of an authority whose issuer is not known
	stampStrange                // it cannot be read, or is of a kind that is not known
	stampForged                 // it is of something else, or not by the one it names
)

// judgeStamp checks the answer of a time stamping authority (RFC 3161) to the
// text of a signature, and gives the time it vouches for.
func judgeStamp(s signedData, roots *x509.CertPool) (stampVerdict, time.Time) {
	if s.TimeSignature == "" {
		return unstamped, time.Time{}
	}
	der, err := base64.StdEncoding.DecodeString(s.TimeSignature)
	if err != nil {
		return stampStrange, time.Time{}
	}
	token, err := readToken(der)
	if err != nil {
		return stampStrange, time.Time{}
	}
	signer, chain, err := token.check([]byte(s.Signature), s.TimestampCert)
	switch {
	case errors.Is(err, errStampKind):
		return stampStrange, time.Time{}
	case err != nil:
		return stampForged, time.Time{}
	}
	if roots == nil {
		return stampUnvouched, token.info.Time
	}
	between := x509.NewCertPool()
	for _, c := range chain {
		between.AddCert(c)
	}
	_, err = signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: token.info.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return stampUnvouched, token.info.Time
	}
	return stamped, token.info.Time
}

var (
	errStampKind = errors.New("kind of time stamp is not known")
	errStamp     = errors.New("time stamp does not fit")
)

// check holds that the stamp is of a text and is signed by one of the
// certificates that come with it: in PEM, or in the token.
func (t *token) check(text []byte, pemChain string) (*x509.Certificate, []*x509.Certificate, error) {
	if sum, err := sumBy(t.info.Imprint.Algorithm, text); err != nil || !bytes.Equal(sum, t.info.Imprint.Hash) {
		return nil, nil, errors.Join(err, errStamp)
	}
	signed, err := t.attributes()
	if err != nil {
		return nil, nil, err
	}
	certs, _ := x509.ParseCertificates(t.certs)
	if given, err := certificates(pemChain); err == nil {
		certs = append(given, certs...)
	}
	certs = certs[:min(len(certs), 2*maxChain)]
	i := slices.IndexFunc(stampHashes, func(h stampHash) bool { return h.oid.Equal(t.signer.Digest.OID) })
	for _, c := range certs {
		kind := stampHashes[i].rsa
		if c.PublicKeyAlgorithm == x509.ECDSA {
			kind = stampHashes[i].curve
		}
		if c.CheckSignature(kind, signed, t.signer.Signature) == nil {
			return c, certs, nil
		}
	}
	return nil, nil, errStamp
}

// attributes checks the signed attributes and gives them as they were signed.
func (t *token) attributes() ([]byte, error) {
	sum, err := sumBy(t.signer.Digest, t.said)
	if err != nil {
		return nil, err
	}
	if len(t.signer.Attributes.FullBytes) == 0 {
		return nil, errStampKind // RFC 3161 asks for them
	}
	ofStamp, ofContent := false, false
	for rest := t.signer.Attributes.Bytes; len(rest) > 0; {
		var a attribute
		if rest, err = asn1.Unmarshal(rest, &a); err != nil {
			return nil, errStampKind
		}
		switch {
		case a.Type.Equal(oidContentType):
			var oid asn1.ObjectIdentifier
			_, err := asn1.Unmarshal(a.Values.Bytes, &oid)
			ofStamp = err == nil && oid.Equal(oidStampInfo)
		case a.Type.Equal(oidMessageDigest):
			var hash []byte
			_, err := asn1.Unmarshal(a.Values.Bytes, &hash)
			ofContent = err == nil && bytes.Equal(hash, sum)
		}
	}
	if !ofStamp || !ofContent {
		return nil, errStamp
	}
	signed := bytes.Clone(t.signer.Attributes.FullBytes)
	signed[0] = 0x31 // a SET, not the [0] in its place
	return signed, nil
}

func sumBy(a algorithm, text []byte) ([]byte, error) {
	for _, h := range stampHashes {
		if h.oid.Equal(a.OID) {
			sum := h.hash.New()
			sum.Write(text)
			return sum.Sum(nil), nil
		}
	}
	return nil, errStampKind
}
