package source

import (
	"archive/tar"
	"archive/zip"
	stdbzip2 "compress/bzip2"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"khobao/internal/failure"
)

// faults says which kind and code an error of a decompressor or container
// reader has; the first that fits holds.
var faults = []struct {
	is   func(error) bool
	kind failure.Kind
	code string
}{
	{oneOf(zstd.ErrWindowSizeExceeded, zstd.ErrDecoderSizeExceeded), failure.TooLarge, "zstd-window"},
	{oneOf(zip.ErrAlgorithm), failure.Unsupported, "zip-method"},
	{oneOf(zip.ErrChecksum, gzip.ErrChecksum, zstd.ErrCRCMismatch), failure.Damaged, "checksum"},
	{oneOf(io.ErrUnexpectedEOF, zstd.ErrUnexpectedBlockSize), failure.Damaged, "cut"},
	{oneOf(zip.ErrFormat), failure.Damaged, "zip"},
	{oneOf(tar.ErrHeader), failure.Damaged, "tar"},
	{isFlate, failure.Damaged, "compressed-data"},
	{oneOf(gzip.ErrHeader, zstd.ErrMagicMismatch, zstd.ErrReservedBlockType, zstd.ErrUnknownDictionary), failure.Damaged, "compressed-data"},
	{isBzip2, failure.Damaged, "compressed-data"},
}

func oneOf(targets ...error) func(error) bool {
	return func(err error) bool { return isAny(err, targets...) }
}

func isAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

func isFlate(err error) bool {
	var corrupt flate.CorruptInputError
	var internal flate.InternalError
	return errors.As(err, &corrupt) || errors.As(err, &internal)
}

func isBzip2(err error) bool {
	var e stdbzip2.StructuralError
	return errors.As(err, &e)
}
