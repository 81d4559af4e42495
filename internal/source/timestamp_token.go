package source

import (
	"crypto"
	_ "crypto/sha512" // hashes that time stamps use
	"crypto/x509"
	"encoding/asn1"
	"time"
)

var (
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidStampInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
)

// stampHash is a hash that stamps are made with.
type stampHash struct {
	oid        asn1.ObjectIdentifier
	hash       crypto.Hash
	rsa, curve x509.SignatureAlgorithm
}

var stampHashes = []stampHash{
	{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}, crypto.SHA256, x509.SHA256WithRSA, x509.ECDSAWithSHA256},
	{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}, crypto.SHA384, x509.SHA384WithRSA, x509.ECDSAWithSHA384},
	{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}, crypto.SHA512, x509.SHA512WithRSA, x509.ECDSAWithSHA512},
}

// The structures of RFC 3161 (2.4.2) and RFC 5652 (5), as far as they are used.
type (
	algorithm struct {
		OID        asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,optional,tag:0"`
	}
	stampResponse struct {
		Status asn1.RawValue
		Token  contentInfo `asn1:"optional"`
	}
	signedContent struct {
		Version      int
		Digests      asn1.RawValue
		Content      contentInfo
		Certificates asn1.RawValue `asn1:"optional,tag:0"`
		Revoked      asn1.RawValue `asn1:"optional,tag:1"`
		Signers      []signerInfo  `asn1:"set"`
	}
	signerInfo struct {
		Version    int
		Signer     asn1.RawValue
		Digest     algorithm
		Attributes asn1.RawValue `asn1:"optional,tag:0"`
		Algorithm  algorithm
		Signature  []byte
		Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
	}
	attribute struct {
		Type   asn1.ObjectIdentifier
		Values asn1.RawValue `asn1:"set"`
	}
	stampInfo struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint struct {
			Algorithm algorithm
			Hash      []byte
		}
		Serial asn1.RawValue
		Time   time.Time
	}
)

// token is a time stamp: what it says, as signed, and by whom.
type token struct {
	said   []byte // the DER of info
	info   stampInfo
	signer signerInfo
	certs  []byte
}

// readToken reads an answer with a token in it, or the token alone.
func readToken(der []byte) (*token, error) {
	var answer stampResponse
	outer := &answer.Token
	if _, err := asn1.Unmarshal(der, &answer); err != nil || !outer.Type.Equal(oidSignedData) {
		outer = &contentInfo{}
		if _, err := asn1.Unmarshal(der, outer); err != nil {
			return nil, err
		}
	}
	var signed signedContent
	if !outer.Type.Equal(oidSignedData) {
		return nil, errStampKind
	}
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &signed); err != nil {
		return nil, err
	}
	if !signed.Content.Type.Equal(oidStampInfo) || len(signed.Signers) != 1 {
		return nil, errStampKind
	}
	t := &token{signer: signed.Signers[0], certs: signed.Certificates.Bytes}
	if _, err := asn1.Unmarshal(signed.Content.Content.Bytes, &t.said); err != nil {
		return nil, err
	}
	err := t.info.read(t.said)
	return t, err
}

// read reads what a stamp says; what follows the time is not used.
func (i *stampInfo) read(der []byte) error {
	var all asn1.RawValue
	if _, err := asn1.Unmarshal(der, &all); err != nil {
		return err
	}
	rest := all.Bytes
	for _, f := range []struct {
		into   any
		params string
	}{{&i.Version, ""}, {&i.Policy, ""}, {&i.Imprint, ""}, {&i.Serial, ""}, {&i.Time, "generalized"}} {
		var err error
		if rest, err = asn1.UnmarshalWithParams(rest, f.into, f.params); err != nil {
			return err
		}
	}
	return nil
}
