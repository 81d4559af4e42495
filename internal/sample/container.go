package sample

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"net/url"
	"os"
	"path/filepath"

	"khobao/internal/warc"
)

// writeFolder saves the captures as files with the time of their capture.
func writeFolder(dir string, captures []capture) error {
	for _, c := range captures {
		name := filepath.Join(dir, filepath.FromSlash(c.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("write sample page: %w", err)
		}
		if err := os.WriteFile(name, c.body, 0o644); err != nil {
			return fmt.Errorf("write sample page: %w", err)
		}
		if err := os.Chtimes(name, c.captured, c.captured); err != nil {
			return fmt.Errorf("write sample page: %w", err)
		}
	}
	return nil
}

// writeZIP packs the captures; a broken one gets a checksum that is not its own.
func writeZIP(name string, captures []capture) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, c := range captures {
		h := &zip.FileHeader{Name: c.name, Method: zip.Deflate, Modified: c.captured}
		if c.broken {
			h.Method = zip.Store
			h.CRC32 = ^crc32.ChecksumIEEE(c.body)
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(c.body)), uint64(len(c.body))
		}
		create := z.CreateHeader
		if c.broken {
			create = z.CreateRaw
		}
		w, err := create(h)
		if err != nil {
			return fmt.Errorf("pack %s into %s: %w", c.name, name, err)
		}
		if _, err := w.Write(c.body); err != nil {
			return fmt.Errorf("pack %s into %s: %w", c.name, name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("close %s: %w", name, err)
	}
	return save(name, b.Bytes())
}

// writeWARC writes a request and a response record of every capture; the gzip
// member of a broken response is overwritten in its middle.
func writeWARC(name string, captures []capture) error {
	var b bytes.Buffer
	w := warc.NewWriter(&b)
	info := warc.Info(filepath.Base(name), sites[0].captured, []warc.Field{
		{Name: "software", Value: "khobao sample"},
		{Name: "format", Value: "WARC File Format 1.1"},
		{Name: "robots", Value: "obey"},
	})
	if _, err := w.WriteRecord(info); err != nil {
		return err
	}
	for _, c := range captures {
		response := warc.Response(c.url, c.captured, c.status, []warc.Field{
			{Name: "Date", Value: c.captured.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")},
			{Name: "Content-Type", Value: c.contentType},
			{Name: "Server", Value: "nginx"},
		}, c.body)
		response.ID = warc.RecordID("response", c.url, c.captured.UTC().String())
		request, err := requestOf(&c, response.ID)
		if err != nil {
			return err
		}
		if _, err := w.WriteRecord(request); err != nil {
			return err
		}
		start := b.Len()
		if _, err := w.WriteRecord(response); err != nil {
			return err
		}
		if c.broken {
			member := b.Bytes()[start:]
			for i := len(member) / 3; i < len(member)/3+48; i++ {
				member[i] = 0xff
			}
		}
	}
	return save(name, b.Bytes())
}

func requestOf(c *capture, response string) (warc.Record, error) {
	u, err := url.Parse(c.url)
	if err != nil {
		return warc.Record{}, fmt.Errorf("write request of %s: %w", c.url, err)
	}
	block := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\nUser-Agent: khobao\r\n\r\n", u.RequestURI(), u.Host)
	return warc.Record{
		Type: warc.TypeRequest, TargetURI: c.url, Date: c.captured, ContentType: "application/http; msgtype=request",
		Header: []warc.Field{{Name: "WARC-Concurrent-To", Value: response}}, Block: []byte(block),
	}, nil
}

func save(name string, data []byte) error {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("write sample container: %w", err)
	}
	return nil
}
