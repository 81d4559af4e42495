// Package warc reads and writes WARC records: the length-delimited blocks in
// which web archives keep what a server answered. It promises that every byte
// of a foreign file is either returned in a record or reported as Damage with
// its offset and reason, in bounded memory and in time linear to the file, and
// that what it writes is read by any other tool.
//
// Reader takes WARC 0.17 to 1.1 and ARC 1.0 and 1.1 (the format before WARC,
// whose records come out as WARC records), plain, compressed with gzip or zstd
// record by record, or compressed as one piece. Writer makes WARC/1.1 with a
// gzip member per record. ParseHTTP opens the block of a response. What the
// pages mean, and where the files come from, is left to others.
//
// Sources: ISO 28500:2017 (WARC/1.1), the ARC 1.0 description of the Internet
// Archive (1996), IIPC "Zstandard Compression of WARC Files" 1.0, RFC 1952,
// RFC 8878, RFC 9112.
package warc
